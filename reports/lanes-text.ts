/** A trace drawn for a terminal that is wide enough: a lane a replica, a row a step, time downwards. */
import type { Trace } from "../checker/outcome.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Moment, Picture } from "./space-time/picture.ts";
import { pictureOf, type Subject } from "./space-time/picture-of.ts";
import { plain, type Style } from "./style.ts";
import { type TextOptions, traceText, wrapped } from "./trace-text.ts";
import { clip, columns, listed, logText, node } from "./words.ts";

/** Columns before the lanes, of a lane, and the least that the words beside them need. */
const GUTTER = 5;
const LANE = 10;
const LEAST_WORDS = 44;
/** How many lines the words below a message may take. */
const LINES = 2;

/** Whether so many lanes, and the words beside them, fit into a number of columns. */
const lanesFit = (lanes: number, width: number): boolean => GUTTER + lanes * LANE + LEAST_WORDS <= width;

export interface DrawingOptions extends TextOptions {
  /** Whether lanes are wished for: they need a terminal that shows box drawing characters. */
  readonly lanes?: boolean;
}

/** The steps of a trace: drawn with lanes where these are wished for and fit, else as a list. */
export function traceLines(subject: Subject & { readonly trace: Trace }, options: DrawingOptions): readonly string[] {
  const { lanes = false, width = 100 } = options;
  const isDrawn = lanes && subject.trace.length > 0 && lanesFit(subject.configuration.nodes, width);
  return isDrawn ? lanesText(pictureOf(subject), options) : traceText(subject.trace, options);
}

type Paint = (text: string) => string;

/**
 * The drawing, as lines. An arrow is drawn in the step in which it arrives, broken if it is a lie. Below a step stands what
 * the replica has executed by then, if it has executed anything in it.
 */
export function lanesText(picture: Picture, { style = plain, width = 100 }: TextOptions = {}): readonly string[] {
  const { lanes, moments, noReturn } = picture;
  const room = width - GUTTER - lanes.length * LANE;
  const turn = (step: number): readonly string[] =>
    noReturn?.step === step && step < moments.length - 1
      ? [style.caution(`${" ".repeat(GUTTER)}${"╌".repeat(lanes.length * LANE)} point of no return`)]
      : [];
  return [
    ...headLines(picture, style),
    ...turn(0),
    ...moments.slice(1).flatMap((moment) => [...momentLines(moment, picture, room, style), ...turn(moment.step)]),
  ];
}

function headLines(picture: Picture, style: Style): readonly string[] {
  const [names, natures] = [new Row(picture, style, false), new Row(picture, style, false)];
  for (const { id, name, isByzantine } of picture.lanes) {
    names.write(id, name, (text) => style.node(id, text));
    if (isByzantine) natures.write(id, "Byzantine", style.lie);
  }
  const lines = [names, ...(picture.lanes.some(({ isByzantine }) => isByzantine) ? [natures] : [])];
  return lines.map((row) => row.line("", ""));
}

function momentLines(moment: Moment, picture: Picture, room: number, style: Style): readonly string[] {
  const arrow = picture.arrows[moment.arrow ?? -1];
  const sending = picture.sendings[arrow?.sending ?? -1];
  const isLie = sending?.isLie === true;
  const row = new Row(picture, style);
  if (arrow) row.fly(arrow.from, arrow.to, isLie);
  for (const lane of moment.lanes) row.mark(lane);
  const below = new Row(picture, style);
  const grown = [...new Set(moment.executions.map(({ lane }) => lane))];
  for (const lane of grown) below.write(lane, logAfter(lane, moment.step, picture), style.decided);
  const { title, details } = wordsOf(moment, picture);
  const said = clip(sending?.words ?? title, room - (isLie ? 6 : 0));
  const told = clip(details.join(", "), LINES * (room - 2));
  const isShort = grown.length === 0 && columns(said) + (isLie ? 6 : 0) + 3 + columns(told) <= room;
  const more = isShort ? [] : wrapped(told, room - 2).map((line) => style.faint(`  ${line}`));
  const beside = isShort && told !== "" ? style.faint(`   ${told}`) : "";
  return [
    row.line(String(moment.step), `${isLie ? style.lie(`${said}   lie`) : said}${beside}`),
    ...(grown.length > 0 || more.length > 0 ? [below.line("", more[0] ?? "")] : []),
    ...more.slice(1).map((line) => new Row(picture, style).line("", line)),
  ];
}

