/**
 * From which states a violation comes whatever happens, once the Byzantine replicas are silent and the network delivers
 * in time: the question AF of CTL, over the continuation that `patientSteps` leaves.
 *
 * A depth-first search looks for a run that keeps clear of it: one that ends, or comes back to where it was. Then every
 * state on the way keeps clear as well. Where there is none, all that it went through is lost.
 */
import type { Body } from "../model/message.ts";
import type { System } from "../model/system.ts";
import { Numbers } from "./numbers.ts";
import type { Silent } from "./recovery.ts";
import { StateTable } from "./table.ts";

/**
 * The steps that are left when the Byzantine replicas are silent and every message between honest ones arrives in time:
 * deliveries and spontaneous steps, in any order; timeouts and ends of rounds only where nothing of that is enabled.
 */
export const patientSteps = <R, B extends Body>({ parts, successors }: System<R, B>): Silent => ({
  width: parts.width,
  expand(row, emit) {
    const late: Int32Array[] = [];
    let quiet = true;
    successors(row, (action, next) => {
      if (action.kind === "deliver" && action.byzantine) return;
      if (action.kind === "timeout" || action.kind === "round-end") {
        if (quiet) late.push(next.slice());
        return;
      }
      quiet = false;
      emit(next);
    });
    if (quiet) for (const next of late) emit(next);
  },
});

/** When to give a question up. */
export interface Effort {
  /** How many states may be looked at for one state asked about, and for all of them. */
  readonly maxStates: number;
  readonly maxStatesInAll: number;
  /** Asked now and then: whether there is a reason to end. */
  isOver(): Promise<boolean>;
}

/** What is known of a state. */
const NEW = 0;
const OPEN = 1;
const CLEAR = 2;
const LOST = 3;

/** A state on the way of the search, and where its successors begin. */
interface Stop {
  readonly state: number;
  readonly first: number;
}

/** States looked at between two rests. */
const BETWEEN_RESTS = 256;

/** Answers from which states a violation is inevitable, each state's once. */
export class Inevitability {
  readonly #steps: Silent;
  readonly #isViolated: (row: Int32Array) => boolean;
  readonly #effort: Effort;
  readonly #states: StateTable;
  readonly #status = new Numbers();
  readonly #row: Int32Array;
  /** The open states, from the one asked about on. */
  #way: Stop[] = [];
  /** Successors that are still to be looked at, those of the last state on the way at the end. */
  #ahead: number[] = [];
  #looked = 0;

  constructor(steps: Silent, isViolated: (row: Int32Array) => boolean, effort: Effort) {
    this.#steps = steps;
    this.#isViolated = isViolated;
    this.#effort = effort;
    this.#states = new StateTable(steps.width);
    this.#row = new Int32Array(steps.width);
  }

  /** Whether every run from a state comes to a violation; null where that took too long to find out. */
  async from(row: Int32Array): Promise<boolean | null> {
    const state = this.#number(row);
    const known = this.#status.at(state);
    if (known !== NEW) return known === LOST;
    const answer = await this.#search(state);
    for (const { state } of this.#way) this.#status.set(state, answer === false ? CLEAR : NEW);
    this.#way = [];
    this.#ahead = [];
    return answer;
  }

  async #search(start: number): Promise<boolean | null> {
    const most = Math.min(this.#looked + this.#effort.maxStates, this.#effort.maxStatesInAll);
    let clear = this.#enter(start);
    while (!clear && this.#way.length > 0) {
      const last = this.#way[this.#way.length - 1] as Stop;
      if (this.#ahead.length === last.first) {
        this.#status.set(last.state, LOST);
        this.#way.pop();
        continue;
      }
      const next = this.#ahead.pop() as number;
      const known = this.#status.at(next);
      if (known === LOST) continue;
      if (known === NEW && (await this.#isTooLong(most))) return null;
      clear = known !== NEW || this.#enter(next);
    }
    return !clear;
  }

  /** Opens a state, unless it is violated; tells whether a run ends there that has kept clear of violations. */
  #enter(state: number): boolean {
    this.#looked++;
    this.#states.read(state, this.#row);
    if (this.#isViolated(this.#row)) {
      this.#status.set(state, LOST);
      return false;
    }
    const first = this.#ahead.length;
    this.#status.set(state, OPEN);
    this.#way.push({ state, first });
    this.#steps.expand(this.#row, (next) => void this.#ahead.push(this.#number(next)));
    return this.#ahead.length === first;
  }

  async #isTooLong(most: number): Promise<boolean> {
    if (this.#looked >= most) return true;
    return this.#looked % BETWEEN_RESTS === 0 && (await this.#effort.isOver());
  }

  #number(row: Int32Array): number {
    const number = this.#states.insert(row, -1);
    if (number < 0) return ~number;
    this.#status.push(NEW);
    return number;
  }
}
