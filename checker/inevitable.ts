/**
 * From which states a violation comes whatever happens, once the Byzantine replicas are silent and the network delivers
 * in time: the question AF of CTL, over the continuation that `patientSteps` leaves.
 *
 * A depth-first search looks for a run that keeps clear of it: one that ends, or comes back to where it was. Then every
 * state on the way keeps clear as well. Where there is none, all that it went through is lost.
 */
import type { Body } from "../model/message.ts";
import type { System } from "../model/system.ts";
import { NEW, NOWHERE, type Steps, Way } from "./way.ts";

/**
 * The steps that are left when the Byzantine replicas are silent and every message between honest ones arrives in time:
 * deliveries and spontaneous steps, in any order; timeouts and ends of rounds only where nothing of that is enabled.
 */
export const patientSteps = <R, B extends Body>({ parts, successors }: System<R, B>): Steps => ({
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

/** What is known of a state, when it is no longer new. */
const OPEN = 1;
const CLEAR = 2;
const LOST = 3;

/** States looked at between two rests. */
const BETWEEN_RESTS = 256;

/** Answers from which states a violation is inevitable, each state's once. */
export class Inevitability {
  readonly #isViolated: (row: Int32Array) => boolean;
  readonly #effort: Effort;
  readonly #way: Way;
  #looked = 0;

  constructor(steps: Steps, isViolated: (row: Int32Array) => boolean, effort: Effort) {
    this.#isViolated = isViolated;
    this.#effort = effort;
    this.#way = new Way(steps);
  }

  /** Whether every run from a state comes to a violation; null where that took too long to find out. */
  async from(row: Int32Array): Promise<boolean | null> {
    const state = this.#way.number(row);
    const known = this.#way.known.at(state);
    if (known !== NEW) return known === LOST;
    const answer = await this.#search(state);
    for (const open of this.#way.leave()) this.#way.known.set(open, answer === false ? CLEAR : NEW);
    return answer;
  }

  async #search(start: number): Promise<boolean | null> {
    const way = this.#way;
    const most = Math.min(this.#looked + this.#effort.maxStates, this.#effort.maxStatesInAll);
    let clear = this.#enter(start);
    while (!clear && way.here !== NOWHERE) {
      const next = way.next();
      if (next === NOWHERE) {
        way.known.set(way.here, LOST);
        way.back();
        continue;
      }
      const known = way.known.at(next);
      if (known === LOST) continue;
      if (known === NEW && (await this.#isTooLong(most))) return null;
      clear = known !== NEW || this.#enter(next);
    }
    return !clear;
  }

  /** Opens a state, unless it is violated; tells whether a run ends there that has kept clear of violations. */
  #enter(state: number): boolean {
    this.#looked++;
    const isViolated = this.#isViolated(this.#way.row(state));
    this.#way.known.set(state, isViolated ? LOST : OPEN);
    if (isViolated) return false;
    this.#way.enter(state);
    return !this.#way.look();
  }

  async #isTooLong(most: number): Promise<boolean> {
    if (this.#looked >= most) return true;
    return this.#looked % BETWEEN_RESTS === 0 && (await this.#effort.isOver());
  }
}
