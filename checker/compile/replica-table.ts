/** One honest replica as a finite machine: its states numbered, and where each input leads from them. */
import type { Json } from "../../model/canonical.ts";
import { ModelError } from "../../model/error.ts";
import type { ReplicaId } from "../../model/message.ts";
import type { Step } from "../../model/step.ts";
import { Numbers } from "../numbers.ts";
import { StateTable } from "../table.ts";
import { SILENT } from "./alphabet.ts";
import { Delay } from "./delay.ts";
import type { Observer } from "./delay-observer.ts";
import type { Cue, Inputs } from "./inputs.ts";
import type { Row, Write } from "./looks.ts";
import { Prospects } from "./prospects.ts";
import type { Reactions } from "./reactions.ts";

/** One thing that a replica may do: an edge of its machine. */
export interface Edge {
  readonly cue: number;
  readonly target: number;
  readonly output: number;
  readonly choices: readonly Json[];
}

export interface ReplicaTable {
  readonly id: ReplicaId;
  readonly start: Step;
  readonly cues: readonly Cue[];
  /** How many states have been found; the start is number 0. */
  readonly size: number;
  /** The edges found: source, cue, target, output of one after the other. */
  readonly edges: Int32Array;
  /** Where the end of a round leads from each state, and what it puts out, in turn; null where rounds do not end. */
  readonly roundEnds: Int32Array | null;
  /** The cues that were postponed somewhere where they would have changed something. */
  readonly postponed: ReadonlySet<number>;
  /** How often a reducer was called. */
  readonly calls: number;
  /** The state with a number. */
  state(number: number): unknown;
  /** The number of a state that is in the table. */
  find(state: unknown): number;
  /** What the replica may do in a state on a cue. */
  on(state: number, cue: number): readonly Edge[];
}

/** That silent inputs may be postponed, and what must not see them; null where nothing looks at replicas. */
export interface Delays {
  readonly observer: Observer | null;
}

/** A table that is built from what the replica itself does. */
export class OwnTable implements ReplicaTable {
  readonly inputs: Inputs;
  readonly observer: Observer | null;
  /** Target and output of the end of a round, for each state. */
  readonly #ends = new Numbers();
  readonly #prospects: Prospects;
  #edges = new Numbers();
  /** For each state, how many cues it has been given. */
  readonly #given: number[] = [];
  #states: StateTable;
  readonly #scratch: Row;
  /** Tells which inputs are not followed from a state, since they may wait; null where all are. */
  readonly #delay: Delay | null;
  readonly #postponed = new Set<number>();
  #isSketch = false;

  /** @param delays where silent inputs may be postponed: what must not see them; else null */
  constructor(inputs: Inputs, delays: Delays | null) {
    const { layout, reactions, alphabet } = inputs;
    this.inputs = inputs;
    this.observer = delays?.observer ?? null;
    this.#prospects = new Prospects(reactions);
    this.#states = new StateTable(layout.width);
    this.#scratch = new Int32Array(layout.width);
    this.#delay = delays && new Delay(reactions, layout, alphabet, this.observer?.reactions ?? null);
    this.#insert(layout.row(this.start.replica));
  }

  get id(): ReplicaId {
    return this.inputs.id;
  }

  get start(): Step {
    return this.inputs.start;
  }

  get cues(): readonly Cue[] {
    return this.inputs.cues;
  }

  get calls(): number {
    return this.inputs.calls;
  }

  get size(): number {
    return this.#states.size;
  }

  get edges(): Int32Array {
    return this.#edges.items;
  }

  get postponed(): ReadonlySet<number> {
    return this.#postponed;
  }

  get roundEnds(): Int32Array | null {
    return this.inputs.roundEnd && this.#ends.items;
  }

  /** The row of the state with a number. */
  row(number: number): Row {
    return this.#states.row(number);
  }

  /** The number of the state of a row that is in the table. */
  numberOf(row: Row): number {
    return this.#insert(row);
  }

  state(number: number): unknown {
    return this.inputs.layout.state(this.row(number));
  }

  find(state: unknown): number {
    return this.#insert(this.inputs.layout.row(state));
  }

  on(state: number, cue: number): readonly Edge[] {
    return this.#reactTo(this.inputs.reactions[cue] as Reactions, state).map((edge) => ({ ...edge, cue }));
  }

  /**
   * Begins a round: what may wait among the inputs known before need not among more, so then it is built anew.
   *
   * @param isSketch whether to leave out all that is silent, to see what is sent without finding out what may wait
   */
  begin(isSketch: boolean): void {
    if (!this.#delay) return;
    this.#isSketch = isSketch;
    this.#states = new StateTable(this.inputs.layout.width);
    this.#edges = new Numbers();
    this.#given.length = 0;
    this.#postponed.clear();
    this.#insert(this.inputs.layout.row(this.start.replica));
  }

  /** Gives a state every cue that it has not been given. */
  complete(state: number): void {
    const { cues, roundEnd } = this.inputs;
    this.inputs.hearNewMessages();
    if (this.#given[state] === cues.length) return;
    const given = this.#given[state] ?? 0;
    const row = this.#states.row(state);
    const postponed = this.#isSketch ? this.#delay?.silent(row) : this.#delay?.postponed(row);
    for (const cue of this.#prospects.of(row)) {
      if (postponed?.has(cue)) this.#postponed.add(cue);
      else if (cue >= given) this.#give(state, row, cue);
    }
    if (roundEnd && 2 * state === this.#ends.length) this.#endRound(state, roundEnd);
    this.#given[state] = cues.length;
  }

  #endRound(state: number, roundEnd: Reactions): void {
    const [only, ...others] = this.#reactTo(roundEnd, state);
    if (!only || others.length > 0) {
      throw new ModelError("misuse", "roundEnd makes a choice. Make it in another reducer.");
    }
    this.#ends.push(only.target);
    this.#ends.push(only.output);
  }

  #give(state: number, row: Row, cue: number): void {
    for (const { writes, output } of (this.inputs.reactions[cue] as Reactions).on(row)) {
      const target = writes.length > 0 ? this.#after(row, writes) : state;
      if (target === state && output === SILENT) continue;
      this.#edges.push(state);
      this.#edges.push(cue);
      this.#edges.push(target);
      this.#edges.push(output);
    }
  }

  #reactTo(reactions: Reactions, state: number): readonly Omit<Edge, "cue">[] {
    const row = this.#states.row(state);
    return reactions
      .on(row)
      .map(({ writes, output, choices }) => ({ target: this.#after(row, writes), output, choices }));
  }

  #after(row: Row, writes: readonly Write[]): number {
    const next = this.#scratch;
    next.set(row);
    for (const { column, put } of writes) next[column] = put(next[column] as number);
    return this.#insert(next);
  }

  #insert(row: Row): number {
    const number = this.#states.insert(row, -1);
    return number >= 0 ? number : ~number;
  }
}
