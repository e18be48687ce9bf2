/** The tables that searches need, built with as few reductions as they are small enough with. */
import type { Property } from "../../model/property.ts";
import type { System } from "../../model/system.ts";
import type { StoppedBy } from "../explore.ts";
import type { PatientWatch } from "../recoverable.ts";
import { type Replicas, replicasOf } from "./inputs.ts";
import type { Goal } from "./monitors.ts";
import type { Reduction } from "./reductions.ts";
import { asksWhatStays } from "./search-stuck.ts";
import { buildTables, type Tables, type TableWatch } from "./tables.ts";

/** Goals that are searched for together. */
type Goals = readonly Goal<Property>[];

/** How tables are built. */
export interface TableRules {
  readonly reductions: ReadonlySet<Reduction>;
  /** The reductions to try where a table has more than `from` states without them; null where there are none. */
  readonly ifLarge: { readonly from: number; readonly reductions: ReadonlySet<Reduction> } | null;
  /** How many states a replica's table may have. */
  readonly tableLimit: number;
}

/** Tables for each group of goals, and with which reductions they were built. */
interface Built {
  readonly reductions: ReadonlySet<Reduction>;
  readonly of: ReadonlyMap<Goals, Tables>;
}

/**
 * Builds the tables for some groups of goals.
 *
 * @returns the tables; `too-large` where they are that under all rules, or `endless`; or what stopped it
 */
export async function tablesFor(
  system: System,
  groups: readonly Goals[],
  { reductions, ifLarge, tableLimit }: TableRules,
  watch: PatientWatch,
): Promise<Built | "too-large" | "endless" | StoppedBy> {
  const replicas = replicasOf(system.protocol, system.setting);
  const build = (rules: ReadonlySet<Reduction>, limit: number): ReturnType<typeof tablesFor> =>
    buildAll(system, replicas, groups, rules, limit, watch);
  if (ifLarge === null || tableLimit <= ifLarge.from) return build(reductions, tableLimit);
  const built = await build(reductions, ifLarge.from);
  return built === "too-large" ? build(ifLarge.reductions, tableLimit) : built;
}

async function buildAll(
  system: System,
  replicas: Replicas,
  groups: readonly Goals[],
  reductions: ReadonlySet<Reduction>,
  limit: number,
  watch: PatientWatch,
): Promise<Built | "too-large" | "endless" | StoppedBy> {
  const of = new Map<Goals, Tables>();
  for (const [some, delaysFor] of tableGroups(groups, reductions)) {
    const pause: TableWatch["pause"] = (states) =>
      watch.pause({ distinctStates: 0, transitions: 0, depth: null, frontier: states, bytes: 0 });
    const tables = await buildTables(system.protocol, system.setting, { limit, pause, delaysFor }, replicas);
    if (typeof tables === "string") return tables;
    for (const goals of some) of.set(goals, tables);
  }
  return { reductions, of };
}

/** The groups of goals that share tables, and for which properties inputs are postponed in these. */
function tableGroups(
  groups: readonly Goals[],
  reductions: ReadonlySet<Reduction>,
): readonly (readonly [readonly Goals[], readonly Property[] | null])[] {
  if (!reductions.has("delay")) return [[groups, null]];
  const lasting = groups.filter(asksWhatStays);
  const others = groups.filter((goals) => !lasting.includes(goals));
  const delaysFor = others.flat().map(({ property }) => property);
  return [[others, delaysFor] as const, [lasting, null] as const].filter(([some]) => some.length > 0);
}
