/** States that wait to be expanded, by their distance from the start. */

/** The states at one distance. */
export interface Level {
  readonly distance: number;
  readonly numbers: SharedArrayBuffer;
  readonly length: number;
}

export class Levels {
  readonly #waiting: Int32Array[][] = [];
  #distance = 0;

  /** How many states wait. */
  get size(): number {
    let sum = 0;
    for (const some of this.#waiting) for (const numbers of some ?? []) sum += numbers.length;
    return sum;
  }

  add(distance: number, numbers: Int32Array): void {
    for (let next = this.#waiting.length; next <= distance; next++) this.#waiting[next] = [];
    this.#waiting[distance]?.push(numbers);
  }

  /** Takes the nearest ones out; null if there are none. */
  take(): Level | null {
    for (; this.#distance < this.#waiting.length; this.#distance++) {
      const some = this.#waiting[this.#distance] as Int32Array[];
      const length = some.reduce((sum, numbers) => sum + numbers.length, 0);
      if (length === 0) continue;
      const all = new Int32Array(new SharedArrayBuffer(4 * length));
      let at = 0;
      for (const numbers of some) {
        all.set(numbers, at);
        at += numbers.length;
      }
      this.#waiting[this.#distance] = [];
      return { distance: this.#distance++, numbers: all.buffer as SharedArrayBuffer, length };
    }
    return null;
  }
}
