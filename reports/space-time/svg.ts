/** A picture as an SVG drawing. It has classes and no styles: `DIAGRAM_STYLES` of styles.ts tells how they look. */
import { element, html, textElement } from "../markup.ts";
import { clip } from "../words.ts";
import { chipDrawing } from "./chips.ts";
import { flightsDrawing } from "./flights.ts";
import { glyph, MOST_GLYPHS, round } from "./glyphs.ts";
import { GUTTER, isTurn, type Layout, type LayoutOptions, layoutOf, type Row } from "./layout.ts";
import { logsDrawing } from "./logs.ts";
import type { Lane, Moment, Picture, Sending } from "./picture.ts";

/**
 * The drawing. Its rows are numbered from 0, one for each happening: a row has `data-line`, that number, `data-kind`, and
 * `data-step` or `data-sending`. An arrow has `data-from` and `data-to`, the lanes, `data-left` and `data-arrived`, the rows, and
 * `data-sending`.
 *
 * @param label what it shows, for who cannot see it
 */
export function diagramSvg(picture: Picture, options: LayoutOptions, label: string): string {
  const layout = layoutOf(picture, options);
  return element(
    "svg",
    {
      class: "diagram",
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      width: layout.width,
      height: layout.height,
      role: "img",
      "aria-label": label,
    },
    ...layout.rows.map((row, line) => band(row, line, layout)),
    ...picture.lanes.map((lane) => laneLine(lane, layout)),
    ...(options.heads === false ? [] : picture.lanes.map((lane) => laneHead(lane, layout))),
    ...flightsDrawing(layout, picture),
    noReturnLine(picture, layout),
    ...layout.rows.map((row, line) => rowDrawing(row, line, picture, layout)),
    logsDrawing(picture, layout),
  );
}

/** The names of the lanes alone, as wide as the drawing: to stay in sight above it. */
export function headsSvg(picture: Picture, options: LayoutOptions): string {
  const { width, ...layout } = layoutOf({ ...picture, moments: [], sendings: [], arrows: [] }, options);
  const attributes = { class: "diagram", viewBox: `0 0 ${width} 44`, width, height: 44, "aria-hidden": "true" };
  return element("svg", attributes, ...picture.lanes.map((lane) => laneHead(lane, { ...layout, width })));
}

const lanesClass = ({ isByzantine }: Lane): string => (isByzantine ? "lane byzantine" : "lane");

function laneHead(lane: Lane, { lanes, laneWidth }: Layout): string {
  const x = lanes[lane.id] ?? 0;
  const width = Math.min(laneWidth - 8, 110);
  return element(
    "g",
    { class: `head ${lanesClass(lane)}` },
    element("rect", { x: round(x - width / 2), y: 3, width: round(width), height: lane.isByzantine ? 38 : 24, rx: 5 }),
    element("text", { x: round(x), y: 20 }, html(lane.name)),
    lane.isByzantine ? element("text", { class: "nature", x: round(x), y: 34 }, "Byzantine") : "",
  );
}

const laneLine = (lane: Lane, { lanes, top, bottom }: Layout): string => {
  const x = round(lanes[lane.id] ?? 0);
  return element("line", { class: lanesClass(lane), x1: x, x2: x, y1: top, y2: bottom });
};

const rowData = ({ happening }: Row, line: number) => ({
  "data-line": line,
  "data-kind": happening.kind,
  "data-step": happening.step,
  "data-sending": happening.kind === "moment" ? null : happening.sending,
});

const band = (row: Row, line: number, { width }: Layout): string =>
  element("rect", {
    class: "band",
    ...rowData(row, line),
    x: 0,
    y: round(row.top),
    width,
    height: round(row.bottom - row.top),
  });

function rowDrawing(row: Row, line: number, picture: Picture, layout: Layout): string {
  const { happening, y } = row;
  if (happening.kind !== "moment") {
    const sending = picture.sendings[happening.sending];
    return sending
      ? element("g", { class: "row", ...rowData(row, line) }, ...departure(sending, y, picture, layout))
      : "";
  }
  const moment = picture.moments[happening.step];
  if (!moment || (moment.step === 0 && row.chips.length === 0)) return "";
  const isStart = moment.step === 0;
  return element(
    "g",
    { class: "row", ...rowData(row, line) },
    isStart ? "" : element("text", { class: "number", x: GUTTER - 6, y: round(y + 4) }, String(moment.step)),
    ...(isStart ? [] : moment.lanes.map((lane) => actorDot(layout.lanes[lane] ?? 0, y))),
    momentLabel(moment, y, layout),
    ...row.chips.map((chip) => chipDrawing(chip, moment, picture, layout)),
  );
}

/** A message that leaves in a row of its own: a lie is written where it arrives, anything else here as well. */
function departure(
  { from, kind, values, isLie }: Sending,
  y: number,
  picture: Picture,
  layout: Layout,
): readonly string[] {
  const x = layout.lanes[from] ?? 0;
  const dot = element("circle", { class: `dot ${isLie ? "lie" : "send"}`, cx: round(x), cy: round(y), r: 3 });
  if (isLie) return [dot];
  const side = from === layout.lanes.length - 1 ? -1 : 1;
  const carried = values.slice(0, MOST_GLYPHS).map((value) => picture.values[value]);
  const textAt = x + side * (10 + carried.length * 18);
  const text = { class: side < 0 ? "label sent end" : "label sent", x: round(textAt), y: round(y - 7) };
  const glyphs = carried.map((value, place) => glyph(value, { x: x + side * (16 + place * 18), y: y - 11 }, 0.65));
  return [dot, textElement("text", text, `sends ${clip(kind, 16)}`), ...glyphs];
}

const actorDot = (x: number, y: number): string =>
  element("circle", { class: "dot", cx: round(x), cy: round(y), r: 5 });

/** What a step is that is no delivery: beside the dot of who took it. */
function momentLabel({ label, lanes, badges }: Moment, y: number, layout: Layout): string {
  if (label === "" || badges.some(({ text }) => text.startsWith(label))) return "";
  const [lane = 0] = lanes;
  const isLast = lanes.length === 1 && lane === layout.lanes.length - 1;
  const x = (layout.lanes[lane] ?? 0) + (isLast ? -10 : 10);
  return textElement("text", { class: isLast ? "label end" : "label", x: round(x), y: round(y - 7) }, clip(label, 28));
}

/** Its name stands at the left, which is in sight also where the lanes scroll sideways. */
function noReturnLine(picture: Picture, { rows, width }: Layout): string {
  const line = rows.findIndex(({ happening }) => isTurn(happening, picture));
  const row = rows[line];
  if (!picture.noReturn || !row) return "";
  const y = round(row.bottom - 1);
  const words = `point of no return${picture.noReturn.isExact ? "" : ", at the latest"}`;
  return element(
    "g",
    { class: "no-return", "data-line": line },
    element("line", { x1: 4, x2: width - 4, y1: y, y2: y }),
    element("text", { x: 4, y: y - 4 }, words),
  );
}
