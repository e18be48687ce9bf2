/** A growing list of 32-bit integers. */
export class Numbers {
  #items = new Int32Array(1 << 8);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = item;
  }

  at(index: number): number {
    return this.#items[index] as number;
  }

  set(index: number, item: number): void {
    this.#items[index] = item;
  }

  /** The items so far and room for more, as it is until the next push. */
  get array(): Int32Array {
    return this.#items;
  }

  /** The items so far, as a view that the next push may leave behind. */
  get items(): Int32Array {
    return this.#items.subarray(0, this.#length);
  }
}
