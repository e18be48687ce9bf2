/** The models that are measured against Spin. */
import { check, type Outcome, pbftRounds, twoPhaseCommit } from "../index.ts";

/** How a model is to be searched by us. */
export interface Searching {
  readonly reduce: "all" | "none";
  readonly workers: number;
}

export interface Model {
  readonly name: string;
  readonly says: string;
  /** Distinct states without reductions; that Spin finds as many proves that it searches the same space. */
  readonly states: number;
  /** The file in `promela/`, and what is defined in it. */
  readonly promela: { readonly file: string; readonly defines: readonly string[] };
  /** Distinct states a second that are to be reached on one thread, and those of Stateright where that is to be passed. */
  readonly rate: { readonly target: number; readonly aim: number | null } | null;
  check(how: Searching): Promise<Outcome>;
}

const AGREEMENT = { properties: ["agreement"] } as const;

/** Undecided, a resource manager works, has prepared, is noted, or has aborted; after the abort it has 6 states, after the commit 2. */
const statesOf = (managers: number): number => 4 ** managers + 6 ** managers + 2 ** managers;

const commit = (managers: number, rate: Model["rate"]): Model => ({
  name: `two-phase-commit-${managers}`,
  says: `two-phase-commit, ${managers} resource managers`,
  states: statesOf(managers),
  promela: { file: "two-phase-commit.pml", defines: [`N=${managers}`] },
  rate,
  check: ({ reduce, workers }) =>
    check({ protocol: twoPhaseCommit, nodes: managers + 1, ...AGREEMENT, reduce, workers }),
});

const rounds: Model = {
  name: "pbft-rounds-1",
  says: "pbft-rounds, 1 round",
  states: 283_957,
  promela: { file: "pbft-rounds.pml", defines: ["TIMEOUTS=1"] },
  rate: { target: 1_000_000, aim: null },
  check: ({ reduce, workers }) => check({ protocol: pbftRounds, rounds: 1, ...AGREEMENT, reduce, workers }),
};

export const SMALL = [commit(3, null), commit(4, null)] as const;

/** What is measured side by side with Spin. The aims are what Stateright, depth-first, was measured at on a like machine. */
export const COMPARED = [
  commit(7, { target: 1_000_000, aim: 2_150_000 }),
  commit(8, { target: 1_000_000, aim: 1_190_000 }),
  commit(9, { target: 1_000_000, aim: 800_000 }),
  rounds,
] as const;

/** More than 10 million states. */
export const LARGE = COMPARED[2];
/** More than 50 million states. */
export const HUGE = commit(10, null);

/** @throws Error naming what there is */
export function modelNamed(name: string): Model {
  const all: readonly Model[] = [...SMALL, ...COMPARED, HUGE];
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no model "${name}"; there are: ${all.map((one) => one.name).join(", ")}`);
  return found;
}
