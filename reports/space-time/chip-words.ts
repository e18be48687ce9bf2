/** What stands on a chip, in lines that have room there. */
import { wrapped } from "../trace-text.ts";
import { clip, columns } from "../words.ts";
import type { Moment, Tally } from "./picture.ts";

/** How wide a character of a chip is, about; what is free on either side of its words, and what a glyph takes. */
const CHARACTER = 7;
export const PADDING = 4;
export const GLYPH = 23;
/** How wide a chip may be where its lane is narrower, and nobody else acts: about twenty characters. */
const WIDEST = 144;
/** How many lines a chip may have. */
const LINES = 4;

export type ChipKind = "tally" | "badge" | "execution";

/** The lines of a chip, one or more. @param index its place in the moment's list of that kind */
export function chipLines(kind: ChipKind, index: number, moment: Moment, laneWidth: number): readonly string[] {
  const { text, hasGlyph } = wordsOf(kind, index, moment);
  const room = chipRoom(moment, laneWidth) - 2 * PADDING - (hasGlyph ? GLYPH : 0);
  const lines = wrapped(text, Math.floor(room / CHARACTER));
  if (lines.length === 0) return [""];
  return lines.length <= LINES ? lines : [...lines.slice(0, LINES - 1), `${lines[LINES - 1]}…`];
}

/** How wide a chip may be: between the chips of its neighbours where these act as well. */
const chipRoom = ({ lanes }: Moment, laneWidth: number): number =>
  lanes.length > 1 ? laneWidth - 2 : Math.max(laneWidth, WIDEST);

/** How wide a chip with these lines is. */
export const chipWidth = (lines: readonly string[], hasGlyph: boolean): number =>
  Math.max(...lines.map(columns)) * CHARACTER + 2 * PADDING + (hasGlyph ? GLYPH : 0);

function wordsOf(kind: ChipKind, index: number, { tallies, badges }: Moment): { text: string; hasGlyph: boolean } {
  const tally = tallies[index];
  switch (kind) {
    case "tally":
      return tally ? { text: tallyWords(tally), hasGlyph: tally.value !== null } : { text: "", hasGlyph: false };
    case "badge":
      return { text: badges[index]?.text ?? "", hasGlyph: false };
    case "execution":
      return { text: "executes", hasGlyph: true };
  }
}

/** `COMMIT 2/3` */
const tallyWords = ({ kind, voters, needed }: Tally): string =>
  `${clip(kind, 14)} ${needed === null ? `×${voters.length}` : `${voters.length}/${needed}`}`;
