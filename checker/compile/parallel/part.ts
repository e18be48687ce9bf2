/**
 * The states are divided into parts by their hash. Each part is one worker's, and has a table that nobody else writes.
 * There are many more parts than workers: what is found for a part is put in together, so its table is in the caches then,
 * or at least not all over the memory.
 */
import { type Growth, StateTable, TOGETHER } from "../../table.ts";
import { type Batch, BESIDES, sharedWords } from "./batch.ts";
import { Levels } from "./levels.ts";

/** How many parts there are, whatever the number of workers. */
const BITS = 6;
export const PARTS = 1 << BITS;

/** How many states a part may have, for all workers to know each by a number of 31 bits. */
const MOST_STATES = 2 ** (31 - BITS);

/** A part's number of a state -> the number by which all workers know it. */
export const stateOf = (part: number, number: number): number => (number << BITS) | part;
export const partOf = (state: number): number => state & (PARTS - 1);
export const numberOf = (state: number): number => state >> BITS;
/** The part of a hash. */
export const partOfHash = (hash: number): number => hash >>> (32 - BITS);
/** The worker whose a part is. */
export const workerOf = (part: number, workers: number): number => part % workers;

/** An index of this size is in the caches, mostly empty or not; a larger one is made anew as seldom as may be. */
const GROWTH: Growth = { small: 1 << 16, by: 2 };

export class Part {
  readonly number: number;
  readonly states: StateTable;
  readonly levels: Levels;
  /** How much of the level has been expanded. */
  next = 0;

  readonly #most: number;

  /** @param mayImprove whether a state may be found nearer later */
  constructor(number: number, width: number, mayImprove: boolean, most = MOST_STATES) {
    this.number = number;
    this.#most = most;
    this.states = new StateTable(width, sharedWords, GROWTH);
    this.levels = new Levels(mayImprove);
  }

  /**
   * Puts states in, and those that are new on the levels.
   *
   * @throws RangeError where there may be more than can be numbered: there is no room for them, as if memory were full
   */
  takeIn({ words, count }: Batch): void {
    const { states, levels } = this;
    const { width } = states;
    const stride = width + BESIDES;
    for (let first = 0; first < count; first += TOGETHER) {
      const many = Math.min(TOGETHER, count - first);
      if (states.size + many > this.#most) throw new RangeError("a part of the states is full");
      const begin = first * stride;
      const numbers = states.insertAll(words, begin, stride, many);
      for (let one = 0, at = begin + width; one < many; one++, at += stride) {
        const number = numbers[one] as number;
        const distance = words[at + 1] as number;
        if (number >= 0) levels.add(number, distance);
        else if (levels.improves(~number, distance)) states.reparent(~number, words[at] as number);
      }
    }
  }

  /** Has done with a level. */
  drop(distance: number): void {
    this.levels.drop(distance);
    this.next = 0;
  }
}
