/**
 * Everything about a state but the replicas: the soup, as a set of bits, and the state of the monitors. Each is kept
 * once and numbered.
 *
 * Messages that nobody can use any more leave the soup, and monitors forget what can no longer matter, if the tables
 * tell what is still possible.
 */
import type { Output } from "../../model/property.ts";
import { StateTable } from "../table.ts";
import { type Alphabet, SILENT } from "./alphabet.ts";
import type { Sets } from "./futures.ts";
import type { Monitors } from "./monitors.ts";

/** What is possible from the states of one replica on; null where it was not computed. */
export interface Future {
  readonly live: Sets | null;
  readonly possible: Sets | null;
}

/** What is possible from here on, whoever does it. */
interface Prospect {
  /** The messages that somebody may still use, as words of bits. */
  readonly live: Int32Array;
  /** What may still be put out. */
  readonly possible: readonly Output[];
  /** Monitor states -> what is left of them. */
  readonly forgotten: Map<number, number>;
}

export class Surroundings {
  readonly words: number;
  readonly #alphabet: Alphabet;
  readonly #monitors: Monitors;
  readonly #futures: readonly Future[];
  /** For each place, the number of a state's future among the different ones of that place. */
  readonly #kinds: readonly Int32Array[];
  readonly #weights: readonly number[];
  readonly #prospects = new Map<number, Prospect>();
  readonly #sends: (Int32Array | undefined)[] = [];
  readonly #table: StateTable;
  readonly #scratch: Int32Array;
  /** Whether what can no longer matter leaves the soup and the monitors. */
  readonly prunes: boolean;

  constructor(alphabet: Alphabet, monitors: Monitors, futures: readonly Future[], sizes: readonly number[]) {
    this.#alphabet = alphabet;
    this.#monitors = monitors;
    this.#futures = futures;
    this.words = Math.max(1, Math.ceil(alphabet.messages / 32));
    this.#table = new StateTable(this.words + 1);
    this.#scratch = new Int32Array(this.words + 1);
    const kinds = futures.map((future, place) => kindsOf(future, sizes[place] as number));
    this.#kinds = kinds.map(({ ofState }) => ofState);
    this.#weights = weightsOf(kinds.map(({ count }) => count));
    // Too many combinations to number: nothing is pruned then, which is sound.
    this.prunes = this.#weights.length > 0 && futures.some(({ live, possible }) => live !== null || possible !== null);
  }

  /** How many different surroundings there are. */
  get size(): number {
    return this.#table.size;
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** The number of what is possible from these local states on. */
  prospect(locals: ArrayLike<number>): number {
    let sum = 0;
    for (let place = 0; place < this.#weights.length; place++) sum += this.#part(place, locals[place] as number);
    return sum;
  }

  /** What a prospect becomes when one replica goes from one state to another. */
  changed(prospect: number, place: number, from: number, to: number): number {
    return prospect - this.#part(place, from) + this.#part(place, to);
  }

  /** The surroundings at the start. */
  initial(outputs: readonly number[], prospect: number): number {
    this.#scratch.fill(0);
    let monitor = this.#monitors.initial;
    outputs.forEach((output, place) => {
      this.#add(output);
      monitor = this.#monitors.after(monitor, place, output);
    });
    return this.#settled(monitor, prospect);
  }

  /** The surroundings after a replica has put something out, when this is what is possible from there on. */
  after(number: number, place: number, output: number, prospect: number): number {
    this.#scratch.set(this.#table.row(number));
    let monitor = this.#scratch[this.words] as number;
    if (output !== SILENT) {
      this.#add(output);
      monitor = this.#monitors.after(monitor, place, output);
    }
    return this.#settled(monitor, prospect);
  }

  /** The soup, as words of bits; a view of storage, followed by the number of the monitors' state. */
  row(number: number): Int32Array {
    return this.#table.row(number);
  }

  /** The goals that the monitors have met. */
  goals(number: number): readonly number[] {
    return this.#monitors.goals(this.#table.row(number)[this.words] as number);
  }

  #part(place: number, state: number): number {
    return (this.#kinds[place]?.[state] ?? 0) * (this.#weights[place] ?? 0);
  }

  #add(output: number): void {
    const sends = this.#sends[output] ?? bitsOf(this.#alphabet.output(output).sends, this.words);
    this.#sends[output] = sends;
    for (let word = 0; word < this.words; word++)
      this.#scratch[word] = (this.#scratch[word] as number) | (sends[word] as number);
  }

  #settled(monitor: number, prospect: number): number {
    const scratch = this.#scratch;
    scratch[this.words] = monitor;
    if (this.prunes) {
      const { live, possible, forgotten } = this.#prospect(prospect);
      for (let word = 0; word < this.words; word++) scratch[word] = (scratch[word] as number) & (live[word] as number);
      if (this.#monitors.forgets) {
        const left = forgotten.get(monitor) ?? this.#monitors.forget(monitor, possible);
        forgotten.set(monitor, left);
        scratch[this.words] = left;
      }
    }
    const number = this.#table.insert(scratch, -1);
    return number >= 0 ? number : ~number;
  }

