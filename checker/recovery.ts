/**
 * From which states the honest replicas can still reach what a property looks for, when nobody else says anything more:
 * the question EF of CTL, put to one state after the other, and each state's answer found once.
 *
 * A depth-first search through the silent steps ends at the first state that has it, or is known to lead there. Then
 * every state that is still open leads there too, for from each a state on the way can be reached. States that lead
 * nowhere are told apart from open ones by their strongly connected components (Tarjan, "Depth-first search and linear
 * graph algorithms", 1972): only when a component is left without success is it stuck.
 */
import type { StoppedBy } from "./explore.ts";
import { Numbers } from "./numbers.ts";
import { NEW, NOWHERE, type Steps, Way } from "./way.ts";

/** The steps that are left when the Byzantine replicas are silent. */
export type Silent = Steps;

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

/** What is known of a state, when it is no longer new. */
const OPEN = 1;
const STUCK = 2;
const RECOVERS = 3;

/** States opened between two looks at the clock. */
const BETWEEN_LOOKS = 1024;

export class Recovery {
  readonly #holds: (row: Int32Array) => boolean;
  readonly #patience: Patience;
  readonly #way: Way;
  /** The open states, in the order in which they were opened. */
  #open: number[] = [];
  /** For each open state, its place among the open ones, and the lowest one that it leads to. */
  readonly #place = new Numbers();
  readonly #lowest = new Numbers();
  #opened = 0;
  /** Why questions were given up; null while none was. */
  givenUp: GivenUp | null = null;

  /** @param holds whether a state has what is looked for */
  constructor(silent: Silent, holds: (row: Int32Array) => boolean, patience: Patience) {
    this.#holds = holds;
    this.#patience = patience;
    this.#way = new Way(silent);
  }

  /** Whether a state can still come to it; null once a question was given up, for then no answer is a first one. */
  from(row: Int32Array): boolean | null {
    if (this.givenUp !== null) return null;
    const state = this.#way.number(row);
    const known = this.#way.known.at(state);
    return known === NEW ? this.#search(state) : known === RECOVERS;
  }

  #search(start: number): boolean | null {
    const way = this.#way;
    let found = this.#enter(start);
    while (!found && way.here !== NOWHERE) {
      const next = way.next();
      if (next === NOWHERE) {
        this.#back();
        continue;
      }
      const known = way.known.at(next);
      if (known === OPEN) this.#lower(this.#place.at(next));
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
    while (this.#place.length < this.#way.known.length) {
      this.#place.push(0);
      this.#lowest.push(0);
    }
    this.#way.known.set(state, OPEN);
    this.#place.set(state, this.#open.length);
    this.#lowest.set(state, this.#open.length);
    this.#open.push(state);
    this.#opened++;
    this.#way.enter(state);
    if (this.#holds(this.#way.row(state))) return true;
    this.#way.look();
    return false;
  }

  /** Goes back from a state whose successors have all been looked at. If none leads out of its component, that is stuck. */
  #back(): void {
    const state = this.#way.here;
    const [place, lowest] = [this.#place.at(state), this.#lowest.at(state)];
    this.#way.back();
    if (lowest === place) {
      for (const one of this.#open.slice(place)) this.#way.known.set(one, STUCK);
      this.#open.length = place;
    }
    if (this.#way.here !== NOWHERE) this.#lower(lowest);
  }

  /** The state where the search is leads to this place. */
  #lower(place: number): void {
    const { here } = this.#way;
    this.#lowest.set(here, Math.min(this.#lowest.at(here), place));
  }

  /** Ends a search: all states that are open are known to be of one kind, or are as unknown as they were. */
  #close(known: typeof RECOVERS | typeof NEW): void {
    for (const state of this.#open) this.#way.known.set(state, known);
    this.#open = [];
    this.#way.leave();
  }

  #isTooLong(): boolean {
    if (this.#opened > this.#patience.maxStates) this.givenUp = this.#patience.tooMany ?? "max-states";
    else if (this.#opened % BETWEEN_LOOKS === 0) this.givenUp = this.#patience.overdue?.() ?? null;
    return this.givenUp !== null;
  }
}
