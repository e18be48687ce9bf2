/**
 * Logs as outputs: what properties need to remember of what was put out, as the state of one automaton.
 *
 * A property with a monitor of its own is that monitor. Any other is judged on its history, which is then the state.
 */
import { canonical, type Json } from "../../model/canonical.ts";
import { judgeHistory } from "../../model/judge.ts";
import type { Envelope, ReplicaId } from "../../model/message.ts";
import type { Log, Monitor, Output, OutputProperty } from "../../model/property.ts";
import type { Setting } from "../../model/protocol.ts";
import { StateTable } from "../table.ts";
import type { Alphabet } from "./alphabet.ts";
import { Values } from "./values.ts";

/** A property that is searched for, and the number of the goal that it is. */
export interface Goal<P = OutputProperty> {
  readonly property: P;
  readonly goal: number;
}

/** Of everything that is put out, the executions of one replica, in order: its log. */
const logOf = (replica: ReplicaId): Monitor<Json> => ({
  initial: [],
  consume: (log, output) =>
    "execution" in output && output.replica === replica
      ? [...(log as readonly Json[]), output.execution as unknown as Json]
      : log,
  found: () => false,
});

/** Of everything that is put out, the messages that somebody looks at, each once, in canonical order. */
const sentOf = (watched: (envelope: Envelope) => boolean): Monitor<Json> => ({
  initial: [],
  consume(sent, output) {
    if ("execution" in output || !watched(output.send)) return sent;
    const envelopes = [...(sent as unknown as readonly Envelope[]), output.send];
    const byText = new Map(envelopes.map((envelope) => [canonical(envelope), envelope]));
    const sorted = [...byText].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, envelope]) => envelope) as unknown as Json;
  },
  found: () => false,
});

const watchedBy =
  (goals: readonly Goal[]) =>
  (envelope: Envelope): boolean =>
    goals.some(({ property }) => property.sends?.(envelope) ?? false);

/** An output, and a text that is the same for outputs that are the same to all that forgets. */
export interface Concern {
  readonly text: string;
  readonly output: Output;
}

/** What of an output matters to what a monitor forgets; null if nothing does. */
function concernOf(monitor: Monitor, output: Output): unknown {
  if (!monitor.forget) return null;
  return monitor.concern ? monitor.concern(output) : output;
}

/** The answers to a question that have been given so far. */
function answersTo(all: Map<number, number>[], question: number): Map<number, number> {
  let answers = all[question];
  if (!answers) {
    answers = new Map();
    all[question] = answers;
  }
  return answers;
}

/** One automaton, its states numbered. */
class Part {
  readonly monitor: Monitor;
  readonly #states = new Values();
  /** By what is put out: state -> the state after it. */
  readonly #after: Map<number, number>[] = [];

  constructor(monitor: Monitor) {
    this.monitor = monitor;
  }

  get initial(): number {
    return this.#states.id(this.monitor.initial);
  }

  state(number: number): Json {
    return this.#states.value(number) as Json;
  }

  /** @param key what is put out, as a number */
  after(number: number, key: number, outputs: readonly Output[]): number {
    const answers = answersTo(this.#after, key);
    const known = answers.get(number);
    if (known !== undefined) return known;
    const next = outputs.reduce((now, output) => this.monitor.consume(now, output), this.state(number));
    const fresh = this.#states.id(next);
    answers.set(number, fresh);
    return fresh;
  }

  forget(number: number, possible: readonly Output[]): number {
    return this.monitor.forget ? this.#states.id(this.monitor.forget(this.state(number), possible)) : number;
  }
}

interface MonitorOptions {
  /** Whether each property that has a monitor is watched by it, rather than all by the complete logs. */
  readonly automata: boolean;
  /** Whether what can no longer matter is forgotten. */
  readonly forgets: boolean;
}

/** The automata of some properties as one, its states numbered. */
export class Monitors {
  readonly #setting: Setting;
  readonly #alphabet: Alphabet;
  /** Goals that an automaton decides, by its place among the parts. */
  readonly #automata: readonly Goal[];
  /** Goals that are judged on the history: the last parts, one log for each honest replica and the messages sent. */
  readonly #judged: readonly Goal[];
  readonly #parts: readonly Part[];
  readonly #isWatched: (envelope: Envelope) => boolean;
  readonly #states: StateTable;
  /** By place and output: state -> the state after it. */
  readonly #after: Map<number, number>[] = [];
  readonly #goals: (readonly number[] | undefined)[] = [];
  readonly initial: number;
  readonly forgets: boolean;

