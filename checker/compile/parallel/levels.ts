/** The states of one worker that wait to be expanded, by their distance from the start. */
import { Numbers } from "../../numbers.ts";

const NONE = new Int32Array(0);

export class Levels {
  readonly #levels: (Numbers | undefined)[] = [];
  /** How far each state is, where one may be found nearer later; else null. */
  readonly #distances: Numbers | null;
  #nearest = 0;
  #waiting = 0;

  /** @param mayImprove whether a state may be found nearer later */
  constructor(mayImprove: boolean) {
    this.#distances = mayImprove ? new Numbers() : null;
  }

  /** How many states wait. */
  get size(): number {
    return this.#waiting;
  }

  /** Takes in a new state; they are numbered in the order in which they come. */
  add(number: number, distance: number): void {
    this.#distances?.push(distance);
    this.#put(number, distance);
  }

  /** Whether a known state is nearer this way; if so it is taken in again. */
  improves(number: number, distance: number): boolean {
    if (this.#distances === null || distance >= this.#distances.at(number)) return false;
    this.#distances.set(number, distance);
    this.#put(number, distance);
    return true;
  }

  /** Found nearer since: it waits there. */
  isStale(number: number, distance: number): boolean {
    return this.#distances !== null && this.#distances.at(number) !== distance;
  }

  /** The least distance at which a state waits; -1 if none does. */
  nearest(): number {
    for (; this.#nearest < this.#levels.length; this.drop(this.#nearest)) {
      const distance = this.#nearest;
      if (this.at(distance).some((number) => !this.isStale(number, distance))) return distance;
    }
    return -1;
  }

  /** The states at a distance, some of them stale. */
  at(distance: number): Int32Array {
    return this.#levels[distance]?.items ?? NONE;
  }

  /** Has done with all states up to a distance. */
  drop(distance: number): void {
    for (; this.#nearest <= distance; this.#nearest++) {
      this.#waiting -= this.at(this.#nearest).length;
      this.#levels[this.#nearest] = undefined;
    }
  }

  #put(number: number, distance: number): void {
    let level = this.#levels[distance];
    if (!level) {
      level = new Numbers();
      this.#levels[distance] = level;
    }
    level.push(number);
    this.#waiting++;
    // One looked further already, where all that waited was stale, before this one came.
    if (distance < this.#nearest) this.#nearest = distance;
  }
}
