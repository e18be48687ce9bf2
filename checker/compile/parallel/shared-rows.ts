/** Rows that several threads write and read, each with the way to it. */
import { CHUNK_BITS, CHUNK_ROWS, type SharedMemory } from "./shared-memory.ts";

const IN_CHUNK = CHUNK_ROWS - 1;
/** In the place of a parent, where no row is. */
export const UNUSED = 0;
/** What stands for the number of a parent: this much more, for there are initial rows as well. */
const PARENT = 2;
/** In place of a distance that is just being lowered. */
const LOCKED = -1;

export class SharedRows {
  readonly width: number;
  protected readonly stride: number;
  protected chunks: readonly Int32Array[] = [];

  constructor({ width, stride }: SharedMemory) {
    this.width = width;
    this.stride = stride;
  }

  /** Copies the row with this number. */
  read(number: number, into: Int32Array): void {
    const stored = this.chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.stride;
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
    const start = (number & IN_CHUNK) * this.stride;
    return ((this.chunks[number >>> CHUNK_BITS] as Int32Array)[start + this.width] as number) - PARENT;
  }

  /** How far a row is from the start, in a table that keeps distances. */
  distance(number: number): number {
    const start = (number & IN_CHUNK) * this.stride;
    return (this.chunks[number >>> CHUNK_BITS] as Int32Array)[start + this.width + 1] as number;
  }

  /**
   * Takes another way to a row if that is shorter, in a table that keeps distances. The parent is always that of the
   * distance: whoever lowers it keeps the others waiting for as long as it takes to write one word.
   */
  lower(number: number, parent: number, distance: number): boolean {
    const words = this.chunks[number >>> CHUNK_BITS] as Int32Array;
    const at = (number & IN_CHUNK) * this.stride + this.width;
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

  protected holds(number: number, rows: Int32Array, from: number): boolean {
    const stored = this.chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.stride;
    for (let word = 0; word < this.width; word++) if (stored[start + word] !== rows[from + word]) return false;
    return true;
  }

  protected store(number: number, rows: Int32Array, from: number, parent: number, distance: number): void {
    const stored = this.chunks[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.stride;
    for (let word = 0; word < this.width; word++) stored[start + word] = rows[from + word] as number;
    stored[start + this.width] = parent + PARENT;
    if (this.stride > this.width + 1) stored[start + this.width + 1] = distance;
  }

  /** Says that no row is in this place. */
  protected discard(number: number): void {
    const words = this.chunks[number >>> CHUNK_BITS] as Int32Array;
    words[(number & IN_CHUNK) * this.stride + this.width] = UNUSED;
  }
}
