/** A trace as lines for a terminal: what was done, what it changed, and the conflict side by side. */

import type { Trace, TraceStep } from "../checker/outcome.ts";
import type { Json } from "../model/canonical.ts";
import type { GlobalState } from "../model/state.ts";
import { statesAlong } from "./states.ts";
import { plain, type Style } from "./style.ts";
import { clip, columns, listed, logText, messageWords, node, pad, stepWords, valueWords } from "./words.ts";

export interface TextOptions {
  readonly style?: Style;
  /** Columns of the terminal: 100 if left out, never less than 40. */
  readonly width?: number;
}

/** Where the text of a step begins: after its number. */
const INDENT = " ".repeat(5);
const GAP = " ".repeat(3);
const LIE = "lie";
/** How many lines of changes one step may have, about. */
const LINES = 2;
/** With fewer columns the changes stand below the step. */
const NARROW = 72;

/**
 * The steps of a trace. A step is one line: its number, its action, and what it changed in the state; a message that
 * a Byzantine node had to send for it stands before it, without a number.
 */
export function traceText(trace: Trace, { style = plain, width = 100 }: TextOptions = {}): readonly string[] {
  if (trace.steps.length === 0) return [style.faint(`${INDENT}no step is needed: it is so from the start`)];
  const room = Math.max(40, width) - INDENT.length;
  const isNarrow = width < NARROW;
  const states = statesAlong(trace);
  const actions = trace.steps.map(({ action }) => clip(stepWords(action), room));
  const gap = isNarrow ? " " : GAP;
  const most = isNarrow ? room - gap.length - LIE.length : Math.floor(room * 0.6);
  const column = Math.min(Math.max(...actions.map(columns)), most);
  const left = isNarrow ? 2 : column + gap.length;
  return trace.steps.flatMap((step, place) => {
    const [before, after] = [states[place] ?? trace.initial, states[place + 1] ?? trace.final];
    const action = actions[place] ?? "";
    const changes = changesOf(step, before, after).join(", ");
    const beside = wrapped(clip(changes, LINES * room), room - left).map(style.faint);
    const first = !isNarrow && columns(action) <= column ? (beside.shift() ?? "") : "";
    const number = `${String(step.index).padStart(INDENT.length - 2)}  `;
    return [
      ...lieLine(step, column, gap, room, style),
      `${number}${paintAction(step, pad(action, column), style)}${gap}${first}`.trimEnd(),
      ...beside.map((line) => `${INDENT}${" ".repeat(left)}${line}`),
    ];
  });
}

function lieLine({ lie }: TraceStep, column: number, gap: string, room: number, style: Style): readonly string[] {
  if (lie === null || lie.to === "all") return [];
  const sent = clip(`${node(lie.from)} -> ${node(lie.to)}  ${messageWords(lie.body)}`, room - gap.length - LIE.length);
  return [`${INDENT}${style.lie(`${pad(sent, column)}${gap}${LIE}`)}`];
}

const paintAction = ({ action }: TraceStep, text: string, style: Style): string => {
  if (action.kind === "round-end") return text;
  const actor = node(action.kind === "deliver" ? action.to : action.replica);
  return `${style.node(action.kind === "deliver" ? action.to : action.replica, actor)}${text.slice(actor.length)}`;
};

/** What a step changed, in words: fields of replicas, logs, and the kinds of messages that were sent. */
export function changesOf(step: TraceStep, before: GlobalState, after: GlobalState): readonly string[] {
  const everybody = step.action.kind === "round-end";
  const told = after.replicas.flatMap((_, id) => {
    const changes = [
      ...fieldChanges(before.replicas[id] as Json, after.replicas[id] as Json),
      ...(before.logs[id]?.length === after.logs[id]?.length ? [] : [`log ${logText(after.logs[id] ?? [])}`]),
    ];
    return everybody && changes.length > 0 ? [`${node(id)}: ${changes.join(", ")}`] : changes;
  });
  const sent = [...new Set(step.sends.map(({ body }) => body.kind))];
  return [...told, ...(sent.length === 0 ? [] : [`sends ${listed(sent.map(valueWords))}`])];
}

function fieldChanges(before: Json, after: Json): readonly string[] {
  if (!isRecord(before) || !isRecord(after)) {
    return valueWords(before) === valueWords(after) ? [] : [`${short(before)} -> ${short(after)}`];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (now === undefined) return [`${valueWords(name)} removed`];
    if (old !== undefined && valueWords(old) === valueWords(now)) return [];
    if (old !== undefined && holdsRecords(old) && holdsRecords(now)) {
      return [`${valueWords(name)} ${fieldChanges(old, now).join(", ")}`];
    }
    const structured = typeof now === "object" && now !== null;
    return [`${valueWords(name)} ${structured || old === undefined ? short(now) : `${short(old)} -> ${short(now)}`}`];
  });
}

/** A record of records, such as one for each slot, is told record by record: it may be long, and little of it changes. */
export const holdsRecords = (value: Json): boolean => isRecord(value) && Object.values(value).some(isRecord);

export const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const short = (value: Json): string => clip(valueWords(value), 60);

/** Breaks a line at blanks so that no part has more than `room` characters, but for words that are longer. */
export function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + 1 + columns(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(clip(word, room));
  }
  return text === "" ? [] : lines;
}