  #prospect(number: number): Prospect {
    const known = this.#prospects.get(number) ?? this.#newProspect(number);
    this.#prospects.set(number, known);
    return known;
  }

  #newProspect(number: number): Prospect {
    let rest = number;
    const states = this.#weights.map((_, at) => {
      const place = this.#weights.length - 1 - at;
      const kind = Math.floor(rest / (this.#weights[place] as number));
      rest -= kind * (this.#weights[place] as number);
      return { place, state: (this.#kinds[place] as Int32Array).indexOf(kind) };
    });
    const live = new Int32Array(this.words);
    for (const { place, state } of states) {
      const sets = this.#futures[place]?.live;
      for (let word = 0; word < this.words; word++)
        live[word] = (live[word] as number) | (sets ? (sets.bits[state * sets.words + word] as number) : -1);
    }
    const possible = states.flatMap(({ place, state }) => {
      const sets = this.#futures[place]?.possible;
      return sets ? itemsOf(sets, state).flatMap((output) => this.#monitors.outputsOf(place, output)) : [];
    });
    return { live, possible, forgotten: new Map() };
  }
}

/** The weight of each place in the number of a combination; none where the numbers would be too large. */
function weightsOf(counts: readonly number[]): readonly number[] {
  const weights: number[] = [];
  let weight = 1;
  for (const count of counts) {
    weights.push(weight);
    weight *= count;
  }
  return weight <= Number.MAX_SAFE_INTEGER ? weights : [];
}

/** Numbers the different futures of a place. */
function kindsOf({ live, possible }: Future, size: number): { readonly count: number; readonly ofState: Int32Array } {
  const numbers = new Map<string, number>();
  const ofState = new Int32Array(size);
  for (let state = 0; state < size; state++) {
    const text = [live, possible]
      .map((sets) => sets?.bits.subarray(state * sets.words, (state + 1) * sets.words).join() ?? "")
      .join("|");
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    ofState[state] = number;
  }
  return { count: Math.max(1, numbers.size), ofState };
}

/** A set of small numbers as words of bits. */
export function bitsOf(items: readonly number[], words: number): Int32Array {
  const bits = new Int32Array(words);
  for (const item of items) bits[item >> 5] = (bits[item >> 5] as number) | (1 << (item & 31));
  return bits;
}

/** The small numbers in a state's set. */
function itemsOf({ words, bits }: Sets, state: number): readonly number[] {
  const items: number[] = [];
  for (let item = 0; item < 32 * words; item++) {
    if (((bits[state * words + (item >> 5)] as number) >>> (item & 31)) & 1) items.push(item);
  }
  return items;
}
