/** Messages on their way, as SVG. */
import { element, html, textElement } from "../markup.ts";
import { clip } from "../words.ts";
import { glyph, MOST_GLYPHS, round } from "./glyphs.ts";
import type { Flight, Layout } from "./layout.ts";
import type { Arrow, Picture, Sending } from "./picture.ts";

/** Lines first, then what is written on them: no line crosses another's words. */
export function flightsDrawing(layout: Layout, picture: Picture): readonly string[] {
  const flights = layout.flights.flatMap((flight) => {
    const arrow = picture.arrows[flight.arrow];
    const sending = arrow && picture.sendings[arrow.sending];
    return arrow && sending ? [{ flight, arrow, sending }] : [];
  });
  return [...flights.map(shaft), ...flights.map((one) => words(one, picture))];
}

interface Flying {
  readonly flight: Flight;
  readonly arrow: Arrow;
  readonly sending: Sending;
}

const flyingAttributes = (
  { flight, arrow: { from, to, sending: index }, sending: { isLie } }: Flying,
  what: string,
) => ({
  class: `${what}${isLie ? " lie" : ""}${flight.arrived === null ? " lost" : ""}`,
  "data-from": from,
  "data-to": to,
  "data-sending": index,
  "data-left": flight.left,
  "data-arrived": flight.arrived,
});

function shaft(flying: Flying): string {
  const { start, end } = flying.flight;
  const isLost = flying.arrow.delivered === null;
  const side = Math.sign(end.x - start.x);
  const line = { x1: round(start.x), y1: round(start.y), x2: round(end.x - (isLost ? 0 : side * 5)), y2: round(end.y) };
  return element(
    "g",
    flyingAttributes(flying, "arrow"),
    element("line", line),
    isLost ? "" : element("path", { class: "tip", d: tip(line.x1, line.y1, line.x2, line.y2) }),
  );
}

/** What arrives, beside its head; and that it is a lie, beside where it was told. */
function words(flying: Flying, { values }: Picture): string {
  const { flight, arrow, sending } = flying;
  if (arrow.delivered === null) return "";
  const { start, end } = flight;
  const side = Math.sign(end.x - start.x);
  const carried = sending.values.slice(0, MOST_GLYPHS).map((value) => values[value]);
  const kindAt = end.x - side * (12 + carried.length * 22);
  const kind = { class: side > 0 ? "label end" : "label", x: round(kindAt), y: round(end.y - 9) };
  const mark = { class: side > 0 ? "mark end" : "mark", x: round(start.x - side * 6), y: round(start.y - 4) };
  return element(
    "g",
    flyingAttributes(flying, "load"),
    element("title", {}, html(`${sending.words}${sending.isLie ? " (a lie)" : ""}`)),
    textElement("text", kind, clip(sending.kind, 16)),
    ...carried.map((value, place) => glyph(value, { x: end.x - side * (22 + place * 24), y: end.y - 13 }, 0.8)),
    sending.isLie ? element("text", mark, "lie") : "",
  );
}

/** The head of an arrow that comes from (x1, y1) and ends in (x2, y2). */
function tip(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const corner = (side: number): string =>
    `${round(x2 - 8 * dx - side * 4 * dy)} ${round(y2 - 8 * dy + side * 4 * dx)}`;
  return `M${corner(1)}L${x2} ${y2}L${corner(-1)}`;
}
