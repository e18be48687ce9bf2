/** Searches of one space by one thread, by threads, and by explorers that take turns on this one. */
import { type Assembly, assemble } from "../../../../checker/compile/assembly.ts";
import { exploreInParallel, type ParallelOptions } from "../../../../checker/compile/parallel/explore-parallel.ts";
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
  reduce: "all" | "none",
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

/** Explorers on this thread, each of which does what it can before the next one begins. */
export const takingTurns: NonNullable<ParallelOptions["start"]> = async (count, briefing, answer) => {
  const explorers = Array.from({ length: count }, (_, index) => new Explorer(briefing, index + 1, answer));
  return { run: async (command) => explorers.map((explorer) => explorer.run(command)), close: async () => {} };
};

export async function alone({ space, order, surroundings }: Assembly, watch: Watch = endless): Promise<Counted> {
  return counted(await explore(space, (order ?? breadthFirst)(), watch), surroundings.size);
}

export async function together(
  { plan, judges }: Assembly,
  options: Omit<ParallelOptions, "goals">,
  watch: Watch = endless,
): Promise<Counted & Pick<Exploration, "stoppedBy">> {
  if (plan === null) throw new Error("other threads could not make this space");
  const { exploration, surroundings } = await exploreInParallel(plan, judges, watch, { goals: GOALS, ...options });
  return { ...counted(exploration, surroundings), stoppedBy: exploration.stoppedBy };
}

const counted = (exploration: Exploration, surroundings: number): Counted => ({
  states: exploration.distinctStates,
  transitions: exploration.transitions,
  depth: exploration.depth,
  surroundings,
  met: [...exploration.met].map(([goal, state]) => [goal, exploration.way(state).length] as const).sort(),
});
