/**
 * A set of rows that several threads fill at the same time, without locks (Laarman, van de Pol, Weber: "Boosting
 * Multi-Core Reachability Performance with Shared Hash Tables", FMCAD 2010).
 *
 * A row is written to a place that its thread has claimed, and published by putting its number into the index with a
 * compare-and-exchange. Who loses that race compares with the winner's row, and keeps the place for its next row.
 */
import { hash } from "../../hash.ts";
import type { Batch } from "./batch.ts";
import type { SharedMemory } from "./shared-memory.ts";
import { BLOCK, CHUNK_BITS, CHUNK_ROWS, CLAIMED, enlarged, LANE } from "./shared-memory.ts";

import { SharedRows, UNUSED } from "./shared-rows.ts";

const IN_CHUNK = CHUNK_ROWS - 1;
const EMPTY = 0;
/** Thrown by `insert` where there is no room: let the table grow while nobody uses it, and insert again. */
export class TableFull extends Error {
  override readonly name = "TableFull";
}

export class SharedTable extends SharedRows {
  readonly #counters: Int32Array;
  readonly #lane: number;
  #memory: SharedMemory;
  #index: Int32Array = new Int32Array(0);
  /** Bits of an entry that hold the number. */
  #bits = 0;
  #room = 0;
  /** The places claimed and not used yet. */
  #next = 0;
  #end = 0;
  /** What was looked at last: kept, lest the look be thought useless. */
  #seen = 0;

  /** @param thread the number of this thread, from 0 */
  constructor(memory: SharedMemory, thread: number) {
    super(memory);
    this.#counters = new Int32Array(memory.counters);
    this.#lane = LANE * (thread + 1);
    this.#memory = memory;
    this.adopt(memory);
  }

  /** A number that means nothing. */
  get seen(): number {
    return this.#seen;
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
    return this.chunks.length * CHUNK_ROWS * 4 * this.stride + this.#index.byteLength;
  }

  /** How many chunks have rows in them. */
  get chunksTaken(): number {
    return Math.min(this.chunks.length, Math.ceil((this.#counters[CLAIMED] as number) / CHUNK_ROWS));
  }

  /** Goes on with the same table after another thread has let it grow. */
  adopt(memory: SharedMemory): void {
    this.#memory = memory;
    this.chunks = memory.chunks.map((chunk) => new Int32Array(chunk));
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
    if (this.enlarge()) for (let chunk = 0; chunk < this.chunksTaken; chunk++) this.rehash(chunk);
  }

  /** Puts the rows of a chunk into an index that they are not in. */
  rehash(chunk: number): void {
    const index = this.#index;
    const bits = this.#bits;
    const mask = index.length - 1;
    const words = this.chunks[chunk] as Int32Array;
    for (let row = 0; row < CHUNK_ROWS; row++) {
      if (words[row * this.stride + this.width] === UNUSED) continue;
      const mixed = hash(words, row * this.stride, this.width);
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
    return this.#insert(row, 0, hash(row, 0, this.width), parent, distance);
  }

  /**
   * Puts the rows of a batch in, each as far from the start as its cost says, beyond the distance of their parent.
   *
   * @param take is given what `insert` returns for each, and its distance
   * @throws TableFull when some of them are in
   */
  insertAll(batch: Batch, parent: number, distance: number, take: (number: number, distance: number) => void): void {
    const { rows, costs, hashes, size } = batch;
    this.#fetch(batch);
    for (let at = 0; at < size; at++) {
      const far = distance + (costs[at] as number);
      take(this.#insert(rows, at * this.width, hashes[at] as number, parent, far), far);
    }
  }

  /** Looks at everything that an insertion will look at: cache misses that do not wait for each other overlap. */
  #fetch({ rows, hashes, size }: Batch): void {
    const index = this.#index;
    const mask = index.length - 1;
    let seen = 0;
    for (let at = 0; at < size; at++) {
      const mixed = hash(rows, at * this.width, this.width);
      hashes[at] = mixed;
      seen ^= index[mixed & mask] as number;
    }
    for (let at = 0; at < size; at++) {
      const mixed = hashes[at] as number;
      const entry = index[mixed & mask] as number;
      if (entry === EMPTY || (entry ^ mixed) >>> this.#bits !== 0) continue;
      const number = (entry & mask) - 1;
      seen ^= (this.chunks[number >>> CHUNK_BITS] as Int32Array)[(number & IN_CHUNK) * this.stride] as number;
    }
    this.#seen = seen;
  }

  #insert(rows: Int32Array, from: number, mixed: number, parent: number, distance: number): number {
    const index = this.#index;
    const bits = this.#bits;
    const mask = index.length - 1;
    let slot = mixed & mask;
    let mine = -1;
    for (;;) {
      let entry = Atomics.load(index, slot);
      if (entry === EMPTY) {
        if (mine < 0) {
          mine = this.#claim();
          this.store(mine, rows, from, parent, distance);
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
        if (this.holds(number, rows, from)) {
          if (mine >= 0) this.discard(mine);
          return ~number;
        }
      }
      slot = (slot + 1) & mask;
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
}
