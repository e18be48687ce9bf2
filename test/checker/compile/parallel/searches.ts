/** Searches of one space by one thread, by threads, and by explorers that take turns on this one. */
import { type Assembly, assemble } from "../../../../checker/compile/assembly.ts";
import type { ExplainedSpace } from "../../../../checker/compile/composition.ts";
import type { Batch } from "../../../../checker/compile/parallel/batch.ts";
import type { Report } from "../../../../checker/compile/parallel/commands.ts";
import {
  exploreInParallel,
  type ParallelExploration,
  type ParallelOptions,
} from "../../../../checker/compile/parallel/explore-parallel.ts";
import { Explorer } from "../../../../checker/compile/parallel/explorer.ts";
import { reductionsFor } from "../../../../checker/compile/reductions.ts";
import { buildTables } from "../../../../checker/compile/tables.ts";
import { type Exploration, explore, type Watch } from "../../../../checker/explore.ts";
import { breadthFirst } from "../../../../checker/frontier.ts";
import { configure, settingOf } from "../../../../model/configuration.ts";
import type { ConfigurationChange, Protocol } from "../../../../model/protocol.ts";
import { createSystem } from "../../../../model/system.ts";

/** What must be the same for any number of workers. */
export interface Counted {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number | null;
  readonly surroundings: number;
  /** The goals met, and how many states are on the way to each. */
  readonly met: readonly (readonly [number, number])[];
}

/** Makes assemblies of a protocol; each is for one search. */
export async function assembled(
  protocol: Protocol,
  change: ConfigurationChange,
  reduce: "all" | "none" | readonly string[],
): Promise<() => Assembly> {
  const configuration = configure(protocol, change, null);
  const { properties } = createSystem(protocol, configuration);
  const goals = properties
    .filter(({ notApplicable }) => notApplicable === undefined)
    .map((property, goal) => ({ property, goal }));
  const tables = await buildTables(protocol, settingOf(protocol, configuration), {
    limit: 100_000,
    pause: async () => null,
  });
  if (typeof tables === "string") throw new Error(tables);
  return () => assemble(tables, goals, reductionsFor(reduce, configuration.timing));
}

/** A watch that stops nothing. */
export const endless: Watch = {
  maxStates: Number.POSITIVE_INFINITY,
  maxDepth: Number.POSITIVE_INFINITY,
  wantsMore: () => true,
  pause: async () => null,
};

/** All goals of these protocols, and more. */
const GOALS = 100;

/** How explorers on one thread are made to differ from threads. */
export interface Turns {
  /** Who goes first: the last one. */
  readonly backwards?: boolean;
  /** What becomes of what one of them found for another. */
  readonly onTheWay?: (batch: Batch | null) => Batch | null;
}

/** Explorers on this thread, each of which does what it can before the next one begins. */
export const inTurns =
  ({ backwards = false, onTheWay = (batch) => batch }: Turns): NonNullable<ParallelOptions["start"]> =>
  async (count, briefing, answer) => {
    const explorers = Array.from({ length: count }, (_, me) => new Explorer(briefing, me, answer));
    return {
      async run(command) {
        const reports: Report[] = [];
        const order = [...explorers.keys()];
        for (const me of backwards ? order.reverse() : order) {
          const report = (explorers[me] as Explorer).run(command);
          reports[me] = { ...report, found: report.found.map(onTheWay) };
        }
        return reports;
      },
      close: async () => {},
    };
  };

export const takingTurns = inTurns({});

export async function alone({ space, order, surroundings }: Assembly, watch: Watch = endless): Promise<Counted> {
  return counted(await explore(space, (order ?? breadthFirst)(), watch), space, surroundings.size);
}

export function explored(
  { plan, judges }: Assembly,
  options: Omit<ParallelOptions, "goals">,
  watch: Watch = endless,
): Promise<ParallelExploration> {
  if (plan === null) throw new Error("other threads could not make this space");
  return exploreInParallel(plan, judges, watch, { goals: GOALS, ...options });
}

export async function together(
  ...search: Parameters<typeof explored>
): Promise<Counted & Pick<Exploration, "stoppedBy">> {
  const { exploration, space, surroundings } = await explored(...search);
  return { ...counted(exploration, space, surroundings), stoppedBy: exploration.stoppedBy };
}

const counted = (exploration: Exploration, space: ExplainedSpace, surroundings: number): Counted => ({
  states: exploration.distinctStates,
  transitions: exploration.transitions,
  depth: exploration.depth,
  surroundings,
  met: [...exploration.met].map(([goal, state]) => [goal, lengthOf(exploration.way(state), space)] as const).sort(),
});

/** How many steps a way takes: of several shortest ones one may have fewer macro-steps, of which each has more. */
function lengthOf(found: readonly Int32Array[], space: ExplainedSpace): number {
  const way = space.concrete?.(found) ?? found;
  return way.slice(1).reduce((sum, to, at) => sum + space.movesBetween(way[at] as Int32Array, to).length, 0);
}
