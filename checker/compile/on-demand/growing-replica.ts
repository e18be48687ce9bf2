/** One honest replica, its states numbered and given their inputs as a search comes upon them: each input once. */
import type { Lie } from "../../../model/adversary.ts";
import type { Json } from "../../../model/canonical.ts";
import { ModelError } from "../../../model/error.ts";
import { inputsWithoutSender } from "../../../model/local.ts";
import { createMachine, type Input, type Machine } from "../../../model/machine.ts";
import { isFor, type ReplicaId } from "../../../model/message.ts";
import type { Protocol, Setting } from "../../../model/protocol.ts";
import type { Step } from "../../../model/step.ts";
import { Numbers } from "../../numbers.ts";
import { StateTable } from "../../table.ts";
import { type Alphabet, SILENT } from "../alphabet.ts";
import type { Layout } from "../layout.ts";
import type { Reaction } from "../leaf.ts";
import type { Row } from "../looks.ts";
import type { Reactions } from "../reactions.ts";
import type { SharedReactions } from "../shared-reactions.ts";
import { ALWAYS, type Facts } from "./facts.ts";

/** Where in an edge stand the fact that it takes, where it leads, what it puts out, its input, and the next edge. */
export const EDGE = { fact: 0, target: 1, output: 2, input: 3, next: 4, words: 5 } as const;
/** No edge, or nothing known yet. */
export const NONE = -1;

export class GrowingReplica {
  readonly id: ReplicaId;
  readonly start: Step;
  readonly inputs: Input[] = [];
  /** The edges found: those of a state are linked. */
  readonly edges = new Numbers();
  /** The inputs that changed something in a state that was explored. */
  readonly taken = new Set<number>();
  readonly #machine: Machine;
  readonly #alphabet: Alphabet;
  readonly #facts: Facts;
  readonly #layout: Layout;
  readonly #shared: SharedReactions;
  readonly #states: StateTable;
  readonly #reactions: Reactions[] = [];
  readonly #roundEnd: Reactions;
  /** For each state where the end of a round leads and what it puts out. */
  readonly #ends = new Numbers();
  readonly #first = new Numbers();
  /** The inputs that take a fact. */
  readonly #inputsOf: number[][] = [];
  /** The facts that some input takes, and for each state those whose inputs it was given: rows of bits. */
  #relevant = new Int32Array(1);
  #given = new Numbers();
  #words = 1;
  #heard = 0;
  /** How many inputs are not messages of honest replicas; they come first. */
  readonly #own: number;
  readonly #scratch: Row;

  constructor(
    protocol: Protocol,
    setting: Setting,
    id: ReplicaId,
    lies: readonly Lie[],
    facts: Facts,
    alphabet: Alphabet,
    shared: SharedReactions,
  ) {
    this.id = id;
    this.#facts = facts;
    this.#alphabet = alphabet;
    this.#machine = createMachine(protocol, setting, id);
    this.start = this.#machine.start();
    this.#layout = shared.layoutOf(this.start.replica);
    this.#shared = shared;
    this.#states = new StateTable(this.#layout.width);
    this.#scratch = new Int32Array(this.#layout.width);
    this.#roundEnd = shared.of(this.#machine, { kind: "round-end" }, this.#layout);
    this.#learn();
    for (const input of inputsWithoutSender(protocol, setting)) this.#addInput(input, ALWAYS);
    for (const lie of lies) {
      if (lie.envelope.to === id) this.#addInput({ kind: "deliver", envelope: lie.envelope }, this.#facts.ofLie(lie));
    }
    this.#own = this.inputs.length;
    this.#insert(this.#layout.row(this.start.replica));
  }

  /** How many states have been found; the start is number 0. */
  get size(): number {
    return this.#states.size;
  }

  /** How often a reducer was called. */
  get calls(): number {
    return this.#reactions.reduce((sum, one) => sum + one.calls, this.#roundEnd.calls);
  }

  /** The state with a number. */
  state(number: number): unknown {
    return this.#layout.state(this.#states.row(number));
  }

  /** Whether an input is a message of an honest replica. */
  isHonest(input: number): boolean {
    return input >= this.#own;
  }

  /** The first of a state's edges, or `NONE`: those whose facts are so, and others that were found before. */
  edgesOf(state: number, facts: Int32Array): number {
    this.#give(state, facts);
    return this.#first.at(state);
  }

