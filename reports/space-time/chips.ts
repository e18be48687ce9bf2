/** What stands below a step, as SVG: votes that are counted, what follows from them, and what is executed. */
import { element, html, textElement } from "../markup.ts";
import { chipWidth, GLYPH, PADDING } from "./chip-words.ts";
import { glyph, round } from "./glyphs.ts";
import { type Chip, type Layout, LINE } from "./layout.ts";
import type { Moment, Picture, Tally } from "./picture.ts";

export function chipDrawing(chip: Chip, moment: Moment, { values }: Picture, layout: Layout): string {
  const { kind, index, at, lines, height } = chip;
  const tally = kind === "tally" ? moment.tallies[index] : undefined;
  const entry = kind === "execution" ? moment.executions[index] : undefined;
  const value = entry ? values[entry.value] : tally?.value == null ? undefined : values[tally.value];
  const width = chipWidth(lines, value !== undefined);
  // Nobody else has anything to say in this row; only the edges of the drawing are in the way.
  const left = Math.max(2, Math.min(at.x - width / 2, layout.width - 2 - width));
  const glyphAt = { x: entry ? left + width - PADDING - 9 : left + PADDING + 8, y: at.y };
  const textAt = left + PADDING + (value && !entry ? GLYPH - 4 : 0);
  const rect = { x: round(left), y: round(at.y - height / 2), width: round(width), height, rx: 4 };
  const baseline = at.y - ((lines.length - 1) * LINE) / 2 + 4;
  return element(
    "g",
    { class: `chip ${kind}${tally && isReached(tally) ? " reached" : ""}` },
    tally ? element("title", {}, html(`${tally.on}: ${votersWords(tally)}`)) : "",
    element("rect", rect),
    tally ? element("rect", { class: "share", ...rect, width: round(width * shareOf(tally)) }) : "",
    ...lines.map((line, place) => textElement("text", { x: round(textAt), y: round(baseline + place * LINE) }, line)),
    value ? glyph(value, glyphAt, 0.65) : "",
  );
}

const votersWords = ({ voters, needed }: Tally): string =>
  `${voters.map((voter) => (voter === null ? "somebody" : `node ${voter}`)).join(", ")}${needed === null ? "" : `; ${voters.length} of ${needed}`}`;

export const isReached = ({ voters, needed }: Tally): boolean => needed !== null && voters.length >= needed;

const shareOf = ({ voters, needed }: Tally): number => (needed === null ? 0 : Math.min(1, voters.length / needed));
