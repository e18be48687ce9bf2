/** Rows of 32-bit words in typed arrays, numbered from 0, each with the way back: what is read of a table of states. */

/** Rows in one chunk of storage: past the first, which grows by doubling, nothing is ever copied. */
export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
export const IN_CHUNK = CHUNK_ROWS - 1;

/** A piece of storage. In shared memory it can be sent to other threads, which then read the same rows. */
export interface Chunk {
  readonly rows: Int32Array;
  readonly parents: Int32Array;
}

export class Rows {
  /** Words in a row. */
  readonly width: number;
  protected readonly rows: Int32Array[] = [];
  protected readonly parents: Int32Array[] = [];

  constructor(width: number) {
    this.width = width;
  }

  /** The storage as it is now: later rows may be elsewhere. */
  get chunks(): readonly Chunk[] {
    return this.rows.map((rows, at) => ({ rows, parents: this.parents[at] as Int32Array }));
  }

  /** Reads from this storage from now on. */
  adopt(chunks: readonly Chunk[]): void {
    chunks.forEach(({ rows, parents }, at) => {
      this.rows[at] = rows;
      this.parents[at] = parents;
    });
  }

  /** A copy of the row with this number. */
  row(number: number): Int32Array {
    const start = (number & IN_CHUNK) * this.width;
    return (this.rows[number >>> CHUNK_BITS] as Int32Array).slice(start, start + this.width);
  }

  /** Copies the row with this number. */
  read(number: number, into: Int32Array): void {
    const stored = this.rows[number >>> CHUNK_BITS] as Int32Array;
    const start = (number & IN_CHUNK) * this.width;
    for (let word = 0; word < this.width; word++) into[word] = stored[start + word] as number;
  }

  /** The first word of the row with this number: what was looked at is near when it is read. */
  look(number: number): number {
    return this.rows[number >>> CHUNK_BITS]?.[(number & IN_CHUNK) * this.width] ?? 0;
  }

  /** The number of the row from which this one was first reached; -1 for an initial one. */
  parent(number: number): number {
    return this.parents[number >>> CHUNK_BITS]?.[number & IN_CHUNK] ?? -1;
  }
}
