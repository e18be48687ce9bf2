/** The only exhaustive loop. What a state is, where it leads and what is wrong with it come from a `Space`. */
import type { Frontier } from "./frontier.ts";
import { Gathered } from "./gathered.ts";
import { StateTable } from "./table.ts";

/** A state space to explore: states are rows of 32-bit words. */
export interface Space {
  /** Words in a row. */
  readonly width: number;
  /** Puts out the initial states. */
  initial(emit: Emit): void;
  /** Puts out the successors of a state, one call for each transition. The row is to be read before the first call. */
  expand(row: Int32Array, emit: Emit): void;
  /**
   * Like `expand`, for a search that expands all states of a depth before those of the next. Transitions may be left out
   * whose targets are found at their right depth without them.
   *
   * @param from the row from which this one was first reached
   * @returns how many transitions were left out
   */
  expandAfter?(row: Int32Array, from: Int32Array, emit: Emit): number;
  /** Which goals a state meets, by their index. A goal is a violation, or a thing that must be reachable. */
  goals(row: Int32Array): readonly number[];
}

/**
 * Takes a successor; the row is copied.
 *
 * @param cost how many elementary steps the transition stands for; 1 if left out
 */
export type Emit = (row: Int32Array, cost?: number) => void;

/** Why a search ended before it was exhaustive. */
export type StoppedBy = "max-states" | "max-depth" | "timeout" | "memory" | "interrupted" | "goals-met";

/** What a search reports while it runs, and in the end. */
export interface Progress {
  readonly distinctStates: number;
  readonly transitions: number;
  /** The depth of the states now being expanded; null where the order does not tell. */
  readonly depth: number | null;
  readonly frontier: number;
  readonly bytes: number;
  /** Of the bytes, those that other threads hold; none if left out. */
  readonly elsewhere?: number;
}

/** What limits and watches a search. */
export interface Watch {
  readonly maxStates: number;
  readonly maxDepth: number;
  /** Whether to go on after these goals have been met. */
  wantsMore(met: ReadonlyMap<number, number>): boolean;
  /** Called when a goal is met for the first time. */
  onGoal?(goal: number, progress: Progress): void;
  /** Called now and then; ends the search by naming a reason. */
  pause(progress: Progress): Promise<StoppedBy | null>;
}

/** What a search found. */
export interface Exploration extends Progress {
  readonly stoppedBy: StoppedBy | null;
  /** Goal -> the number of the first state that met it. */
  readonly met: ReadonlyMap<number, number>;
  /** The rows on the way from an initial state to state `number`, both included. */
  way(number: number): readonly Int32Array[];
}

/** States expanded between two looks at the clock. */
const BETWEEN_PAUSES = 256;

/**
 * Explores a space until it is exhausted, the goals are met or a limit is hit. A state is judged when it is taken from
 * the frontier, before its successors; under breadth-first the first state that meets a goal is a nearest one.
 */
export async function explore(space: Space, frontier: Frontier, watch: Watch): Promise<Exploration> {
  const table = new StateTable(space.width);
  const met = new Map<number, number>();
  let transitions = 0;
  let current = -1;
  const progress = (): Progress => ({
    distinctStates: table.size,
    transitions,
    depth: frontier.levels ? frontier.depth : null,
    frontier: frontier.size,
    bytes: table.bytes,
  });
  const insert = (found: Int32Array, cost: number): void => {
    const number = table.insert(found, current);
    if (number >= 0) frontier.push(number, cost);
    else if (frontier.improves?.(~number, cost)) table.reparent(~number, current);
  };
  const gathered = frontier.canWait && watch.maxStates === Number.POSITIVE_INFINITY ? new Gathered(space.width) : null;
  const settle = (): void => gathered?.insertInto(table, (number) => frontier.push(number, 1));
  const emit: Emit = gathered
    ? (found) => {
        transitions++;
        if (gathered.add(found, current)) settle();
      }
    : (found, cost = 1) => {
        transitions++;
        insert(found, cost);
      };
  const judge = (at: Int32Array): void => {
    const goals = space.goals(at);
    if (goals.length === 0) return;
    for (const goal of goals) {
      if (met.has(goal)) continue;
      met.set(goal, current);
      watch.onGoal?.(goal, progress());
    }
  };

  space.initial((first) => insert(first, 0));
  const row = new Int32Array(space.width);
  const from = new Int32Array(space.width);
  let parent = -1;
  const expand = (): void => {
    const cameFrom = table.parent(current);
    if (cameFrom < 0 || !frontier.levels || !space.expandAfter) {
      space.expand(row, emit);
      return;
    }
    if (cameFrom !== parent) table.read(cameFrom, from);
    parent = cameFrom;
    const leftOut = space.expandAfter(row, from, emit);
    transitions += leftOut;
  };
  let stoppedBy: StoppedBy | null = null;
  let cutByDepth = false;
  for (let taken = 0; stoppedBy === null; taken++) {
    if (!frontier.canWait?.()) settle();
    current = frontier.pop();
    if (current < 0) break;
    table.read(current, row);
    const goalsBefore = met.size;
    judge(row);
    if (met.size > goalsBefore && !watch.wantsMore(met)) stoppedBy = "goals-met";
    else if (table.size > watch.maxStates) stoppedBy = "max-states";
    else if (taken % BETWEEN_PAUSES === 0) stoppedBy = await watch.pause(progress());
    if (stoppedBy !== null) break;
    if (frontier.depth < watch.maxDepth) expand();
    else cutByDepth = true;
  }
  if (cutByDepth) stoppedBy ??= "max-depth";
  return { ...progress(), stoppedBy, met, way: (number) => wayTo(table, number) };
}

function wayTo(table: StateTable, number: number): readonly Int32Array[] {
  const rows: Int32Array[] = [];
  for (let at = number; at >= 0; at = table.parent(at)) rows.push(table.row(at));
  return rows.reverse();
}
