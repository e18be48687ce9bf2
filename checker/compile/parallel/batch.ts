/** States that a worker has found for a part, in shared memory: for each its row, its parent and its distance. */

/** What is sent of a batch. */
export interface Batch {
  readonly words: Int32Array;
  readonly count: number;
}

/** Words of a state in a batch beyond its row: its parent, and how far it is from the start. */
export const BESIDES = 2;

/** Collects a batch, in the same memory each time. */
export class Collector {
  readonly #width: number;
  #words: Int32Array;
  #used = 0;

  /** @param width words in a row */
  constructor(width: number) {
    this.#width = width;
    this.#words = sharedWords((width + BESIDES) << 7);
  }

  /** Takes in a copy of a row. */
  add(row: Int32Array, parent: number, distance: number): void {
    if (this.#used + this.#width + BESIDES > this.#words.length) this.#extend();
    const words = this.#words;
    let at = this.#used;
    for (let word = 0; word < this.#width; word++) words[at++] = row[word] as number;
    words[at++] = parent;
    words[at++] = distance;
    this.#used = at;
  }

  /** What has been collected; it is overwritten by what is collected from now on. */
  take(): Batch | null {
    const count = this.#used / (this.#width + BESIDES);
    this.#used = 0;
    return count === 0 ? null : { words: this.#words, count };
  }

  #extend(): void {
    const larger = sharedWords(2 * this.#words.length);
    larger.set(this.#words);
    this.#words = larger;
  }
}

/** Words that other threads can read. */
export const sharedWords = (words: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * words));
