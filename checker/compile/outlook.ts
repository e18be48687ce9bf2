/**
 * What is possible from a global state on: which messages somebody may still use, and what may still be put out. Both
 * are unions over the replicas, and replicas have few different futures; so an outlook is a number, made of one number
 * for each replica.
 */
import type { Output } from "../../model/property.ts";
import type { Sets } from "./futures.ts";
import type { Concern } from "./monitors.ts";

/** What is possible from the states of one replica on; null where it was not computed. */
export interface Future {
  readonly live: Sets | null;
  readonly possible: Sets | null;
}

/** The different sets of one place, and which of them each state has. */
interface Kinds {
  readonly ofState: Int32Array;
  /** For each kind, a state that has it. */
  readonly example: readonly number[];
}

/** One number for each combination of the places' kinds. */
class Combinations {
  readonly #kinds: readonly Kinds[];
  readonly #weights: number[] = [];
  readonly count: number;

  constructor(kinds: readonly Kinds[]) {
    this.#kinds = kinds;
    let weight = 1;
    for (const { example } of kinds) {
      this.#weights.push(weight);
      weight *= example.length;
    }
    this.count = weight;
  }

  part(place: number, state: number): number {
    return ((this.#kinds[place] as Kinds).ofState[state] as number) * (this.#weights[place] as number);
  }

  /** For each place, a state that has its kind in this combination. */
  examples(number: number): readonly number[] {
    return this.#kinds.map(({ example }, place) => {
      const kind = Math.floor(number / (this.#weights[place] as number)) % example.length;
      return example[kind] as number;
    });
  }
}

export class Outlooks {
  readonly #futures: readonly Future[];
  readonly #concernsOf: (place: number, output: number) => readonly Concern[];
  readonly #words: number;
  readonly #live: Combinations;
  readonly #possible: Combinations;
  /** For each place, what a state adds to the number of an outlook. */
  readonly #parts: readonly Float64Array[];
  readonly #masks = new Map<number, Int32Array>();
  readonly #outputs = new Map<number, readonly Output[]>();
  /** Whether anything is known; if there are too many combinations to number, nothing is, which is always sound. */
  readonly isKnown: boolean;

  /**
   * @param sizes how many states each place has
   * @param words words of a set of messages
   * @param concernsOf what of an output of a place matters to what monitors forget
   */
  constructor(
    futures: readonly Future[],
    sizes: readonly number[],
    words: number,
    concernsOf: (place: number, output: number) => readonly Concern[],
  ) {
    this.#futures = futures;
    this.#concernsOf = concernsOf;
    this.#words = words;
    const size = (place: number): number => sizes[place] as number;
    this.#live = new Combinations(
      futures.map(({ live }, place) => kindsOf(live, size(place), (message) => [String(message)])),
    );
    this.#possible = new Combinations(
      futures.map(({ possible }, place) =>
        kindsOf(possible, size(place), (output) => concernsOf(place, output).map(({ text }) => text)),
      ),
    );
    this.isKnown =
      this.#live.count * this.#possible.count <= Number.MAX_SAFE_INTEGER &&
      futures.some(({ live, possible }) => live !== null || possible !== null);
    this.#parts = sizes.map((states, place) =>
      Float64Array.from({ length: states }, (_, state) => (this.isKnown ? this.#part(place, state) : 0)),
    );
  }

  /** The outlook from these local states. */
  of(locals: Int32Array): number {
    let sum = 0;
    for (let place = 0; place < locals.length; place++)
      sum += (this.#parts[place] as Float64Array)[locals[place] as number] as number;
    return sum;
  }

  /** What an outlook becomes when one replica goes from one state to another. */
  changed(outlook: number, place: number, from: number, to: number): number {
    const parts = this.#parts[place] as Float64Array;
    return outlook - (parts[from] as number) + (parts[to] as number);
  }

  /** The messages that somebody may still use, as words of bits. */
  live(outlook: number): Int32Array {
    const combination = Math.floor(outlook / this.#possible.count);
    let mask = this.#masks.get(combination);
    if (!mask) {
      mask = this.#maskOf(this.#live.examples(combination));
      this.#masks.set(combination, mask);
    }
    return mask;
  }

  /** The number of what may still be put out, without the messages. */
  possibleNumber(outlook: number): number {
    return outlook % this.#possible.count;
  }

  /** What may still be put out: one output of each concern. */
  possible(number: number): readonly Output[] {
    let outputs = this.#outputs.get(number);
    if (!outputs) {
      const concerns = this.#possible.examples(number).flatMap((state, place) => {
        const sets = this.#futures[place]?.possible;
        return sets ? itemsOf(sets, state).flatMap((output) => this.#concernsOf(place, output)) : [];
      });
      outputs = [...new Map(concerns.map(({ text, output }) => [text, output])).values()];
      this.#outputs.set(number, outputs);
    }
    return outputs;
  }

  #part(place: number, state: number): number {
    return this.#live.part(place, state) * this.#possible.count + this.#possible.part(place, state);
  }

  #maskOf(states: readonly number[]): Int32Array {
    const mask = new Int32Array(this.#words);
    states.forEach((state, place) => {
      const sets = this.#futures[place]?.live;
      for (let word = 0; word < this.#words; word++) {
        mask[word] = (mask[word] as number) | (sets ? (sets.bits[state * sets.words + word] as number) : -1);
      }
    });
    return mask;
  }
}

/** Tells the different sets of a place apart, by what matters about their items; all alike where nothing is known. */
function kindsOf(sets: Sets | null, size: number, matters: (item: number) => readonly string[]): Kinds {
  const numbers = new Map<string, number>();
  const example: number[] = [];
  const ofState = new Int32Array(size);
  for (let state = 0; state < size; state++) {
    const texts = sets ? itemsOf(sets, state).flatMap(matters) : [];
    const text = [...new Set(texts)].sort().join(" ");
    const kind = numbers.get(text) ?? numbers.size;
    if (kind === numbers.size) {
      numbers.set(text, kind);
      example.push(state);
    }
    ofState[state] = kind;
  }
  return { ofState, example };
}

/** The small numbers in a state's set. */
function itemsOf({ words, bits }: Sets, state: number): readonly number[] {
  const items: number[] = [];
  for (let item = 0; item < 32 * words; item++) {
    if (((bits[state * words + (item >> 5)] as number) >>> (item & 31)) & 1) items.push(item);
  }
  return items;
}
