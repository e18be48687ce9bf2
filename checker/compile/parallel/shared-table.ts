/**
 * A set of rows that several threads fill at the same time, without locks (Laarman, van de Pol, Weber: "Boosting
 * Multi-Core Reachability Performance with Shared Hash Tables", FMCAD 2010).
 *
 * A row is written to a place that its thread has claimed, and published by putting its number into the index with a
 * compare-and-exchange. Who loses that race compares with the winner's row, and keeps the place for its next row.
 */
import type { SharedMemory } from "./shared-memory.ts";
import { BLOCK, CHUNK_BITS, CHUNK_ROWS, CLAIMED, enlarged, LANE } from "./shared-memory.ts";

const IN_CHUNK = CHUNK_ROWS - 1;
const EMPTY = 0;
/** What stands for the number of a parent: this much more, for 0 says that the place is not used. */
const PARENT = 2;
/** In place of a distance that is just being lowered. */
const LOCKED = -1;

/** Thrown by `insert` where there is no room: let the table grow while nobody uses it, and insert again. */
export class TableFull extends Error {
  override readonly name = "TableFull";
}

export class SharedTable {
  readonly width: number;
  readonly #stride: number;
  readonly #counters: Int32Array;
  readonly #lane: number;
  #memory: SharedMemory;
  #chunks: readonly Int32Array[] = [];
  #index: Int32Array = new Int32Array(0);
  /** Bits of an entry that hold the number. */
  #bits = 0;
  #room = 0;
  /** The places claimed and not used yet. */
  #next = 0;
  #end = 0;

  /** @param thread the number of this thread, from 0 */
  constructor(memory: SharedMemory, thread: number) {
    this.width = memory.width;
    this.#stride = memory.stride;
    this.#counters = new Int32Array(memory.counters);
    this.#lane = LANE * (thread + 1);
    this.#memory = memory;
    this.adopt(memory);
  }

  /** What the threads share of it. */
  get memory(): SharedMemory {
    return this.#memory;
  }

