/** What is around the replicas, as a row of a composed system says it in the words behind the local states. */
import { SILENT } from "./alphabet.ts";
import { packing } from "./packing.ts";
import { Recent } from "./recent.ts";
import { bitsOf, type Memory, type Sends, type Surroundings } from "./surroundings.ts";

/** A way to say what is around the replicas: the soup, and what monitors remember. */
export interface Around {
  /** How many words of a row it takes. */
  readonly words: number;
  /** Writes what is around at the start, when each place puts out what it starts with. */
  initial(row: Int32Array, outputs: readonly number[], outlook: number): void;
  /** Copies the soup, as words of bits. */
  read(row: Int32Array, soup: Int32Array): void;
  /**
   * Writes into a successor what is around after a replica has put something out.
   *
   * @param before the outlook of the row
   * @param after the outlook of the successor
   * @returns whether that is something else than what was around before
   */
  put(row: Int32Array, next: Int32Array, place: number, output: number, before: number, after: number): boolean;
  /** Writes into a successor what is around after all places have put something out at once. */
  putAll(row: Int32Array, next: Int32Array, outputs: readonly number[], after: number): void;
  /** The goals that the monitors have met. */
  goals(row: Int32Array): readonly number[];
}

/** The number of the surroundings: one word, whatever the soup and the monitors are. */
export class NumberedAround implements Around {
  readonly words = 1;
  readonly #surroundings: Surroundings;
  readonly #at: number;

  /** @param at the word of a row that it is */
  constructor(surroundings: Surroundings, at: number) {
    this.#surroundings = surroundings;
    this.#at = at;
  }

  initial(row: Int32Array, outputs: readonly number[], outlook: number): void {
    row[this.#at] = this.#surroundings.initial(outputs, outlook);
  }

  read(row: Int32Array, soup: Int32Array): void {
    this.#surroundings.read(row[this.#at] as number, soup);
  }

  put(row: Int32Array, next: Int32Array, place: number, output: number, before: number, after: number): boolean {
    const around = row[this.#at] as number;
    const isQuiet = output === SILENT && before === after;
    const beyond = isQuiet ? around : this.#surroundings.after(around, place, output, after);
    next[this.#at] = beyond;
    return beyond !== around;
  }

  putAll(row: Int32Array, next: Int32Array, outputs: readonly number[], after: number): void {
    next[this.#at] = this.#surroundings.afterAll(row[this.#at] as number, outputs, after);
  }

  goals(row: Int32Array): readonly number[] {
    return this.#surroundings.goals(row[this.#at] as number);
  }
}

/** The soup itself, of a word or two, from which nothing is ever taken; before it what monitors remember. */
export class SoupAround implements Around {
  readonly words: number;
  readonly #memory: Memory;
  readonly #at: number;
  /** For each output, the words of what is sent with it. */
  readonly #sends: Int32Array;
  readonly #outputs: number;
  /** By place and output: 1 where what monitors remember may be something else afterwards. */
  readonly #minds: Uint8Array;
  readonly #recent = new Recent();

  /** @param at the first word of a row that it is */
  constructor({ words, ofOutput }: Sends, memory: Memory, places: number, at: number) {
    this.words = 1 + words;
    this.#memory = memory;
    this.#at = at;
    this.#outputs = ofOutput.length;
    this.#minds = new Uint8Array(places * ofOutput.length);
    for (let place = 0; place < places; place++) {
      ofOutput.forEach((_, output) => {
        if (memory.minds(place, output)) this.#minds[place * ofOutput.length + output] = 1;
      });
    }
    this.#sends = new Int32Array(MOST_WORDS * ofOutput.length);
    ofOutput.forEach((messages, output) => {
      this.#sends.set(bitsOf(messages, words), MOST_WORDS * output);
    });
  }

  initial(row: Int32Array, outputs: readonly number[]): void {
    row[this.#at] = this.#memory.initial;
    row.fill(0, this.#at + 1);
    this.putAll(row, row, outputs);
  }

  read(row: Int32Array, soup: Int32Array): void {
    for (let word = 1; word < this.words; word++) soup[word - 1] = row[this.#at + word] as number;
  }

  put(row: Int32Array, next: Int32Array, place: number, output: number): boolean {
    const at = this.#at;
    let differs = 0;
    for (let word = 1; word < this.words; word++) {
      const sent = row[at + word] as number;
      const sends = sent | (this.#sends[MOST_WORDS * output + word - 1] as number);
      next[at + word] = sends;
      differs |= sends ^ sent;
    }
    const before = row[at] as number;
    const code = place * this.#outputs + output;
    const after = this.#minds[code] === 0 ? before : this.#after(before, place, output, code);
    next[at] = after;
    return (differs | (after ^ before)) !== 0;
  }

  putAll(row: Int32Array, next: Int32Array, outputs: readonly number[]): void {
    next.set(row.subarray(this.#at), this.#at);
    outputs.forEach((output, place) => {
      this.put(next, next, place, output);
    });
  }

  goals(row: Int32Array): readonly number[] {
    return this.#memory.goals(row[this.#at] as number);
  }

  #after(memory: number, place: number, output: number, code: number): number {
    const known = this.#recent.find(memory, code, 0);
    return known >= 0 ? known : this.#recent.keep(this.#memory.after(memory, place, output));
  }
}

/** The most words of a soup that is kept in rows, and of such a row: 16 bytes. */
const MOST_WORDS = 2;
const MOST_IN_ROW = 4;

/** Whether the soup may be kept in rows, with states of places that have so many. */
export const fits = ({ words }: Sends, sizes: readonly number[]): boolean =>
  words <= MOST_WORDS && packing(sizes).words + 1 + words <= MOST_IN_ROW;
