/** What stands below a step, as SVG: votes that are counted, what follows from them, and what is executed. */
import { element, html, textElement } from "../markup.ts";
import { clip, columns } from "../words.ts";
import { glyph, round } from "./glyphs.ts";
import type { Chip, Layout } from "./layout.ts";
import type { Moment, Picture, Tally } from "./picture.ts";

/** How wide a character of a chip is, about. */
const CHARACTER = 6.7;

export function chipDrawing({ kind, index, at }: Chip, moment: Moment, { values }: Picture, layout: Layout): string {
  const room = moment.lanes.length > 1 ? layout.laneWidth - 4 : Math.max(layout.laneWidth, 144);
  const most = Math.floor((room - 14) / CHARACTER);
  const tally = kind === "tally" ? moment.tallies[index] : undefined;
  const entry = kind === "execution" ? moment.executions[index] : undefined;
  const value = entry ? values[entry.value] : tally?.value == null ? undefined : values[tally.value];
  const text = shortened(entry ? "executes" : tally ? tallyWords(tally) : (moment.badges[index]?.text ?? ""), most);
  const width = Math.min(room, columns(text) * CHARACTER + 14 + (value ? 20 : 0));
  // Nobody else has anything to say in this row; only the edges of the drawing are in the way.
  const left = Math.max(2, Math.min(at.x - width / 2, layout.width - 2 - width));
  const glyphAt = { x: entry ? at.x + width / 2 - 14 : left + 13, y: at.y };
  const textAt = entry ? left + 7 : left + 7 + (value ? 18 : 0);
  const rect = { x: round(left), y: round(at.y - 9), width: round(width), height: 18, rx: 4 };
  return element(
    "g",
    { class: `chip ${kind}${tally && isReached(tally) ? " reached" : ""}` },
    tally ? element("title", {}, html(`${tally.on}: ${votersWords(tally)}`)) : "",
    element("rect", rect),
    tally ? element("rect", { class: "share", ...rect, width: round(width * shareOf(tally)) }) : "",
    textElement("text", { x: round(textAt), y: round(at.y + 4) }, text),
    value ? glyph(value, glyphAt, 0.65) : "",
  );
}

/** Cut at the end of a word where there is one: `committed value 1…`. */
function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const kept = characters.slice(0, most - 1).join("");
  const end = characters[most - 1] === " " ? kept.length : kept.lastIndexOf(" ");
  return `${end > most / 2 ? kept.slice(0, end) : kept}…`;
}

/** `COMMIT 2/3` */
const tallyWords = ({ kind, voters, needed }: Tally): string =>
  `${clip(kind, 14)} ${needed === null ? `×${voters.length}` : `${voters.length}/${needed}`}`;

const votersWords = ({ voters, needed }: Tally): string =>
  `${voters.map((voter) => (voter === null ? "somebody" : `node ${voter}`)).join(", ")}${needed === null ? "" : `; ${voters.length} of ${needed}`}`;

export const isReached = ({ voters, needed }: Tally): boolean => needed !== null && voters.length >= needed;

const shareOf = ({ voters, needed }: Tally): number => (needed === null ? 0 : Math.min(1, voters.length / needed));
