/**
 * The visited states: a set of rows of 32-bit words, compared exactly, each numbered in the order of insertion, with
 * room for the way back. Open addressing over typed arrays, so that many millions of states cost bytes and not objects.
 */
import { hash } from "./hash.ts";
import { CHUNK_BITS, CHUNK_ROWS, IN_CHUNK, Rows } from "./rows.ts";

/** Rows that the first chunk has room for at the start. */
const FIRST_ROWS = 1 << 8;

/** An entry of the index: a row's number plus one, and above it as many bits of its hash as there is room for. */
const EMPTY = 0;
/** The index grows when more than this share of it is taken: sooner while it is small. */
const MOST_TAKEN = 0.6;
const SMALL = 1 << 22;

/** Where rows are kept: other threads can read them in shared memory. */
export type Allocate = (words: number) => Int32Array;

const ownMemory: Allocate = (words) => new Int32Array(words);

export class StateTable extends Rows {
  readonly #allocate: Allocate;
  #index = new Int32Array(1 << 8);
  /** Bits of an entry that hold the number. */
  #bits = 8;
  /** How many rows there may be before the index grows. */
  #room = 1 << 7;
  #size = 0;

  constructor(width: number, allocate = ownMemory) {
    super(width);
    this.#allocate = allocate;
  }

  /** How many rows there are; they are numbered 0 to size-1. */
  get size(): number {
    return this.#size;
  }

  /** Bytes held. */
  get bytes(): number {
    const rows = this.parents.reduce((sum, { length }) => sum + length, 0);
    return rows * 4 * (this.width + 1) + this.#index.byteLength;
  }

  /**
   * Puts a row in, unless it is there.
   *
   * @param row a row of `width` words; it is copied
   * @param parent the number of the row from which this one was reached, or -1
   * @param from where in `row` it begins
   * @returns the number of the row if it is new, its bitwise complement (below 0) if it was there
   */
  insert(row: Int32Array, parent: number, from = 0): number {
    if (this.#size >= this.#room) this.#grow();
    const width = this.width;
    const index = this.#index;
    const bits = this.#bits;
    const mask = index.length - 1;
    const mixed = hash(row, from, width);
    let slot = mixed & mask;
    for (let entry = index[slot] as number; entry !== EMPTY; entry = index[slot] as number) {
      // Rows whose hashes differ in the bits above are not looked at: that would be a cache miss each.
      if ((entry ^ mixed) >>> bits === 0) {
        const number = (entry & mask) - 1;
        const stored = this.rows[number >>> CHUNK_BITS] as Int32Array;
        const start = (number & IN_CHUNK) * width;
        let word = 0;
        while (word < width && stored[start + word] === row[from + word]) word++;
        if (word === width) return ~number;
      }
      slot = (slot + 1) & mask;
    }
    const number = this.#size++;
    index[slot] = ((mixed >>> bits) << bits) | (number + 1);
    this.#store(number, row, from, parent);
    return number;
  }

  /**
   * Looks at what inserting these rows will look at first: cache misses that do not wait for each other overlap.
   *
   * @param stride words from one row to the next
   * @returns a number that means nothing, and keeps the looks from being thought useless
   */
  fetch(rows: Int32Array, from: number, stride: number, count: number): number {
    const index = this.#index;
    const mask = index.length - 1;
    let seen = 0;
    for (let at = 0, start = from; at < count; at++, start += stride) {
      seen ^= index[hash(rows, start, this.width) & mask] as number;
    }
    return seen;
  }

  /** Takes another way to a row: a shorter one. */
  reparent(number: number, parent: number): void {
    (this.parents[number >>> CHUNK_BITS] as Int32Array)[number & IN_CHUNK] = parent;
  }

  #store(number: number, row: Int32Array, from: number, parent: number): void {
    const chunk = number >>> CHUNK_BITS;
    const offset = number & IN_CHUNK;
    if (offset >= (this.parents[chunk]?.length ?? 0)) this.#extend(chunk);
    const stored = this.rows[chunk] as Int32Array;
    const start = offset * this.width;
    for (let word = 0; word < this.width; word++) stored[start + word] = row[from + word] as number;
    (this.parents[chunk] as Int32Array)[offset] = parent;
  }

  /** Makes room in a chunk: twice what it had in the first one, all of it in the others. */
  #extend(chunk: number): void {
    const [rows, parents] = [this.rows[chunk], this.parents[chunk]];
    const room = chunk > 0 ? CHUNK_ROWS : parents ? 2 * parents.length : FIRST_ROWS;
    const [larger, more] = [this.#allocate(room * this.width), this.#allocate(room)];
    if (rows && parents) {
      larger.set(rows);
      more.set(parents);
    }
    this.rows[chunk] = larger;
    this.parents[chunk] = more;
  }

  #grow(): void {
    const length = this.#index.length * (this.#index.length < SMALL ? 4 : 2);
    const index = new Int32Array(length);
    const mask = length - 1;
    const bits = Math.log2(length);
    for (let number = 0; number < this.#size; number++) {
      const stored = this.rows[number >>> CHUNK_BITS] as Int32Array;
      const mixed = hash(stored, (number & IN_CHUNK) * this.width, this.width);
      let slot = mixed & mask;
      while (index[slot] !== EMPTY) slot = (slot + 1) & mask;
      index[slot] = ((mixed >>> bits) << bits) | (number + 1);
    }
    this.#index = index;
    this.#bits = bits;
    this.#room = Math.floor(length * (length < SMALL ? MOST_TAKEN / 2 : MOST_TAKEN));
  }
}
