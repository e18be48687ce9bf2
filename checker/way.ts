/**
 * The way of a depth-first search: the states from the one asked about to the one where the search is, and for each the
 * successors that are still to be looked at. What is found out of a state is up to the search, and stays known.
 */
import type { Space } from "./explore.ts";
import { Numbers } from "./numbers.ts";
import { StateTable } from "./table.ts";

/** The steps that a search follows. */
export type Steps = Pick<Space, "width" | "expand">;

/** In place of a state: there is none. */
export const NOWHERE = -1;

/** What is known of a state that was never entered. */
export const NEW = 0;

export class Way {
  readonly #steps: Steps;
  readonly #states: StateTable;
  readonly #row: Int32Array;
  /** The states on the way, and for each where its successors begin in those ahead. */
  #stops: number[] = [];
  #firsts: number[] = [];
  /** Successors that are still to be looked at, those of the state where the search is at the end. */
  #ahead: number[] = [];
  /** What is known of each state, by its number: `NEW` to begin with. */
  readonly known = new Numbers();

  constructor(steps: Steps) {
    this.#steps = steps;
    this.#states = new StateTable(steps.width);
    this.#row = new Int32Array(steps.width);
  }

  /** The number of a state: the same for the same state, and one more than the last for a new one. */
  number(row: Int32Array): number {
    const number = this.#states.insert(row, NOWHERE);
    if (number < 0) return ~number;
    this.known.push(NEW);
    return number;
  }

  /** The state of a number; as it is until the next call. */
  row(state: number): Int32Array {
    this.#states.read(state, this.#row);
    return this.#row;
  }

  /** Where the search is; `NOWHERE` at its end. */
  get here(): number {
    return this.#stops[this.#stops.length - 1] ?? NOWHERE;
  }

  /** Goes on to a state. */
  enter(state: number): void {
    this.#stops.push(state);
    this.#firsts.push(this.#ahead.length);
  }

  /** Sees where the steps from here lead; tells whether there are any. */
  look(): boolean {
    const before = this.#ahead.length;
    this.#steps.expand(this.row(this.here), (next) => void this.#ahead.push(this.number(next)));
    return this.#ahead.length > before;
  }

  /** The next successor of the state where the search is; `NOWHERE` after the last. */
  next(): number {
    if (this.#ahead.length === this.#firsts[this.#firsts.length - 1]) return NOWHERE;
    return this.#ahead.pop() ?? NOWHERE;
  }

  /** Goes back to the state before; of this one all successors have been looked at. */
  back(): void {
    this.#stops.pop();
    this.#firsts.pop();
  }

  /** Ends the search, wherever it is; returns the states on the way. */
  leave(): readonly number[] {
    const left = this.#stops;
    this.#stops = [];
    this.#firsts = [];
    this.#ahead = [];
    return left;
  }
}
