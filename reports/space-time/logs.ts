/** The end of a diagram: what each replica has executed, below its lane, and the fork. */
import { element, html } from "../markup.ts";
import { glyph, round } from "./glyphs.ts";
import { ENTRIES, ENTRY, GUTTER, type Layout, LOG_TOP, type Point } from "./layout.ts";
import type { Entry, EntryPlace, Picture } from "./picture.ts";

/** The logs, the two entries that contradict each other ringed, and a sign of inequality between them. */
export function logsDrawing(picture: Picture, layout: Layout): string {
  const fork = picture.fork ?? [];
  const rings = fork.flatMap((place) => entryAt(place, picture, layout) ?? []);
  return element(
    "g",
    { class: "logs" },
    element("text", { class: "number", x: GUTTER - 6, y: round(layout.bottom + LOG_TOP + ENTRY / 2 + 4) }, "log"),
    ...picture.logs.map((log, lane) => (log === null ? "" : logDrawing(log, lane, picture, layout))),
    ...rings.map(({ x, y }) => element("circle", { class: "ring", cx: round(x), cy: round(y), r: 15 })),
    between(rings),
  );
}

/** Which entries are drawn: those around the fork's, else the last. */
function shownFrom(length: number, forked: number | undefined): number {
  if (length <= ENTRIES) return 0;
  return forked === undefined ? length - ENTRIES : Math.min(Math.max(0, forked - ENTRIES / 2), length - ENTRIES);
}

const forkedIn = ({ fork }: Picture, lane: number): number | undefined =>
  fork?.find((place) => place.lane === lane)?.place;

function logDrawing(log: readonly Entry[], lane: number, picture: Picture, layout: Layout): string {
  const forked = forkedIn(picture, lane);
  const from = shownFrom(log.length, forked);
  const shown = log.slice(from, from + ENTRIES);
  const x = layout.lanes[lane] ?? 0;
  const top = layout.bottom + LOG_TOP - 4;
  const width = Math.min(layout.laneWidth - 12, 64);
  const left = round(x - width / 2);
  const height = Math.max(1, shown.length) * ENTRY + 8;
  const hidden = (count: number, y: number): string =>
    count === 0 ? "" : element("text", { class: "more", x: round(x), y: round(y) }, `… ${count} more`);
  return element(
    "g",
    { class: forked === undefined ? "log" : "log forked", "data-lane": lane },
    element("rect", { x: left, y: round(top), width: round(width), height: round(height), rx: 6 }),
    log.length === 0 ? element("text", { class: "more", x: round(x), y: round(top + ENTRY / 2 + 8) }, "empty") : "",
    ...shown.map(({ value, slot }, place) =>
      element(
        "g",
        { class: "entry" },
        element("title", {}, html(`${slot}: ${picture.values[value]?.text ?? ""}`)),
        glyph(picture.values[value], { x, y: entryY(place, layout) }),
      ),
    ),
    hidden(from, top - 4),
    hidden(log.length - from - shown.length, top + height + 12),
  );
}

const entryY = (place: number, { bottom }: Layout): number => bottom + LOG_TOP + (place + 0.5) * ENTRY;

function entryAt({ lane, place }: EntryPlace, picture: Picture, layout: Layout): Point | null {
  const length = picture.logs[lane]?.length ?? 0;
  const x = layout.lanes[lane];
  const shown = place - shownFrom(length, forkedIn(picture, lane));
  return x === undefined || shown < 0 || shown >= ENTRIES ? null : { x, y: entryY(shown, layout) };
}

/** A line from the one entry to the other, with the sign in its middle. */
function between([one, other]: readonly Point[]): string {
  if (!one || !other) return "";
  if (one.x === other.x) return "";
  const side = Math.sign(other.x - one.x);
  const middle = { x: round((one.x + other.x) / 2), y: round((one.y + other.y) / 2) };
  return element(
    "g",
    { class: "fork" },
    element("line", {
      x1: round(one.x + side * 15),
      y1: round(one.y),
      x2: round(other.x - side * 15),
      y2: round(other.y),
    }),
    element("circle", { cx: middle.x, cy: middle.y, r: 11 }),
    element("text", { x: middle.x, y: middle.y + 5.5 }, "≠"),
  );
}