  /** How many rows there are. Their numbers need not be 0 to size-1: places that were claimed may be unused. */
  get size(): number {
    let sum = 0;
    for (let lane = LANE; lane < this.#counters.length; lane += LANE) sum += this.#counters[lane] as number;
    return sum;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#chunks.length * CHUNK_ROWS * 4 * this.#stride + this.#index.byteLength;
  }

  /** How many chunks have rows in them. */
  get chunks(): number {
    return Math.min(this.#chunks.length, Math.ceil((this.#counters[CLAIMED] as number) / CHUNK_ROWS));
  }

  /** Goes on with the same table after another thread has let it grow. */
  adopt(memory: SharedMemory): void {
    this.#memory = memory;
    this.#chunks = memory.chunks.map((chunk) => new Int32Array(chunk));
    this.#index = new Int32Array(memory.index);
    this.#bits = Math.log2(this.#index.length);
    this.#room = Math.min(memory.most, memory.chunks.length * CHUNK_ROWS);
  }

  /**
   * Makes room, while no other thread uses the table.
   *
   * @returns whether there is a new index: then every chunk is to be put into it, by `rehash`, whoever does that
   */
  enlarge(): boolean {
    Atomics.store(this.#counters, CLAIMED, Math.min(this.#room, Atomics.load(this.#counters, CLAIMED)));
    const larger = enlarged(this.#memory);
    const isNew = larger.index !== this.#memory.index;
    this.adopt(larger);
    return isNew;
  }

  /** Makes room and sees to the index. */
  enlargeAlone(): void {
    if (this.enlarge()) for (let chunk = 0; chunk < this.chunks; chunk++) this.rehash(chunk);
  }

  /** Puts the rows of a chunk into an index that they are not in. */
  rehash(chunk: number): void {
    const index = this.#index;
    const bits = this.#bits;
    const mask = index.length - 1;
    const words = this.#chunks[chunk] as Int32Array;
    for (let row = 0; row < CHUNK_ROWS; row++) {
      if (words[row * this.#stride + this.width] === EMPTY) continue;
      const mixed = hash(words, row * this.#stride, this.width);
      const entry = ((mixed >>> bits) << bits) | (chunk * CHUNK_ROWS + row + 1);
      let slot = mixed & mask;
      while (Atomics.compareExchange(index, slot, EMPTY, entry) !== EMPTY) slot = (slot + 1) & mask;
    }
  }

  /** Puts a row in, making room where there is none, while no other thread uses the table. */
  insertAlone(row: Int32Array, parent: number): number {
    try {
      return this.insert(row, parent);
    } catch (error) {
      if (!(error instanceof TableFull)) throw error;
      this.enlargeAlone();
      return this.insert(row, parent);
    }
  }

  /**
   * Puts a row in, unless it is there.
   *
   * @param row a row of `width` words; it is copied
   * @param parent the number of the row from which this one was reached, or -1
   * @param distance how far it is from the start
   * @returns the number of the row if it is new, its bitwise complement (below 0) if it was there
   * @throws TableFull
   */
  insert(row: Int32Array, parent: number, distance = 0): number {
    const index = this.#index;
    const bits = this.#bits;
    const mask = index.length - 1;
    const mixed = hash(row, 0, this.width);
    let slot = mixed & mask;
    let mine = -1;
    for (;;) {
      let entry = Atomics.load(index, slot);
      if (entry === EMPTY) {
        if (mine < 0) {
          mine = this.#claim();
          this.#store(mine, row, parent, distance);
        }
        entry = Atomics.compareExchange(index, slot, EMPTY, ((mixed >>> bits) << bits) | (mine + 1));
        if (entry === EMPTY) {
          this.#next++;
          this.#counters[this.#lane] = (this.#counters[this.#lane] as number) + 1;
          return mine;
        }
      }
      // Rows whose hashes differ in the bits above are not looked at: that would be a cache miss each.
      if ((entry ^ mixed) >>> bits === 0) {
        const number = (entry & mask) - 1;
        if (this.#holds(number, row)) {
          if (mine >= 0) this.#store(mine, row, EMPTY - PARENT, 0);
          return ~number;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Copies the row with this number. */
  read(number: number, into: Int32Array): void {
    const stored = this.#chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.#stride;
    for (let word = 0; word < this.width; word++) into[word] = stored[start + word] as number;
  }

  /** A copy of the row with this number. */
  row(number: number): Int32Array {
    const row = new Int32Array(this.width);
    this.read(number, row);
    return row;
  }

  /** The number of the row from which this one was reached; -1 for an initial one. */
  parent(number: number): number {
    const start = (number & IN_CHUNK) * this.#stride;
    return ((this.#chunks[number >>> CHUNK_BITS] as Int32Array)[start + this.width] as number) - PARENT;
  }

  /** How far a row is from the start, in a table that keeps distances. */
  distance(number: number): number {
    const start = (number & IN_CHUNK) * this.#stride;
    return (this.#chunks[number >>> CHUNK_BITS] as Int32Array)[start + this.width + 1] as number;
  }

  /**
   * Takes another way to a row if that is shorter, in a table that keeps distances. The parent is always that of the
   * distance: whoever lowers it keeps the others waiting for as long as it takes to write one word.
   */
  lower(number: number, parent: number, distance: number): boolean {
    const words = this.#chunks[number >>> CHUNK_BITS] as Int32Array;
    const at = (number & IN_CHUNK) * this.#stride + this.width;
    for (;;) {
      const now = Atomics.load(words, at + 1);
      if (now === LOCKED) continue;
      if (now <= distance) return false;
      if (Atomics.compareExchange(words, at + 1, now, LOCKED) !== now) continue;
      words[at] = parent + PARENT;
      Atomics.store(words, at + 1, distance);
      return true;
    }
  }

  #claim(): number {
    if (this.#next === this.#end) {
      const start = Atomics.add(this.#counters, CLAIMED, BLOCK);
      if (start + BLOCK > this.#room) throw new TableFull("no room for another row");
      this.#next = start;
      this.#end = start + BLOCK;
    }
    return this.#next;
  }

  #holds(number: number, row: Int32Array): boolean {
    const stored = this.#chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.#stride;
    for (let word = 0; word < this.width; word++) if (stored[start + word] !== row[word]) return false;
    return true;
  }

  #store(number: number, row: Int32Array, parent: number, distance: number): void {
    const stored = this.#chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.#stride;
    for (let word = 0; word < this.width; word++) stored[start + word] = row[word] as number;
    stored[start + this.width] = parent + PARENT;
    if (this.#stride > this.width + 1) stored[start + this.width + 1] = distance;
  }
}

/** Mixes `width` words from `start` into 32 bits, with the multipliers of MurmurHash3's finaliser. */
function hash(words: Int32Array, start: number, width: number): number {
  let mixed = 0x9e3779b9 | 0;
  for (let word = 0; word < width; word++) {
    mixed = Math.imul(mixed ^ (words[start + word] as number), 0x85ebca6b);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
