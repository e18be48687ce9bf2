/** Where everything in a space-time diagram stands: lanes are columns, and time goes downwards. */
import type { ReplicaId } from "../../model/message.ts";
import { type ChipKind, chipLines } from "./chip-words.ts";
import { type Happening, happenings } from "./happenings.ts";
import type { Arrow, Moment, Picture } from "./picture.ts";

/** `steps`: the trace, a row a step. `everything`: a row for each message that leaves as well. */
export type Order = "steps" | "everything";

export interface LayoutOptions {
  readonly order: Order;
  /** The width of a lane in pixels: 96 if left out. */
  readonly laneWidth?: number;
  /** Whether the names of the lanes stand above them: true if left out. */
  readonly heads?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Row {
  readonly happening: Happening;
  readonly top: number;
  readonly bottom: number;
  /** The height at which it happens. */
  readonly y: number;
  /** What stands below it, each with its middle: tallies, badges and executions of the moment. */
  readonly chips: readonly Chip[];
}

export interface Chip {
  readonly kind: ChipKind;
  /** Its place in the moment's list of that kind. */
  readonly index: number;
  readonly lane: ReplicaId;
  readonly at: Point;
  /** What stands on it. */
  readonly lines: readonly string[];
  readonly height: number;
}

/** A message on its way. */
export interface Flight {
  /** The index of the arrow. */
  readonly arrow: number;
  readonly start: Point;
  readonly end: Point;
  /** The rows in which it leaves and arrives, as indices; null where it does not arrive. */
  readonly left: number;
  readonly arrived: number | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly laneWidth: number;
  /** The middle of each lane. */
  readonly lanes: readonly number[];
  readonly rows: readonly Row[];
  readonly flights: readonly Flight[];
  /** Where the lanes begin and end, and the logs begin. */
  readonly top: number;
  readonly bottom: number;
}

/** Left of the lanes, where the numbers of the steps stand. */
export const GUTTER = 40;
/** Right of them. */
export const MARGIN = 8;
const HEADS = 46;
/** From the top of a row to where it happens, from there to what stands below, and below that. */
const ABOVE = 24;
const BELOW = 8;
const UNDER = 12;
/** The height of a chip with one line, of each further line, and from chip to chip. */
const CHIP = 18;
export const LINE = 13;
const GAP = 3;
/** Below the point of no return: it has its name there. */
const TURN = 10;
/** How far a lie is told before it arrives: it has no row of its own where rows are steps. */
const LEAD = 16;

/** Lays a picture out. All lengths are in pixels. */
export function layoutOf(picture: Picture, { order, laneWidth = 96, heads = true }: LayoutOptions): Layout {
  const lanes = picture.lanes.map((_, place) => GUTTER + (place + 0.5) * laneWidth);
  const at = (lane: ReplicaId, y: number): Point => ({ x: lanes[lane] ?? 0, y });
  const rows: Row[] = [];
  let top = heads ? HEADS : 0;
  const begin = top;
  for (const happening of happenings(picture)) {
    const row = rowAt(happening, picture, top, laneWidth, at);
    if (order === "steps" && !isStep(happening)) continue;
    // The start is where the lanes begin, and has a row only for what is found out in it.
    const isBare = happening.kind === "moment" && happening.step === 0 && row.chips.length === 0;
    const end = (isBare ? top + UNDER : row.bottom) + (isTurn(happening, picture) ? TURN : 0);
    rows.push({ ...row, y: isBare ? top : row.y, bottom: end });
    top = end;
  }
  const flights = flightsOf(picture, rows, order, at);
  const longest = Math.max(0, ...picture.logs.map((log) => log?.length ?? 0));
  const bottom = top + UNDER;
  return {
    width: GUTTER + picture.lanes.length * laneWidth + MARGIN,
    height: bottom + logsHeight(longest),
    laneWidth,
    lanes,
    rows,
    flights,
    top: begin,
    bottom,
  };
}

/** How many entries of a log are drawn, around the one that matters. */
export const ENTRIES = 8;
/** The height of an entry. */
export const ENTRY = 28;
/** From the end of the lanes to the first entry. */
export const LOG_TOP = 22;

const logsHeight = (longest: number): number => LOG_TOP + Math.max(1, Math.min(longest, ENTRIES)) * ENTRY + 24;

const isStep = ({ kind }: Happening): boolean => kind === "moment";

/** Whether it is the point of no return. */
export const isTurn = (happening: Happening, { noReturn }: Picture): boolean =>
  happening.kind === "moment" && happening.step === noReturn?.step;

function rowAt(
  happening: Happening,
  { moments }: Picture,
  top: number,
  laneWidth: number,
  at: (lane: ReplicaId, y: number) => Point,
): Row {
  const moment = happening.kind === "moment" ? moments[happening.step] : undefined;
  const isSend = happening.kind === "send";
  const y = top + (moment || isSend ? ABOVE : ABOVE / 2);
  const chips = moment ? chipsOf(moment, y + BELOW + GAP / 2, laneWidth, at) : [];
  const last = chips.reduce((lowest, chip) => Math.max(lowest, below(chip)), y + (moment ? BELOW : 0));
  return { happening, top, y, chips, bottom: last + UNDER };
}

/** Where what stands below a chip begins. */
const below = ({ at, height }: Chip): number => at.y + (height + GAP) / 2;

/** The chips of a moment below each other, lane by lane: votes, what follows from them, and what is executed. */
function chipsOf(
  moment: Moment,
  first: number,
  laneWidth: number,
  at: (lane: ReplicaId, y: number) => Point,
): readonly Chip[] {
  const { tallies, badges, executions } = moment;
  const of = (kind: ChipKind, some: readonly { readonly lane: ReplicaId }[]) =>
    some.map(({ lane }, index) => ({ kind, index, lane }));
  const tops = new Map<ReplicaId, number>();
  return [...of("tally", tallies), ...of("badge", badges), ...of("execution", executions)].map((chip) => {
    const { kind, index, lane } = chip;
    const lines = chipLines(kind, index, moment, laneWidth);
    const height = CHIP + (lines.length - 1) * LINE;
    const top = tops.get(lane) ?? first;
    tops.set(lane, top + height + GAP);
    return { ...chip, lines, height, at: at(lane, top + height / 2) };
  });
}

function flightsOf(
  { arrows, sendings, lanes }: Picture,
  rows: readonly Row[],
  order: Order,
  at: (lane: ReplicaId, y: number) => Point,
): readonly Flight[] {
  const moments = new Map<number, number>();
  const leaving = new Map<number, number>();
  for (const [index, { happening }] of rows.entries()) {
    if (happening.kind === "moment") moments.set(happening.step, index);
    else leaving.set(happening.sending, index);
  }
  return arrows.flatMap(({ sending, from, to, delivered }: Arrow, arrow): readonly Flight[] => {
    const arrived = delivered === null ? null : (moments.get(delivered) ?? null);
    if (arrived === null && order === "steps") return [];
    const { step = 0, isLie = false } = sendings[sending] ?? {};
    const left = leaving.get(sending) ?? moments.get(step) ?? 0;
    const end = rows[arrived ?? -1];
    const isTold = isLie && left === arrived;
    const start = at(from, isTold ? (end?.y ?? 0) - LEAD : leftAt(rows[left], from));
    if (end) return [{ arrow, start, end: at(to, end.y), left, arrived }];
    // Never taken: it leads a little way towards its recipient.
    const way = Math.sign((lanes[to]?.id ?? 0) - from) * 30;
    return [{ arrow, start, end: { x: start.x + way, y: start.y + 7 }, left, arrived }];
  });
}

/** A message leaves below what its sender has found out in that moment. */
function leftAt(row: Row | undefined, lane: ReplicaId): number {
  const chips = row?.chips.filter((chip) => chip.lane === lane) ?? [];
  return chips.reduce((lowest, chip) => Math.max(lowest, below(chip)), row?.y ?? 0);
}
