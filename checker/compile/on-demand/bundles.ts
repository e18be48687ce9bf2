/**
 * The replicas' states in few words, however many states there will be: up to three replicas take a word each; of more,
 * some share one. Small numbers stand in it side by side. Where one does not fit, the word is below 0: it tells which of the
 * combinations that did not fit it is.
 */
import { StateTable } from "../../table.ts";

/** With a word for the surroundings a row has 16 bytes at most. */
const MOST_WORDS = 3;
/** The bits of a word that is not below 0. */
const BITS = 31;

/** Replicas that share a word: those from one place on. */
export class Bundle {
  readonly first: number;
  readonly size: number;
  /** How many bits there are for each number that stands in a word. */
  readonly #bits: number;
  readonly #mask: number;
  readonly #large: StateTable;
  readonly #scratch: Int32Array;

  constructor(first: number, size: number) {
    this.first = first;
    this.size = size;
    this.#bits = Math.floor(BITS / size);
    this.#mask = 2 ** this.#bits - 1;
    this.#large = new StateTable(size);
    this.#scratch = new Int32Array(size);
  }

  /** The word for these states; all places' are given. Different states have different words. */
  word(locals: Int32Array): number {
    let word = 0;
    let all = 0;
    for (let at = this.first + this.size - 1; at >= this.first; at--) {
      const local = locals[at] as number;
      all |= local;
      word = (word << this.#bits) | local;
    }
    return all <= this.#mask ? word : this.#largeWord(locals);
  }

  /** Reads the states of a word to where they belong among all places'. */
  read(word: number, locals: Int32Array): void {
    if (word >= 0) {
      for (let at = 0; at < this.size; at++) locals[this.first + at] = (word >>> (at * this.#bits)) & this.#mask;
      return;
    }
    this.#large.read(~word, this.#scratch);
    locals.set(this.#scratch, this.first);
  }

  #largeWord(locals: Int32Array): number {
    for (let at = 0; at < this.size; at++) this.#scratch[at] = locals[this.first + at] as number;
    const number = this.#large.insert(this.#scratch, -1);
    return number < 0 ? number : ~number;
  }
}

/** The bundles of so many places, one for each word. */
export function bundlesOf(places: number): readonly Bundle[] {
  const words = Math.min(places, MOST_WORDS);
  const ends = Array.from({ length: words + 1 }, (_, at) => Math.floor((at * places) / words));
  return Array.from({ length: words }, (_, at) => {
    const first = ends[at] as number;
    return new Bundle(first, (ends[at + 1] as number) - first);
  });
}

/** The one place at which the replicas' states differ; how many places there are if they differ nowhere, or at several. */
export function onlyDifference(from: Int32Array, to: Int32Array): number {
  const none = to.length;
  let place = none;
  for (let at = 0; at < none; at++) {
    if (from[at] === to[at]) continue;
    if (place !== none) return none;
    place = at;
  }
  return place;
}
