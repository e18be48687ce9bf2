/** States found that wait to be inserted together: see `insertAll` of the table. */
import type { StateTable } from "./table.ts";

/** How many wait at the most. */
const MOST = 64;

export class Gathered {
  readonly #width: number;
  /** Each row, and behind it its parent. */
  readonly #rows: Int32Array;
  #used = 0;

  /** @param width words of a row */
  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array((width + 1) * MOST);
  }

  /** Takes in a copy of a row; tells whether there is no room for another one. */
  add(row: Int32Array, parent: number): boolean {
    let at = this.#used;
    for (let word = 0; word < this.#width; word++) this.#rows[at++] = row[word] as number;
    this.#rows[at++] = parent;
    this.#used = at;
    return at === this.#rows.length;
  }

  /** Inserts all, in the order in which they came. @param isNew called with the number of each that was not there */
  insertInto(table: StateTable, isNew: (number: number) => void): void {
    const stride = this.#width + 1;
    const count = this.#used / stride;
    const numbers = table.insertAll(this.#rows, 0, stride, count);
    for (let at = 0; at < count; at++) if ((numbers[at] as number) >= 0) isNew(numbers[at] as number);
    this.#used = 0;
  }
}
