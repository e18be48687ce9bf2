/**
 * The visited states: a set of rows of 32-bit words, compared exactly, each numbered in the order of insertion, with
 * room for the way back. Open addressing over typed arrays, so that many millions of states cost bytes and not objects.
 */
import { hash } from "./hash.ts";
import { CHUNK_BITS, CHUNK_ROWS, IN_CHUNK, Rows } from "./rows.ts";

/** Rows that the first chunk has room for at the start. */
const FIRST_ROWS = 1 << 8;

/** An entry of the index: a row's number plus one, and above it as many low bits of its hash as there is room for. */
const EMPTY = 0;
/** The index grows when more than this share of it is taken: sooner while it is small. */
const MOST_TAKEN = 0.8;
const MOST_TAKEN_SMALL = 0.3;
/** How much larger a small one becomes. */
const GROWTH_SMALL = 4;
/** Rows that are put in together. */
export const TOGETHER = 256;
/** Of those: their hashes, and their numbers. */
const hashes = new Int32Array(TOGETHER);
const numbers = new Int32Array(TOGETHER);
const HASHES = 2 ** 32;

/** Where rows are kept: other threads can read them in shared memory. */
type Allocate = (words: number) => Int32Array;

const ownMemory: Allocate = (words) => new Int32Array(words);

/** How an index grows. */
export interface Growth {
  /** Up to how many places it is small. */
  readonly small: number;
  /** How much larger one becomes that is not. */
  readonly by: number;
}

/** In short steps, where a long one would lay idle a lot. */
const IN_SHORT_STEPS: Growth = { small: 1 << 22, by: 1.4 };

export class StateTable extends Rows {
  readonly #allocate: Allocate;
  readonly #growth: Growth;
  #index = new Int32Array(1 << 8);
  /** Places of the index for each of the 2^32 hashes: which one a row looks at first goes by the high bits. */
  #scale = (1 << 8) / HASHES;
  /** Bits of an entry that hold the number. */
  #bits = 8;
  /** How many rows there may be before the index grows. */
  #room = 1 << 7;
  #size = 0;
  /** Of what was looked at in passing: it means nothing, and keeps the look from being thought useless. */
  protected seen = 0;

  constructor(width: number, allocate = ownMemory, growth = IN_SHORT_STEPS) {
    super(width);
    this.#allocate = allocate;
    this.#growth = growth;
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
    return this.#put(row, parent, from, hash(row, from, this.width));
  }

  /**
   * Puts rows in as if one by one. A large table is in no cache, so to look a row up is to wait for memory; what these look
   * at is fetched first, for waits that do not depend on each other overlap.
   *
   * @param rows behind each row, the number of the row from which it was reached
   * @param stride words from one row to the next
   * @param count how many, up to `TOGETHER`
   * @returns what `insert` returns for each, until the next call
   */
  insertAll(rows: Int32Array, from: number, stride: number, count: number): Int32Array {
    while (this.#size + count > this.#room) this.#grow();
    this.#fetch(rows, from, stride, count);
    for (let at = 0, start = from; at < count; at++, start += stride) {
      numbers[at] = this.#put(rows, rows[start + this.width] as number, start, hashes[at] as number);
    }
    return numbers;
  }

  /** Hashes rows, and looks at what inserting them will look at. */
  #fetch(rows: Int32Array, from: number, stride: number, count: number): void {
    const width = this.width;
    const index = this.#index;
    const scale = this.#scale;
    const bits = this.#bits;
    let seen = 0;
    for (let at = 0, start = from; at < count; at++, start += stride) {
      const mixed = hash(rows, start, width);
      hashes[at] = mixed;
      seen ^= index[Math.floor((mixed >>> 0) * scale)] as number;
    }
    for (let at = 0; at < count; at++) {
      const mixed = hashes[at] as number;
      const entry = index[Math.floor((mixed >>> 0) * scale)] as number;
      const found = entry ^ (mixed << bits);
      if (entry !== EMPTY && found >>> bits === 0) {
        seen ^= (this.rows[(found - 1) >>> CHUNK_BITS] as Int32Array)[((found - 1) & IN_CHUNK) * width] as number;
      }
    }
    this.seen = seen;
  }

  #put(row: Int32Array, parent: number, from: number, mixed: number): number {
    if (this.#size >= this.#room) this.#grow();
    const width = this.width;
    const index = this.#index;
    const bits = this.#bits;
    const tag = mixed << bits;
    let slot = Math.floor((mixed >>> 0) * this.#scale);
    for (let entry = index[slot] as number; entry !== EMPTY; entry = index[slot] as number) {
      // Rows whose hashes differ in the bits above are not looked at: that would be a cache miss each.
      if ((entry ^ tag) >>> bits === 0) {
        const number = (entry ^ tag) - 1;
        const stored = this.rows[number >>> CHUNK_BITS] as Int32Array;
        const start = (number & IN_CHUNK) * width;
        let word = 0;
        while (word < width && stored[start + word] === row[from + word]) word++;
        if (word === width) return ~number;
      }
      if (++slot === index.length) slot = 0;
    }
    const number = this.#size++;
    index[slot] = tag | (number + 1);
    this.#store(number, row, from, parent);
    return number;
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
    const { small, by } = this.#growth;
    const length = Math.ceil(this.#index.length * (this.#index.length < small ? GROWTH_SMALL : by));
    // It is made anew from the rows: the old one may go before the new one comes.
    this.#index = new Int32Array(0);
    this.#index = new Int32Array(length);
    this.#scale = length / HASHES;
    this.#room = Math.floor(length * (length < small ? MOST_TAKEN_SMALL : MOST_TAKEN));
    this.#bits = 32 - Math.clz32(this.#room);
    for (let first = 0; first < this.#size; first += TOGETHER) this.#reindex(first);
  }

  /** Puts rows that are stored into the index. */
  #reindex(first: number): void {
    const index = this.#index;
    const count = Math.min(TOGETHER, this.#size - first);
    const stored = this.rows[first >>> CHUNK_BITS] as Int32Array;
    const start = (first & IN_CHUNK) * this.width;
    this.#fetch(stored, start, this.width, count);
    for (let at = 0; at < count; at++) {
      const mixed = hashes[at] as number;
      let slot = Math.floor((mixed >>> 0) * this.#scale);
      while (index[slot] !== EMPTY) if (++slot === index.length) slot = 0;
      index[slot] = (mixed << this.#bits) | (first + at + 1);
    }
  }
}
