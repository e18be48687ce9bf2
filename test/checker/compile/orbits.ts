/** Counting the orbits of the reference system's states by renaming each of them in every way, and how many are searched. */
import { check } from "../../../checker/check.ts";
import { machineOf } from "../../../checker/compile/local-machine.ts";
import { symmetriesOf } from "../../../checker/compile/symmetry.ts";
import { buildTables } from "../../../checker/compile/tables.ts";
import { canonical } from "../../../model/canonical.ts";
import { configure, settingOf } from "../../../model/configuration.ts";
import type { Protocol } from "../../../model/protocol.ts";
import type { GlobalState } from "../../../model/state.ts";
import { createSystem } from "../../../model/system.ts";
import { type Recipe, renamedText, symmetricProtocol } from "./symmetric-protocol.ts";

const permutations = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]));

/**
 * How many orbits the reachable states of the reference system have when all replicas but the first swap names; NaN if
 * there are too many states to tell.
 */
export function orbits(
  protocol: Protocol,
  nodes: number,
  text: (state: GlobalState, to: readonly number[]) => string,
): number {
  const system = createSystem(protocol, configure(protocol, { nodes }, null));
  const renamings = permutations(Array.from({ length: nodes - 1 }, (_, id) => id + 1)).map((others) => [0, ...others]);
  const least = (state: GlobalState): string => renamings.map((to) => text(state, to)).sort()[0] as string;
  const states = new Map([[canonical(system.initial), system.initial]]);
  for (const state of states.values()) {
    for (const { next } of system.transitions(state)) states.set(canonical(next), next);
    if (states.size > MOST_STATES) return Number.NaN;
  }
  return new Set([...states.values()].map(least)).size;
}
const MOST_STATES = 300;

/** The classes of interchangeable replicas, by their ids. */
export async function classesOf(
  protocol: Protocol,
  parameters = {},
  nodes?: number,
): Promise<readonly (readonly number[])[]> {
  const setting = settingOf(protocol, configure(protocol, { parameters, nodes }, null));
  const tables = await buildTables(protocol, setting, { limit: 50_000, pause: async () => null });
  if (typeof tables === "string") throw new Error(tables);
  const machines = tables.replicas.map((table) => machineOf(table, () => 0));
  const ids = (places: readonly number[]): readonly number[] => places.map((place) => setting.honest[place] as number);
  return symmetriesOf(tables, machines).classes.map(ids);
}

export interface Counts {
  readonly orbits: number;
  readonly breadthFirst: number;
  readonly depthFirst: number;
}

/** Null where the protocol is too large to compare, or the first replica happens to be like the others. */
export async function countsOf(recipe: Recipe): Promise<Counts | null> {
  const protocol = symmetricProtocol(recipe);
  const count = orbits(protocol, recipe.nodes, renamedText);
  if (Number.isNaN(count)) return null;
  const classes = await classesOf(protocol);
  if (classes.some((own) => own.includes(0))) return null;
  const others = Array.from({ length: recipe.nodes - 1 }, (_, id) => id + 1);
  if (classes.join() !== others.join()) throw new Error(`interchangeable are ${others}, not ${classes}`);
  const states = async (search: "breadth-first" | "depth-first"): Promise<number> => {
    const reduce = ["symmetry", "monitor"];
    const { statistics } = await check({ protocol, search, properties: ["whole-space"], reduce });
    return statistics.distinctStates;
  };
  return { orbits: count, breadthFirst: await states("breadth-first"), depthFirst: await states("depth-first") };
}