  #give(state: number, facts: Int32Array): void {
    if (this.#heard !== this.#facts.heard) this.#learn();
    const words = this.#words;
    for (let word = 1; word < words; word++) {
      const at = state * words + word;
      const allowed = (facts[word] as number) & (this.#relevant[word] as number);
      const missing = allowed & ~this.#given.at(at);
      if (missing === 0) continue;
      this.#given.set(at, this.#given.at(at) | allowed);
      for (let bits = missing; bits !== 0; bits &= bits - 1)
        this.#ask(state, 32 * word + 31 - Math.clz32(bits & -bits));
    }
  }

  /** Where the end of a round leads from a state. */
  endTarget(state: number): number {
    return this.#end(state, 0);
  }

  /** What a state puts out at the end of a round. */
  endOutput(state: number): number {
    return this.#end(state, 1);
  }

  /** The choices that are made along an edge. */
  choices(state: number, edge: number): readonly Json[] {
    const [target, output, input] = [EDGE.target, EDGE.output, EDGE.input].map((word) => this.edges.at(edge + word));
    const row = this.#states.row(state);
    const reactions = this.#reactions[input as number]?.on(row) ?? [];
    const made = reactions.find((one) => one.output === output && this.#after(state, row, one) === target);
    return made?.choices ?? [];
  }

  #end(state: number, which: 0 | 1): number {
    if (this.#ends.at(2 * state) === NONE) {
      const row = this.#states.row(state);
      const [only, ...others] = this.#roundEnd.on(row);
      if (!only || others.length > 0) {
        throw new ModelError("misuse", "roundEnd makes a choice. Make it in another reducer.");
      }
      const target = this.#after(state, row, only);
      this.#ends.set(2 * state, target);
      this.#ends.set(2 * state + 1, only.output);
    }
    return this.#ends.at(2 * state + which);
  }

  #ask(state: number, fact: number): void {
    const row = this.#states.row(state);
    for (const input of this.#inputsOf[fact] ?? []) {
      for (const reaction of (this.#reactions[input] as Reactions).on(row)) {
        const target = this.#after(state, row, reaction);
        if (target === state && reaction.output === SILENT) continue;
        const edge = this.edges.length;
        for (const word of [fact, target, reaction.output, input, this.#first.at(state)]) this.edges.push(word);
        this.#first.set(state, edge);
      }
    }
  }

  #after(state: number, row: Row, { writes }: Reaction): number {
    if (writes.length === 0) return state;
    const next = this.#scratch;
    next.set(row);
    for (const { column, put } of writes) next[column] = put(next[column] as number);
    return this.#insert(next);
  }

  #insert(row: Row): number {
    const number = this.#states.insert(row, -1);
    if (number < 0) return ~number;
    this.#first.push(NONE);
    this.#ends.push(NONE);
    this.#ends.push(NONE);
    for (let word = 0; word < this.#words; word++) this.#given.push(0);
    return number;
  }

  /** Takes in the messages that were heard since, and makes room for their facts. */
  #learn(): void {
    const words = this.#facts.words;
    if (words > this.#words) {
      const given = new Numbers();
      for (let state = 0; state < this.size; state++) {
        for (let word = 0; word < words; word++) {
          given.push(word < this.#words ? this.#given.at(state * this.#words + word) : 0);
        }
      }
      const relevant = new Int32Array(words);
      relevant.set(this.#relevant);
      this.#relevant = relevant;
      this.#given = given;
      this.#words = words;
    }
    for (; this.#heard < this.#facts.heard; this.#heard++) {
      const envelope = this.#alphabet.message(this.#heard);
      if (isFor(envelope, this.id)) this.#addInput({ kind: "deliver", envelope }, this.#facts.ofMessage(this.#heard));
    }
  }

  #addInput(input: Input, fact: number): void {
    const number = this.inputs.push(input) - 1;
    this.#reactions.push(this.#shared.of(this.#machine, input, this.#layout));
    const others = this.#inputsOf[fact] ?? [];
    this.#inputsOf[fact] = others;
    others.push(number);
    this.#relevant[fact >> 5] = (this.#relevant[fact >> 5] as number) | (1 << (fact & 31));
  }
}
