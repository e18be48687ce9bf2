/**
 * What is possible from a global state on: which messages somebody may still use, and what may still be put out. Both
 * are unions over the replicas, and replicas have few different futures; so an outlook is a number, made of one number
 * for each replica.
 */
import type { Output } from "../../model/property.ts";
import type { Sets } from "./futures.ts";
import type { Concern } from "./monitors.ts";

/** What is possible from the states of one replica on; null where it was not computed. */
interface Future {
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

  /** What a kind of a place is multiplied with, and for each kind of it a state that has it. */
  place(place: number): { readonly weight: number; readonly examples: readonly number[] } {
    return { weight: this.#weights[place] as number, examples: (this.#kinds[place] as Kinds).example };
  }

  /** For each place, a state that has its kind in this combination. */
  examples(number: number): readonly number[] {
    return this.#kinds.map(({ example }, place) => {
      const kind = Math.floor(number / (this.#weights[place] as number)) % example.length;
      return example[kind] as number;
    });
  }
}

/** The numbers of outlooks, as plain data. */
export interface OutlookPlan {
  /** Whether anything is known; if there are too many combinations to number, nothing is, which is always sound. */
  readonly isKnown: boolean;
  /** For each place, what a state adds to the number of an outlook. */
  readonly parts: readonly Float64Array[];
  /** How many combinations there are of what may still be put out. */
  readonly possibilities: number;
  /** Words of a set of messages. */
  readonly words: number;
  /** For each place: how many kinds of live sets it has, what each adds to the combination, and the sets. */
  readonly live: readonly { readonly kinds: number; readonly weight: number; readonly masks: Int32Array }[];
}

/** The numbers of the outlooks of some machines, and what may still be put out, by its number. */
interface NumberedOutlooks {
  readonly plan: OutlookPlan;
  /** One output of each concern. */
  possible(number: number): readonly Output[];
}

/**
 * Numbers what is possible from each state of each place on.
 *
 * @param sizes how many states each place has
 * @param words words of a set of messages
 * @param concernsOf what of an output of a place matters to what monitors forget
 */
export function numberOutlooks(
  futures: readonly Future[],
  sizes: readonly number[],
  words: number,
  concernsOf: (place: number, output: number) => readonly Concern[],
): NumberedOutlooks {
  const size = (place: number): number => sizes[place] as number;
  const live = new Combinations(
    futures.map(({ live: sets }, place) => kindsOf(sets, size(place), (message) => [String(message)])),
  );
  const possible = new Combinations(
    futures.map(({ possible: sets }, place) =>
      kindsOf(sets, size(place), (output) => concernsOf(place, output).map(({ text }) => text)),
    ),
  );
  const isKnown =
    live.count * possible.count <= Number.MAX_SAFE_INTEGER &&
    futures.some((future) => future.live !== null || future.possible !== null);
  const part = (place: number, state: number): number =>
    isKnown ? live.part(place, state) * possible.count + possible.part(place, state) : 0;
  const outputs = new Map<number, readonly Output[]>();
  return {
    plan: {
      isKnown,
      parts: sizes.map((states, place) => Float64Array.from({ length: states }, (_, state) => part(place, state))),
      possibilities: possible.count,
      words,
      live: futures.map(({ live: sets }, place) => {
        const { weight, examples } = live.place(place);
        return { kinds: examples.length, weight, masks: masksOf(sets, examples, words) };
      }),
    },
    possible: (number) => {
      const known = outputs.get(number);
      if (known) return known;
      const concerns = possible.examples(number).flatMap((state, place) => {
        const sets = futures[place]?.possible;
        return sets ? itemsOf(sets, state).flatMap((output) => concernsOf(place, output)) : [];
      });
      const found = [...new Map(concerns.map(({ text, output }) => [text, output])).values()];
      outputs.set(number, found);
      return found;
    },
  };
}

export class Outlooks {
  readonly isKnown: boolean;
  readonly #plan: OutlookPlan;
  readonly #masks = new Map<number, Int32Array>();

  constructor(plan: OutlookPlan) {
    this.isKnown = plan.isKnown;
    this.#plan = plan;
  }

  /** The outlook from these local states. */
  of(locals: Int32Array): number {
    const { parts } = this.#plan;
    let sum = 0;
    for (let place = 0; place < locals.length; place++)
      sum += (parts[place] as Float64Array)[locals[place] as number] as number;
    return sum;
  }

  /** What an outlook becomes when one replica goes from one state to another. */
  changed(outlook: number, place: number, from: number, to: number): number {
    const parts = this.#plan.parts[place] as Float64Array;
    return outlook - (parts[from] as number) + (parts[to] as number);
  }

  /** The messages that somebody may still use, as words of bits. */
  live(outlook: number): Int32Array {
    const combination = Math.floor(outlook / this.#plan.possibilities);
    let mask = this.#masks.get(combination);
    if (!mask) {
      mask = this.#maskOf(combination);
      this.#masks.set(combination, mask);
    }
    return mask;
  }

  /** The number of what may still be put out, without the messages. */
  possibleNumber(outlook: number): number {
    return outlook % this.#plan.possibilities;
  }

  #maskOf(combination: number): Int32Array {
    const { words, live } = this.#plan;
    const mask = new Int32Array(words);
    for (const { kinds, weight, masks } of live) {
      const start = (Math.floor(combination / weight) % kinds) * words;
      for (let word = 0; word < words; word++) mask[word] = (mask[word] as number) | (masks[start + word] as number);
    }
    return mask;
  }
}

/** The sets of some states, one after the other; everything where nothing is known. */
function masksOf(sets: Sets | null, states: readonly number[], words: number): Int32Array {
  const masks = new Int32Array(states.length * words).fill(-1);
  states.forEach((state, at) => {
    if (sets) masks.set(sets.bits.subarray(state * sets.words, (state + 1) * sets.words), at * words);
  });
  return masks;
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