  constructor(goals: readonly Goal[], setting: Setting, alphabet: Alphabet, { automata, forgets }: MonitorOptions) {
    this.#setting = setting;
    this.#alphabet = alphabet;
    this.forgets = forgets;
    this.#automata = goals.filter(({ property }) => automata && property.monitor !== undefined);
    this.#judged = goals.filter((one) => !this.#automata.includes(one));
    this.#isWatched = watchedBy(goals);
    const keepsHistory = !automata || this.#judged.length > 0;
    this.#parts = [
      ...this.#automata.map(({ property }) => new Part(property.monitor as Monitor)),
      ...(keepsHistory
        ? [...setting.honest.map((id) => new Part(logOf(id))), new Part(sentOf(watchedBy(this.#judged)))]
        : []),
    ];
    this.#states = new StateTable(Math.max(1, this.#parts.length));
    this.initial = this.#number(this.#parts.map((part) => part.initial));
  }

  /** Whether what the replica at a place puts out can change the state: a log has executions only. */
  minds(place: number, output: number): boolean {
    const sees = this.#automata.length > 0;
    return this.outputsOf(place, output).some((one) => sees || "execution" in one || this.#isWatched(one.send));
  }

  /** The state after the replica at a place has put something out. */
  after(state: number, place: number, output: number): number {
    // Outputs may become more while states are visited, places do not.
    const key = output * this.#setting.honest.length + place;
    const answers = answersTo(this.#after, key);
    const known = answers.get(state);
    if (known !== undefined) return known;
    const row = this.#states.row(state);
    const put = this.outputsOf(place, output);
    const next = this.#number(this.#parts.map((part, index) => part.after(row[index] as number, key, put)));
    answers.set(state, next);
    return next;
  }

  /** The state without what none of the outputs that are still possible can bring to matter again. */
  forget(state: number, possible: readonly Output[]): number {
    const row = this.#states.row(state);
    return this.#number(this.#parts.map((part, index) => part.forget(row[index] as number, possible)));
  }

  /** The goals that a state meets. */
  goals(state: number): readonly number[] {
    let goals = this.#goals[state];
    if (!goals) {
      const parts = Array.from(this.#states.row(state), (number, index) => this.#parts[index]?.state(number) as Json);
      goals = [...this.#found(parts), ...this.#judgedOn(parts.slice(this.#automata.length))].map(({ goal }) => goal);
      this.#goals[state] = goals;
    }
    return goals;
  }

  /** What a replica puts out in one step: what it sends before what it executes, as a judgement of the state sees it. */
  outputsOf(place: number, output: number): readonly Output[] {
    const replica = this.#setting.honest[place] as number;
    const { sends, executions } = this.#alphabet.output(output);
    return [
      ...sends.map((message) => ({ replica, send: this.#alphabet.message(message) })),
      ...executions.map((execution) => ({ replica, execution })),
    ];
  }

  /** Of what a replica puts out in one step, what matters to whether something can be forgotten. */
  concernsOf(place: number, output: number): readonly Concern[] {
    return this.outputsOf(place, output)
      .filter((one) => "execution" in one || this.#isWatched(one.send))
      .map((one) => ({ concerns: this.#parts.map(({ monitor }) => concernOf(monitor, one)), output: one }))
      .filter(({ concerns }) => concerns.some((concern) => concern !== null))
      .map(({ concerns, output: one }) => ({ text: canonical(concerns), output: one }));
  }

  #found(parts: readonly Json[]): readonly Goal[] {
    return this.#automata.filter((_, index) => this.#parts[index]?.monitor.found(parts[index] as Json));
  }

  #judgedOn(history: readonly Json[]): readonly Goal[] {
    if (this.#judged.length === 0) return [];
    const { n, honest } = this.#setting;
    const logs = Array.from({ length: n }, (_, id) => (history[honest.indexOf(id)] ?? null) as unknown as Log | null);
    const sent = history[honest.length] as unknown as readonly Envelope[];
    return this.#judged.filter(({ property }) => judgeHistory(property, logs, sent) !== null);
  }

  #number(parts: readonly number[]): number {
    const number = this.#states.insert(Int32Array.from(parts.length > 0 ? parts : [0]), -1);
    return number >= 0 ? number : ~number;
  }
}
