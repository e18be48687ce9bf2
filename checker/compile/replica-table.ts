/** One honest replica as a finite machine: its states and inputs numbered, each reducer call made once. */

import type { Lie } from "../../model/adversary.ts";
import type { Json } from "../../model/canonical.ts";
import { ModelError } from "../../model/error.ts";
import { inputsWithoutSender } from "../../model/local.ts";
import { createMachine, type Input, type Machine } from "../../model/machine.ts";
import { isFor, type ReplicaId } from "../../model/message.ts";
import type { Property } from "../../model/property.ts";
import type { Protocol, Setting } from "../../model/protocol.ts";
import type { Step } from "../../model/step.ts";
import { Numbers } from "../numbers.ts";
import { StateTable } from "../table.ts";
import { type Alphabet, SILENT } from "./alphabet.ts";
import { Delay } from "./delay.ts";
import { observerOf } from "./delay-observer.ts";
import type { Layout } from "./layout.ts";
import type { Row } from "./looks.ts";
import { Prospects } from "./prospects.ts";
import type { Reactions } from "./reactions.ts";
import type { SharedReactions } from "./shared-reactions.ts";

/** An input of a replica, and what it takes for it to be there. */
export interface Cue {
  readonly input: Input;
  /** The number of the honest replicas' message that it is; null for anything else. */
  readonly message: number | null;
  /** The lie that it is; null for anything else. */
  readonly lie: Lie | null;
}

/** One thing that a replica may do: an edge of its machine. */
export interface Edge {
  readonly cue: number;
  readonly target: number;
  readonly output: number;
  readonly choices: readonly Json[];
}

/** What replicas have in common. */
export interface Surface {
  readonly lies: readonly Lie[];
  readonly alphabet: Alphabet;
  readonly shared: SharedReactions;
  /** The properties that no postponed step may be seen by; null to postpone nothing. */
  readonly delaysFor: readonly Property[] | null;
}

export class ReplicaTable {
  readonly id: ReplicaId;
  readonly machine: Machine;
  readonly start: Step;
  readonly #alphabet: Alphabet;
  readonly #layout: Layout;
  readonly #shared: SharedReactions;
  readonly #cues: Cue[] = [];
  readonly #reactions: Reactions[] = [];
  /** What the end of a round does; null where rounds do not end. */
  readonly #roundEnd: Reactions | null;
  /** Target and output of the end of a round, for each state. */
  readonly #ends = new Numbers();
  readonly #prospects: Prospects;
  #edges = new Numbers();
  /** For each state, how many cues it has been given. */
  readonly #given: number[] = [];
  #messagesSeen = 0;
  #states: StateTable;
  readonly #scratch: Row;
  /** Tells which inputs are not followed from a state, since they may wait; null where all are. */
  readonly #delay: Delay | null;
  readonly #postponed = new Set<number>();

  constructor(protocol: Protocol, setting: Setting, id: ReplicaId, surface: Surface) {
    const { lies, alphabet, shared, delaysFor } = surface;
    this.id = id;
    this.machine = createMachine(protocol, setting, id);
    this.start = this.machine.start();
    this.#alphabet = alphabet;
    this.#layout = shared.layoutOf(this.start.replica);
    this.#shared = shared;
    this.#roundEnd =
      setting.timing === "lockstep" ? shared.of(this.machine, { kind: "round-end" }, this.#layout) : null;
    this.#prospects = new Prospects(this.#reactions);
    this.#states = new StateTable(this.#layout.width);
    this.#scratch = new Int32Array(this.#layout.width);
    for (const input of inputsWithoutSender(protocol, setting)) this.#addCue({ input, message: null, lie: null });
    for (const lie of lies) {
      if (lie.envelope.to === id)
        this.#addCue({ input: { kind: "deliver", envelope: lie.envelope }, message: null, lie });
    }
    this.#delay =
      delaysFor && new Delay(this.#reactions, this.#layout, alphabet, observerOf(delaysFor, id, this.#layout));
    this.#insert(this.#layout.row(this.start.replica));
  }

  /** How many states have been found; the start is number 0. */
  get size(): number {
    return this.#states.size;
  }

  get cues(): readonly Cue[] {
    return this.#cues;
  }

  /** The edges found: source, cue, target, output of one after the other. */
  get edges(): Int32Array {
    return this.#edges.items;
  }

  /** How often a reducer was called. */
  get calls(): number {
    return this.#reactions.reduce((sum, one) => sum + one.calls, this.#roundEnd?.calls ?? 0);
  }

  /** The state with a number. */
  state(number: number): unknown {
    return this.#layout.state(this.#states.row(number));
  }

  /** The number of a state that is in the table. */
  find(state: unknown): number {
    return this.#insert(this.#layout.row(state));
  }

  /** The cues that were postponed somewhere where they would have changed something. */
  get postponed(): ReadonlySet<number> {
    return this.#postponed;
  }

  /** Whether inputs are postponed. What may wait among the inputs known so far may not among more: then `restart`. */
  get delays(): boolean {
    return this.#delay !== null;
  }

  /** Forgets the states and edges found, but not what the reducers do. */
  restart(): void {
    this.#states = new StateTable(this.#layout.width);
    this.#edges = new Numbers();
    this.#given.length = 0;
    this.#postponed.clear();
    this.#insert(this.#layout.row(this.start.replica));
  }

  /** Gives a state every cue that it has not been given; false if there was none. */
  complete(state: number): boolean {
    this.#hearNewMessages();
    if (this.#given[state] === this.#cues.length) return false;
    const given = this.#given[state] ?? 0;
    const row = this.#states.row(state);
    const postponed = this.#delay?.postponed(row);
    for (const cue of this.#prospects.of(row)) {
      if (postponed?.has(cue)) this.#postponed.add(cue);
      else if (cue >= given) this.#give(state, row, cue);
    }
    if (this.#roundEnd && 2 * state === this.#ends.length) this.#endRound(state, this.#roundEnd);
    this.#given[state] = this.#cues.length;
    return true;
  }

  /** What the replica may do in a state on a cue. */
  on(state: number, cue: number): readonly Edge[] {
    return this.#reactTo(this.#reactions[cue] as Reactions, state).map((edge) => ({ ...edge, cue }));
  }

  /** Where the end of a round leads from each state, and what it puts out, in turn; null where rounds do not end. */
  get roundEnds(): Int32Array | null {
    return this.#roundEnd && this.#ends.items;
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
    for (const { writes, output } of (this.#reactions[cue] as Reactions).on(row)) {
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

  #after(row: Row, writes: readonly { readonly column: number; put(field: number): number }[]): number {
    const next = this.#scratch;
    next.set(row);
    for (const { column, put } of writes) next[column] = put(next[column] as number);
    return this.#insert(next);
  }

  #insert(row: Row): number {
    const number = this.#states.insert(row, -1);
    return number >= 0 ? number : ~number;
  }

  #hearNewMessages(): void {
    for (; this.#messagesSeen < this.#alphabet.messages; this.#messagesSeen++) {
      const envelope = this.#alphabet.message(this.#messagesSeen);
      if (isFor(envelope, this.id)) {
        this.#addCue({ input: { kind: "deliver", envelope }, message: this.#messagesSeen, lie: null });
      }
    }
  }

  #addCue(cue: Cue): void {
    this.#cues.push(cue);
    this.#reactions.push(this.#shared.of(this.machine, cue.input, this.#layout));
  }
}
