/**
 * The visited states: a set of rows of 32-bit words, compared exactly, each numbered in the order of insertion, with
 * room for the way back. Open addressing over typed arrays, so that many millions of states cost bytes and not objects.
 */

/** Rows in one chunk of storage: storage grows by chunks, so nothing is ever copied but the index. */
const CHUNK_BITS = 16;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const IN_CHUNK = CHUNK_ROWS - 1;

const EMPTY = -1;

export class StateTable {
  /** Words in a row. */
  readonly width: number;
  readonly #rows: Int32Array[] = [];
  readonly #parents: Int32Array[] = [];
  #index = new Int32Array(1 << 8).fill(EMPTY);
  #size = 0;

  constructor(width: number) {
    this.width = width;
  }

  /** How many rows there are; they are numbered 0 to size-1. */
  get size(): number {
    return this.#size;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#rows.length * CHUNK_ROWS * 4 * (this.width + 1) + this.#index.byteLength;
  }

  /**
   * Puts a row in, unless it is there.
   *
   * @param row a row of `width` words; it is copied
   * @param parent the number of the row from which this one was reached, or -1
   * @returns the number of the row if it is new, its bitwise complement (below 0) if it was there
   */
  insert(row: Int32Array, parent: number): number {
    const width = this.width;
    if (2 * this.#size >= this.#index.length) this.#grow();
    const index = this.#index;
    const mask = index.length - 1;
    let slot = hash(row, 0, width) & mask;
    for (let at = index[slot] as number; at !== EMPTY; at = index[slot] as number) {
      const stored = this.#rows[at >>> CHUNK_BITS] as Int32Array;
      const start = (at & IN_CHUNK) * width;
      let word = 0;
      while (word < width && stored[start + word] === row[word]) word++;
      if (word === width) return ~at;
      slot = (slot + 1) & mask;
    }
    const number = this.#size++;
    index[slot] = number;
    this.#store(number, row, parent);
    return number;
  }

  /** The row with this number: a view of storage. */
  row(number: number): Int32Array {
    const start = (number & IN_CHUNK) * this.width;
    return (this.#rows[number >>> CHUNK_BITS] as Int32Array).subarray(start, start + this.width);
  }

  /** Copies the row with this number. */
  read(number: number, into: Int32Array): void {
    const stored = this.#rows[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.width;
    for (let word = 0; word < this.width; word++) into[word] = stored[start + word] as number;
  }

  /** The number of the row from which this one was first reached; -1 for an initial one. */
  parent(number: number): number {
    return this.#parents[number >>> CHUNK_BITS]?.[number & IN_CHUNK] ?? -1;
  }

  /** Takes another way to a row: a shorter one. */
  reparent(number: number, parent: number): void {
    (this.#parents[number >>> CHUNK_BITS] as Int32Array)[number & IN_CHUNK] = parent;
  }

  #store(number: number, row: Int32Array, parent: number): void {
    const chunk = number >>> CHUNK_BITS;
    if (chunk === this.#rows.length) {
      this.#rows.push(new Int32Array(CHUNK_ROWS * this.width));
      this.#parents.push(new Int32Array(CHUNK_ROWS));
    }
    const stored = this.#rows[chunk] as Int32Array;
    const start = (number & IN_CHUNK) * this.width;
    for (let word = 0; word < this.width; word++) stored[start + word] = row[word] as number;
    (this.#parents[chunk] as Int32Array)[number & IN_CHUNK] = parent;
  }

  #grow(): void {
    const index = new Int32Array(4 * this.#index.length).fill(EMPTY);
    const mask = index.length - 1;
    for (let number = 0; number < this.#size; number++) {
      const stored = this.#rows[number >>> CHUNK_BITS] as Int32Array;
      let slot = hash(stored, (number & IN_CHUNK) * this.width, this.width) & mask;
      while (index[slot] !== EMPTY) slot = (slot + 1) & mask;
      index[slot] = number;
    }
    this.#index = index;
  }
}

/** Mixes `width` words from `start` into 32 bits (the finaliser of MurmurHash3, word after word). */
function hash(words: Int32Array, start: number, width: number): number {
  let mixed = 0x9e3779b9 | 0;
  for (let word = 0; word < width; word++) {
    mixed = Math.imul(mixed ^ (words[start + word] as number), 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed;
}
