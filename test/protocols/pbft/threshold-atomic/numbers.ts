/** A set of integers from 0 to 2^53 - 1, with less overhead than the built-in one. */
export class Numbers {
  size = 0;
  private places = new Float64Array(1 << 12).fill(-1);

  /** True if it was not there before. */
  add(number: number): boolean {
    if (2 * this.size > this.places.length) {
      const before = this.places;
      this.places = new Float64Array(4 * before.length).fill(-1);
      for (const one of before) if (one >= 0) this.places[this.placeOf(one)] = one;
    }
    const place = this.placeOf(number);
    if (this.places[place] === number) return false;
    this.places[place] = number;
    this.size++;
    return true;
  }

  private placeOf(number: number): number {
    const mask = this.places.length - 1;
    const mixed = Math.imul(number ^ Math.imul(number / 2 ** 32, 0x9e3779b1), 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (this.places[place] !== -1 && this.places[place] !== number) place = (place + 1) & mask;
    return place;
  }
}
