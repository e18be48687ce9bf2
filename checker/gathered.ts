/**
 * States found that wait to be inserted together. A large table is in no cache, so to look a state up is to wait for memory; what
 * several of them look at first is fetched together, and waited for once.
 */
import type { StateTable } from "./table.ts";

/** How many wait at the most. */
const MOST = 64;

export class Gathered {
  readonly #width: number;
  readonly #rows: Int32Array;
  readonly #parents = new Int32Array(MOST);
  #count = 0;

  /** @param width words of a row */
  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array(width * MOST);
  }

  /** Takes in a copy of a row; tells whether there is no room for another one. */
  add(row: Int32Array, parent: number): boolean {
    const start = this.#count * this.#width;
    for (let word = 0; word < this.#width; word++) this.#rows[start + word] = row[word] as number;
    this.#parents[this.#count++] = parent;
    return this.#count === MOST;
  }

  /** Inserts all, in the order in which they came. @param isNew called with the number of each that was not there */
  insertInto(table: StateTable, isNew: (number: number) => void): void {
    const width = this.#width;
    table.fetch(this.#rows, 0, width, this.#count);
    for (let at = 0; at < this.#count; at++) {
      const number = table.insert(this.#rows, this.#parents[at] as number, at * width);
      if (number >= 0) isNew(number);
    }
    this.#count = 0;
  }
}
