/** One search of an assembled space, with one thread or several. */
import { type Exploration, explore, type Watch } from "../explore.ts";
import { breadthFirst, depthFirst } from "../frontier.ts";
import type { Assembly } from "./assembly.ts";
import type { ExplainedSpace } from "./composition.ts";

export interface SpaceSearch {
  readonly search: "breadth-first" | "depth-first";
  /** How many threads search, breadth-first. */
  readonly workers: number;
  /** Up to how many states one thread searches alone all the same. */
  readonly smallUpTo?: number | undefined;
}

/** What was found, and the space whose rows it is told in. */
export interface SearchedSpace {
  readonly exploration: Exploration;
  readonly space: ExplainedSpace;
  /** How many different surroundings there are. */
  readonly surroundings: number;
  /** How many threads searched. */
  readonly workers: number;
}

/** To start threads takes as long as to search this many states. */
const SMALL_UP_TO = 100_000;

/**
 * Searches a space. Several threads are for large ones: one begins, and where it finds that many states, all start over.
 *
 * @param goals how many goals there are
 */
export async function searchSpace(
  { space, order, surroundings, plan, judges }: Assembly,
  goals: number,
  { search, workers, smallUpTo = SMALL_UP_TO }: SpaceSearch,
  watch: Watch,
): Promise<SearchedSpace> {
  const alone = async (how: Watch): Promise<SearchedSpace> => {
    const frontier = search === "depth-first" ? depthFirst : (order ?? breadthFirst);
    const exploration = await explore(space, frontier(), how);
    return { exploration, space, surroundings: surroundings.size, workers: 1 };
  };
  if (workers === 1 || search !== "breadth-first" || plan === null) return alone(watch);
  const once = toldOnce(watch);
  if (smallUpTo > 0) {
    const found = await alone({ ...once, maxStates: Math.min(watch.maxStates, smallUpTo) });
    if (found.exploration.stoppedBy !== "max-states" || watch.maxStates <= smallUpTo) return found;
  }
  const { exploreInParallel } = await import("./parallel/explore-parallel.ts");
  return { ...(await exploreInParallel(plan, judges, once, { workers, goals })), workers };
}

/** A watch that is told of each goal once, by however many searches. */
function toldOnce(watch: Watch): Watch {
  const told = new Set<number>();
  return {
    ...watch,
    onGoal(goal, progress) {
      if (told.has(goal)) return;
      told.add(goal);
      watch.onGoal?.(goal, progress);
    },
  };
}
