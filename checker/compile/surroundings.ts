/**
 * Everything about a state but the replicas: the soup, as a set of bits, and the state of the monitors. Each is kept
 * once and numbered.
 *
 * Messages that nobody can use any more leave the soup, and monitors forget what can no longer matter, as far as the
 * outlook tells.
 */
import { StateTable } from "../table.ts";
import { type Alphabet, SILENT } from "./alphabet.ts";
import { isIn } from "./guards.ts";
import type { Outlooks } from "./outlook.ts";
import { Recent } from "./recent.ts";

/** What is sent with each output, as plain data. */
export interface Sends {
  /** Words of a set of messages. */
  readonly words: number;
  /** For each output, the numbers of the messages sent. */
  readonly ofOutput: readonly (readonly number[])[];
}

/** What monitors remember, by number. */
export interface Memory {
  readonly initial: number;
  readonly forgets: boolean;
  /** Whether what a place puts out can make a difference to them at all. */
  minds(place: number, output: number): boolean;
  after(state: number, place: number, output: number): number;
  /** What is left of a state, given the number of what may still be put out. */
  forget(state: number, possible: number): number;
  goals(state: number): readonly number[];
}

/** A set of numbered rows: see `StateTable`. */
export type RowTable = Pick<StateTable, "size" | "bytes" | "insert" | "read">;

export class Surroundings {
  /** Words of the soup. */
  readonly words: number;
  readonly outlooks: Outlooks;
  readonly #memory: Memory;
  /** For each output, the messages sent as words of bits. */
  readonly #sends: readonly Int32Array[];
  /** What may still be put out -> state of the monitors -> what is left of it. */
  readonly #left = new Map<number, Map<number, number>>();
  /** The questions put to `after` last. */
  readonly #recent = new Recent();
  readonly #goals: (readonly number[])[] = [];
  readonly #table: RowTable;
  readonly #scratch: Int32Array;

  constructor(
    { words, ofOutput }: Sends,
    memory: Memory,
    outlooks: Outlooks,
    table: RowTable = new StateTable(words + 1),
  ) {
    this.#memory = memory;
    this.#sends = ofOutput.map((messages) => bitsOf(messages, words));
    this.outlooks = outlooks;
    this.words = words;
    this.#table = table;
    this.#scratch = new Int32Array(this.words + 1);
  }

  /** How many different surroundings there are. */
  get size(): number {
    return this.#table.size;
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** The surroundings at the start, when each place puts out what it starts with. */
  initial(outputs: readonly number[], outlook: number): number {
    this.#scratch.fill(0);
    return this.#afterAll(this.#memory.initial, outputs, outlook);
  }

  /** The surroundings after all places have put something out at once. */
  afterAll(number: number, outputs: readonly number[], outlook: number): number {
    this.#table.read(number, this.#scratch);
    return this.#afterAll(this.#scratch[this.words] as number, outputs, outlook);
  }

  /** The surroundings after a replica has put something out, when this is the outlook from there on. */
  after(number: number, place: number, output: number, outlook: number): number {
    const code = place * this.#sends.length + output;
    const known = this.#recent.find(number, code, outlook);
    return known >= 0 ? known : this.#recent.keep(this.#compute(number, place, output, outlook));
  }

  #compute(number: number, place: number, output: number, outlook: number): number {
    this.#table.read(number, this.#scratch);
    const monitor = this.#scratch[this.words] as number;
    if (output === SILENT) return this.#settled(monitor, outlook);
    this.#send(output);
    return this.#settled(this.#memory.after(monitor, place, output), outlook);
  }

  /** The surroundings with the messages of the soup renamed; the monitors' state stays what it is. */
  renamed(number: number, messages: Int32Array): number {
    this.#table.read(number, this.#scratch);
    const soup = this.#scratch.slice();
    this.#scratch.fill(0, 0, this.words);
    messages.forEach((renamed, message) => {
      if (!isIn(soup, message)) return;
      this.#scratch[renamed >> 5] = (this.#scratch[renamed >> 5] as number) | (1 << (renamed & 31));
    });
    const found = this.#table.insert(this.#scratch, -1);
    return found >= 0 ? found : ~found;
  }

  /** Copies the soup, as words of bits, and behind it the number of the monitors' state. */
  read(number: number, into: Int32Array): void {
    this.#table.read(number, into);
  }

  /** The goals that the monitors have met. */
  goals(number: number): readonly number[] {
    let goals = this.#goals[number];
    if (!goals) {
      this.#table.read(number, this.#scratch);
      goals = this.#memory.goals(this.#scratch[this.words] as number);
      this.#goals[number] = goals;
    }
    return goals;
  }

  /** Nothing may be forgotten before everything has been put out. */
  #afterAll(before: number, outputs: readonly number[], outlook: number): number {
    let monitor = before;
    outputs.forEach((output, place) => {
      this.#send(output);
      monitor = this.#memory.after(monitor, place, output);
    });
    return this.#settled(monitor, outlook);
  }

  #send(output: number): void {
    const sends = this.#sends[output] as Int32Array;
    for (let word = 0; word < this.words; word++) {
      this.#scratch[word] = (this.#scratch[word] as number) | (sends[word] as number);
    }
  }

  #settled(monitor: number, outlook: number): number {
    const scratch = this.#scratch;
    scratch[this.words] = monitor;
    if (this.outlooks.isKnown) {
      const live = this.outlooks.live(outlook);
      for (let word = 0; word < this.words; word++) scratch[word] = (scratch[word] as number) & (live[word] as number);
      if (this.#memory.forgets) scratch[this.words] = this.#leftOf(monitor, this.outlooks.possibleNumber(outlook));
    }
    const number = this.#table.insert(scratch, -1);
    return number >= 0 ? number : ~number;
  }

  #leftOf(monitor: number, possible: number): number {
    let ofMonitor = this.#left.get(possible);
    if (!ofMonitor) {
      ofMonitor = new Map();
      this.#left.set(possible, ofMonitor);
    }
    let left = ofMonitor.get(monitor);
    if (left === undefined) {
      left = this.#memory.forget(monitor, possible);
      ofMonitor.set(monitor, left);
    }
    return left;
  }
}

/** What each of the outputs known so far sends. */
export const sendsOf = (alphabet: Alphabet): Sends => ({
  words: wordsFor(alphabet),
  ofOutput: Array.from({ length: alphabet.outputs }, (_, output) => alphabet.output(output).sends),
});

/** Words that a set of messages takes. */
const wordsFor = ({ messages }: Alphabet): number => Math.max(1, Math.ceil(messages / 32));

/** A set of small numbers as words of bits. */
export function bitsOf(items: readonly number[], words: number): Int32Array {
  const bits = new Int32Array(words);
  for (const item of items) bits[item >> 5] = (bits[item >> 5] as number) | (1 << (item & 31));
  return bits;
}
