/** What threads share: plain data in shared memory, and the memory of a table of rows. */

/** Rows in one chunk of storage. */
export const CHUNK_BITS = 16;
export const CHUNK_ROWS = 1 << CHUNK_BITS;
/** Rows that a thread claims at once. */
export const BLOCK = 64;
/** Threads count on cache lines of their own: words from one thread's counter to the next one's. */
export const LANE = 16;
/** Where the rows claimed so far are counted. */
export const CLAIMED = 0;
/** The index grows when more than this share of it may be taken. */
const MOST_TAKEN = 0.6;
/** By how much storage grows: this share of it, and no fewer chunks than that. */
const GROWTH = 0.25;
const CHUNKS_AT_ONCE = 8;

/** The memory of a table; plain data that can be sent. */
export interface SharedMemory {
  /** Words in a row; the number of its parent comes behind it, then its distance if that is kept. */
  readonly width: number;
  /** Words from one row to the next. */
  readonly stride: number;
  /** How many rows there may be in all. */
  readonly most: number;
  readonly chunks: readonly SharedArrayBuffer[];
  /** Entries: a row's number plus one, and above it as many bits of its hash as there is room for. */
  readonly index: SharedArrayBuffer;
  /** How many rows have been claimed, and then for each thread how many it has put in. */
  readonly counters: SharedArrayBuffer;
}

export interface MemoryOptions {
  /** Words in a row. */
  readonly width: number;
  readonly keepsDistances: boolean;
  /** How many threads will put rows in. */
  readonly threads: number;
  /** How many rows there is to be room for at first. */
  readonly rows: number;
  /** How many rows there may ever be; a few more are taken, for threads claim several at once. */
  readonly most: number;
}

/** The memory of an empty table. */
export function sharedMemory({ width, keepsDistances, threads, rows, most }: MemoryOptions): SharedMemory {
  const stride = width + (keepsDistances ? 2 : 1);
  const chunks = Math.max(1, Math.ceil(rows / CHUNK_ROWS));
  return {
    width,
    stride,
    most: most + BLOCK * (threads + 1),
    chunks: Array.from({ length: chunks }, () => chunkOf(stride)),
    index: new SharedArrayBuffer(4 * entriesFor(chunks)),
    counters: new SharedArrayBuffer(4 * LANE * (threads + 1)),
  };
}

/** More memory for the same table; its index is new, and empty, where it had to be larger. */
export function enlarged(memory: SharedMemory): SharedMemory {
  const more = Math.max(CHUNKS_AT_ONCE, Math.ceil(memory.chunks.length * GROWTH));
  const chunks = [...memory.chunks, ...Array.from({ length: more }, () => chunkOf(memory.stride))];
  const bytes = 4 * entriesFor(chunks.length);
  return { ...memory, chunks, index: bytes > memory.index.byteLength ? new SharedArrayBuffer(bytes) : memory.index };
}

const chunkOf = (stride: number): SharedArrayBuffer => new SharedArrayBuffer(CHUNK_ROWS * 4 * stride);

const entriesFor = (chunks: number): number => 2 ** Math.ceil(Math.log2((chunks * CHUNK_ROWS) / MOST_TAKEN));

/**
 * A copy of plain data whose typed arrays are in shared memory, so that sending it copies none of them.
 *
 * @throws TypeError for anything that is not plain, a Map for instance
 */
export const shared = <T>(data: T): T => copy(data) as T;

function copy(data: unknown): unknown {
  if (data instanceof Int32Array) return moved(data, new Int32Array(room(data)));
  if (data instanceof Float64Array) return moved(data, new Float64Array(room(data)));
  if (Array.isArray(data)) return data.map(copy);
  if (typeof data !== "object" || data === null) return data;
  if (Object.getPrototypeOf(data) !== Object.prototype) throw new TypeError("only plain data can be shared");
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copy(value)]));
}

const room = ({ byteLength }: Int32Array | Float64Array): SharedArrayBuffer => new SharedArrayBuffer(byteLength);

function moved<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
