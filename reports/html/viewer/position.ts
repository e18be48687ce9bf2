/** Where a reader stands in a picture, and what is then before, behind and beside. No page is touched here. */
import { unreachable } from "../../../model/error.ts";
import { causalPast } from "../../space-time/causes.ts";
import { type Happening, happenings } from "../../space-time/happenings.ts";
import type { Order } from "../../space-time/layout.ts";
import type { Picture } from "../../space-time/picture.ts";

export interface Position {
  readonly order: Order;
  /** What there is to stand at, in this order: a row of the drawing each. */
  readonly lines: readonly Happening[];
  /** The index of the line. */
  readonly at: number;
  /** Whether the reader went there: without that, the picture is shown as a whole. */
  readonly isChosen: boolean;
}

/** At the end, with the whole picture in sight. */
export function overview(picture: Picture, order: Order = "steps"): Position {
  const lines = happenings(picture).filter(({ kind }) => order === "everything" || kind === "moment");
  return { order, lines, at: lines.length - 1, isChosen: false };
}

/** At another line; at the first or last one if there is none of that number. */
export const goTo = (position: Position, at: number): Position => ({
  ...position,
  at: Math.max(0, Math.min(at, position.lines.length - 1)),
  isChosen: true,
});

/** At a step, or at the last line where there is no such step. */
export const goToStep = (position: Position, step: number): Position => {
  const at = position.lines.findIndex((line) => line.kind === "moment" && line.step === step);
  return goTo(position, at < 0 ? position.lines.length : at);
};

/** At the same step of another picture or in another order. */
export function movedTo(position: Position, picture: Picture, order: Order): Position {
  const next = overview(picture, order);
  return position.isChosen ? goToStep(next, position.lines[position.at]?.step ?? 0) : next;
}

/** What there is to see from a position. */
export interface Sight {
  readonly line: Happening | undefined;
  /** The step whose state is shown: a lie is told before its step. */
  readonly step: number;
  /** The steps that what is shown depends on, itself left out. Empty where nothing was chosen. */
  readonly past: ReadonlySet<number>;
  /** The messages that it depends on, as sendings. */
  readonly messages: ReadonlySet<number>;
}

export function sightFrom({ lines, at, isChosen }: Position, picture: Picture): Sight {
  const line = lines[at];
  const nothing = { line, step: line?.step ?? 0, past: new Set<number>(), messages: new Set<number>() };
  if (!line || !isChosen) return line?.kind === "lie" ? { ...nothing, step: line.step - 1 } : nothing;
  const past = pastOf(line, picture);
  const taken = line.kind === "lie" ? past : new Set([...past, line.step]);
  const arrived = picture.arrows.filter(({ delivered }) => delivered !== null && taken.has(delivered));
  return {
    line,
    step: line.kind === "lie" ? line.step - 1 : line.step,
    past,
    messages: new Set(arrived.map(({ sending }) => sending)),
  };
}

function pastOf(line: Happening, picture: Picture): ReadonlySet<number> {
  switch (line.kind) {
    case "moment":
      return causalPast(picture, line.step);
    case "send":
      return new Set([...causalPast(picture, line.step), line.step]);
    case "lie": {
      const shown = picture.sendings[line.sending]?.shows ?? [];
      return new Set(shown.flatMap((step) => [step, ...causalPast(picture, step)]));
    }
    default:
      return unreachable(line);
  }
}

/** How a part of the drawing looks from a position: what is yet to come is faint. */
export type Look = "plain" | "future" | "flying" | "past" | "chosen";

/** How the row of a line looks. */
export function lookOfRow({ lines, at, isChosen }: Position, { past, messages }: Sight, line: number): Look {
  if (line > at) return "future";
  if (line === at) return isChosen ? "chosen" : "plain";
  const there = lines[line];
  if (!there) return "plain";
  return (there.kind === "moment" ? past.has(there.step) : messages.has(there.sending)) ? "past" : "plain";
}

/** How an arrow looks that leaves in one line and arrives in another, or in none. */
export function lookOfArrow(
  { at, isChosen }: Position,
  { messages, past, step }: Sight,
  { sending, left, arrived, delivered }: ArrowPlace,
): Look {
  if (left > at) return "future";
  if (arrived === null || arrived > at) return isChosen ? "flying" : "plain";
  const isPast = delivered !== null && (past.has(delivered) || delivered === step);
  return isChosen && isPast && messages.has(sending) ? "past" : "plain";
}

export interface ArrowPlace {
  readonly sending: number;
  readonly left: number;
  readonly arrived: number | null;
  /** The step in which it is taken. */
  readonly delivered: number | null;
}