/** What a step is called that delivers nothing, and what came of it: votes and what the protocol says of them, else what it changed. */
function wordsOf(moment: Moment, picture: Picture): { readonly title: string; readonly details: readonly string[] } {
  const { step, label, lanes, tallies, badges, changes } = moment;
  const votes = tallies.flatMap(({ kind, voters, needed }) =>
    needed === null ? [] : [`${kind} ${voters.length} of ${needed}`],
  );
  const found = badges.map(({ lane, text }) => (lanes.length > 1 ? `${node(lane)}: ${text}` : text));
  const title = found.find((text) => label !== "" && text.startsWith(label)) ?? label;
  const kinds = picture.sendings.filter((one) => one.step === step && !one.isLie).map(({ kind }) => kind);
  const sends = kinds.length === 0 ? [] : [`sends ${listed([...new Set(kinds)])}`];
  const told = [...votes, ...found];
  return { title, details: told.length === 0 ? changes : [...told.filter((text) => text !== title), ...sends] };
}

const logAfter = (lane: ReplicaId, step: number, { logs, values }: Picture): string =>
  logText(
    (logs[lane] ?? [])
      .filter((entry) => entry.step <= step)
      .map(({ slot, view, value }) => ({ slot, view, value: values[value]?.text ?? "" })),
  );

/** A line with the lanes on it. */
class Row {
  readonly #style: Style;
  readonly #cells: { text: string; paint: Paint }[];

  /** @param drawn whether the lanes themselves are seen */
  constructor({ lanes }: Picture, style: Style, drawn = true) {
    this.#style = style;
    this.#cells = Array.from({ length: lanes.length * LANE }, () => ({ text: " ", paint: plain.faint }));
    if (!drawn) return;
    for (const { id, isByzantine } of lanes) this.#put(middle(id), isByzantine ? "┊" : "│", style.faint);
  }

  /** A word in the middle of a lane. */
  write(lane: ReplicaId, word: string, paint: Paint): void {
    const shown = [...clip(word, LANE - 1)];
    const begin = middle(lane) - Math.floor((shown.length - 1) / 2);
    for (const [place, text] of shown.entries()) this.#put(begin + place, text, paint);
  }

  /** Where a step is taken. */
  mark(lane: ReplicaId): void {
    this.#put(middle(lane), "●", this.#paintOf(lane));
  }

  /** An arrow between two lanes. */
  fly(from: ReplicaId, to: ReplicaId, isLie: boolean): void {
    const paint = isLie ? this.#style.lie : this.#paintOf(from);
    const way = Math.sign(to - from);
    this.#put(middle(from), way > 0 ? "├" : "┤", paint);
    for (let place = middle(from) + way; place !== middle(to); place += way) {
      this.#put(place, this.#cells[place]?.text === " " ? (isLie ? "╌" : "─") : "┼", paint);
    }
    this.#put(middle(to) - way, way > 0 ? "▶" : "◀", paint);
  }

  /** The line, with a number before the lanes and words behind them. */
  line(number: string, words: string): string {
    const runs: { text: string; paint: Paint }[] = [];
    for (const { text, paint } of this.#cells) {
      const last = runs.at(-1);
      if (last?.paint === paint) last.text += text;
      else runs.push({ text, paint });
    }
    const drawing = runs.map(({ text, paint }) => (text.trim() === "" ? text : paint(text))).join("");
    return `${number.padStart(GUTTER - 2)}  ${drawing}${words}`.trimEnd();
  }

  #paintOf(lane: ReplicaId): Paint {
    return (text) => this.#style.node(lane, text);
  }

  #put(place: number, text: string, paint: Paint): void {
    if (columns(text) === 1) this.#cells[place] = { text, paint };
  }
}

const middle = (lane: ReplicaId): number => lane * LANE + LANE / 2 - 1;
