/**
 * From which states the honest replicas can still reach what a property looks for, when nobody else says anything more:
 * the question EF of CTL, put to one state after the other, and each state's answer found once.
 *
 * A depth-first search through the silent steps ends at the first state that has it, or is known to lead there. Then
 * every state that is still open leads there too, for from each a state on the way can be reached. States that lead
 * nowhere are told apart from open ones by their strongly connected components (Tarjan, "Depth-first search and linear
 * graph algorithms", 1972): only when a component is left without success is it stuck.
 */
import type { Space, StoppedBy } from "./explore.ts";
import { Numbers } from "./numbers.ts";
import { StateTable } from "./table.ts";

/** The steps that are left when the Byzantine replicas are silent. */
export type Silent = Pick<Space, "width" | "expand">;

/** Why a question was given up. */
export type GivenUp = Exclude<StoppedBy, "goals-met">;

/** When to give a question up. */
export interface Patience {
  /** How many states may be looked at. */
  readonly maxStates: number;
  /** What to call it when that is not enough: `max-states` if left out. */
  readonly tooMany?: GivenUp;
  /** Asked now and then; names the reason to give up. */
  overdue?(): GivenUp | null;
}

/** What is known of a state. */
const NEW = 0;
const OPEN = 1;
const STUCK = 2;
const RECOVERS = 3;

/** A state on the way of a search: the lowest open place it leads to, and where its successors begin. */
interface Stop {
  readonly state: number;
  lowest: number;
  readonly first: number;
}

/** States opened between two looks at the clock. */
const BETWEEN_LOOKS = 1024;

export class Recovery {
  readonly #silent: Silent;
  readonly #holds: (row: Int32Array) => boolean;
  readonly #patience: Patience;
  readonly #states: StateTable;
  readonly #status = new Numbers();
  /** For each open state, its place among the open ones. */
  readonly #place = new Numbers();
  /** The open states, in the order in which they were opened. */
  #open: number[] = [];
  /** The states on the way of the search. */
  #way: Stop[] = [];
  /** Successors that are still to be looked at, those of the last state on the way at the end. */
  #ahead: number[] = [];
  #opened = 0;
  readonly #row: Int32Array;
  /** Why questions were given up; null while none was. */
  givenUp: GivenUp | null = null;

  /** @param holds whether a state has what is looked for */
  constructor(silent: Silent, holds: (row: Int32Array) => boolean, patience: Patience) {
    this.#silent = silent;
    this.#holds = holds;
    this.#patience = patience;
    this.#states = new StateTable(silent.width);
    this.#row = new Int32Array(silent.width);
  }

  /** Whether a state can still come to it; null once a question was given up, for then no answer is a first one. */
  from(row: Int32Array): boolean | null {
    if (this.givenUp !== null) return null;
    const state = this.#number(row);
    const known = this.#status.at(state);
    return known === NEW ? this.#search(state) : known === RECOVERS;
  }

  #search(start: number): boolean | null {
    let found = this.#enter(start);
    while (!found && this.#way.length > 0) {
      const last = this.#way[this.#way.length - 1] as Stop;
      if (this.#ahead.length === last.first) {
        this.#leave();
        continue;
      }
      const next = this.#ahead.pop() as number;
      const known = this.#status.at(next);
      if (known === OPEN) last.lowest = Math.min(last.lowest, this.#place.at(next));
      else if (known === RECOVERS) found = true;
      else if (known === NEW) {
        found = this.#enter(next);
        if (!found && this.#isTooLong()) {
          this.#close(NEW);
          return null;
        }
      }
    }
    if (found) this.#close(RECOVERS);
    return found;
  }

  /** Opens a state; tells whether it leads to what is looked for, as far as can be seen from it. */
  #enter(state: number): boolean {
    this.#status.set(state, OPEN);
    this.#place.set(state, this.#open.length);
    this.#way.push({ state, lowest: this.#open.length, first: this.#ahead.length });
    this.#open.push(state);
    this.#opened++;
    this.#states.read(state, this.#row);
    if (this.#holds(this.#row)) return true;
    this.#silent.expand(this.#row, (next) => void this.#ahead.push(this.#number(next)));
    return false;
  }

  /** Goes back from a state whose successors have all been looked at. If none leads out of its component, that is stuck. */
  #leave(): void {
    const { state, lowest } = this.#way.pop() as Stop;
    const place = this.#place.at(state);
    if (lowest === place) {
      for (const one of this.#open.slice(place)) this.#status.set(one, STUCK);
      this.#open.length = place;
    }
    const before = this.#way[this.#way.length - 1];
    if (before) before.lowest = Math.min(before.lowest, lowest);
  }

  /** Ends a search: all states that are open are known to be of one kind, or are as unknown as they were. */
  #close(status: typeof RECOVERS | typeof NEW): void {
    for (const state of this.#open) this.#status.set(state, status);
    this.#open = [];
    this.#way = [];
    this.#ahead = [];
  }

  #isTooLong(): boolean {
    if (this.#opened > this.#patience.maxStates) this.givenUp = this.#patience.tooMany ?? "max-states";
    else if (this.#opened % BETWEEN_LOOKS === 0) this.givenUp = this.#patience.overdue?.() ?? null;
    return this.givenUp !== null;
  }

  #number(row: Int32Array): number {
    const number = this.#states.insert(row, -1);
    if (number < 0) return ~number;
    this.#status.push(NEW);
    this.#place.push(0);
    return number;
  }
}
