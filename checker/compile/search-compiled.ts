/** Searches of the compiled system. */
import type { Action } from "../../model/action.ts";
import type { Body } from "../../model/message.ts";
import type { Property } from "../../model/property.ts";
import type { System } from "../../model/system.ts";
import type { StoppedBy } from "../explore.ts";
import { type Found, type Stop, stopOf } from "../found.ts";
import type { TableSizes } from "../outcome.ts";
import { isRecoverable, type PatientWatch } from "../recoverable.ts";
import type { Sightings } from "../sightings.ts";
import { type Assembly, assemble } from "./assembly.ts";
import { lift } from "./lift.ts";
import type { Goal } from "./monitors.ts";
import { noteTables } from "./note-tables.ts";
import type { Reduction } from "./reductions.ts";
import { type SpaceSearch, searchSpace } from "./search-space.ts";
import {
  asksWhatStays,
  POSTPONING,
  type StuckSearch,
  searchStuck,
  stuckNote,
  withoutPostponing,
} from "./search-stuck.ts";
import { Asymmetry, asymmetryNote } from "./symmetry.ts";
import type { Tables } from "./tables.ts";
import { type TableRules, tablesFor } from "./tables-for.ts";

interface CompiledSearch extends SpaceSearch, TableRules {}

/** What one search for some of the goals found. */
interface Part extends StuckSearch {
  readonly tables: Tables;
  readonly goals: readonly Goal<Property>[];
  readonly assembly: Assembly;
  readonly traces: readonly (readonly [number, readonly Action[]])[];
  /** Why symmetry was not used, where it was asked for. */
  readonly asymmetry: string | null;
}

/**
 * Compiles the system and explores it: with monitors for each property by itself, for then each search remembers only
 * what its property needs; without, for all at once.
 *
 * @returns null if the tables do not close within the limit or the memory
 */
export async function searchCompiled<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  { reductions: asked, ifLarge, tableLimit, ...how }: CompiledSearch,
  sightings: Sightings,
  watch: PatientWatch,
): Promise<Found | null> {
  const { search } = how;
  const began = performance.now();
  const all = (properties as readonly Property[]).map((property, goal): Goal<Property> => ({ property, goal }));
  const groups = groupsOf(all, asked);
  const built = await tablesFor(system as unknown as System, groups, { reductions: asked, ifLarge, tableLimit }, watch);
  if (built === "too-large" || built === "endless" || built === "memory") return null;
  if (typeof built === "string") return nothingFound(built, asked);
  const { reductions } = built;
  for (const tables of new Set(built.of.values())) noteTables(tables, sightings);
  const milliseconds = performance.now() - began;

  const parts: Part[] = [];
  let stoppedBy: Stop | null = null;
  for (const goals of groups) {
    const before = metIn(parts);
    const tables = built.of.get(goals) as Tables;
    const part = await searchFor(system as unknown as System, tables, goals, reductions, how, {
      ...watch,
      maxStates: watch.maxStates - total(parts, "distinctStates"),
      wantsMore: (met) => met.size < goals.length && watch.wantsMore(new Map([...before, ...met])),
    });
    parts.push(part);
    stoppedBy ??= stopOf(part.exploration.stoppedBy ?? part.givenUp, part.exploration.met.size, goals.length);
    const failsFast = metIn(parts).size < all.length && !watch.wantsMore(metIn(parts));
    if (failsFast) stoppedBy ??= "fail-fast";
    if (stoppedBy !== null && stoppedBy !== "max-depth") break;
  }
  // A search for one property ends with its violation or witness; the others still explore everything.
  const exhaustive = stoppedBy === null && parts.some(({ exploration }) => exploration.stoppedBy === null);
  const isUnreduced = reductions.size === 0;
  return {
    stoppedBy,
    exhaustive,
    traces: new Map(parts.flatMap(({ traces }) => traces)),
    shortest: search === "breadth-first" && !(system.setting.timing === "lockstep" && reductions.has("quotient")),
    decided: new Set(parts.flatMap(decidedIn)),
    statistics: {
      ...ENGINE,
      reductions: [...reductions].filter((one) =>
        parts.some(
          ({ asymmetry, goals }) =>
            !(one === "symmetry" && asymmetry !== null) && !(POSTPONING.includes(one) && asksWhatStays(goals)),
        ),
      ),
      engineNote: joined([asymmetryNote(parts), stuckNote(parts, reductions)]),
      // Where there is nothing to look for, nothing is searched.
      tables: parts.length === 0 ? null : { ...sizesOf(parts, reductions), milliseconds },
      distinctStates: total(parts, "distinctStates"),
      transitions: total(parts, "transitions"),
      depth: search === "breadth-first" ? Math.max(0, ...parts.map(({ exploration }) => exploration.depth ?? 0)) : null,
      referenceStates:
        isUnreduced && parts.every(({ exploration }) => exploration.stoppedBy === null)
          ? total(parts, "distinctStates")
          : null,
      workers: Math.max(1, ...parts.map(({ workers }) => workers)),
    },
  };
}

/**
 * The goals that are searched for together: with monitors each by itself; where macro-steps are taken, those that are not
 * asked what stays possible.
 */
function groupsOf(
  goals: readonly Goal<Property>[],
  reductions: ReadonlySet<Reduction>,
): readonly (readonly Goal<Property>[])[] {
  if (reductions.has("monitor")) return goals.map((one) => [one]);
  if (!POSTPONING.some((one) => reductions.has(one))) return [goals];
  const lasting = goals.filter(({ property }) => isRecoverable(property));
  return [goals.filter((one) => !lasting.includes(one)), lasting].filter(({ length }) => length > 0);
}

function joined(notes: readonly (string | null)[]): string | null {
  const some = notes.filter((note) => note !== null);
  return some.length === 0 ? null : some.join("; ");
}

const ENGINE = {
  engine: "compiled",
  engineNote: null,
  deduplication: "exact",
  walks: null,
  seed: null,
} as const;

const total = (parts: readonly Part[], what: "distinctStates" | "transitions"): number =>
  parts.reduce((sum, { exploration }) => sum + exploration[what], 0);

const metIn = (parts: readonly Part[]): ReadonlyMap<number, number> =>
  new Map(parts.flatMap(({ exploration }) => [...exploration.met]));

/** The goals on which a search has a verdict. */
const decidedIn = ({ goals, exploration, undecided }: Part): readonly number[] =>
  goals
    .map(({ goal }) => goal)
    .filter((goal) => (exploration.stoppedBy === null || exploration.met.has(goal)) && !undecided.includes(goal));

/** What is known when the tables were not finished. */
const nothingFound = (stoppedBy: StoppedBy, reductions: ReadonlySet<Reduction>): Found => ({
  stoppedBy: stopOf(stoppedBy, 0, -1),
  exhaustive: false,
  traces: new Map(),
  shortest: false,
  decided: new Set(),
  statistics: {
    ...ENGINE,
    engineNote: "the tables of the replicas were not finished",
    reductions: [...reductions],
    tables: null,
    distinctStates: 0,
    transitions: 0,
    depth: null,
    referenceStates: null,
    workers: 1,
  },
});

/** Searches for some goals; without `symmetry` where that turns out not to be for them. */
async function searchFor(
  system: System,
  tables: Tables,
  goals: readonly Goal<Property>[],
  reductions: ReadonlySet<Reduction>,
  how: SpaceSearch,
  watch: PatientWatch,
): Promise<Part> {
  try {
    const lasting = asksWhatStays(goals);
    const assembly = assemble(tables, goals, lasting ? withoutPostponing(reductions) : reductions);
    const found = lasting
      ? await searchStuck(tables, assembly, goals, how, watch, reductions.size === 0)
      : { ...(await searchSpace(assembly, goals.length, how, watch)), undecided: [], givenUp: null, alone: false };
    const { exploration, space } = found;
    const traces = [...exploration.met].map(
      ([goal, state]) => [goal, lift(system, tables, { ...assembly, space }, exploration.way(state))] as const,
    );
    return { ...found, tables, goals, traces, assembly, asymmetry: assembly.asymmetry };
  } catch (error) {
    if (!(error instanceof Asymmetry)) throw error;
    const others = new Set([...reductions].filter((one) => one !== "symmetry"));
    return { ...(await searchFor(system, tables, goals, others, how, watch)), asymmetry: error.message };
  }
}

/** The sizes of the tables of all searches: of each replica's, the largest. */
function sizesOf(parts: readonly Part[], reductions: ReadonlySet<Reduction>): Omit<TableSizes, "milliseconds"> {
  const all = [...new Set(parts.map(({ tables }) => tables))];
  const places = all[0]?.replicas.map((_, place) => place) ?? [];
  const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
  return {
    closed: true,
    replicaStates: places.map((place) => most(all.map(({ replicas }) => replicas[place]?.size ?? 0))),
    classes: reductions.has("quotient")
      ? places.map((place) => most(parts.map(({ assembly }) => assembly.machines[place]?.size ?? 0)))
      : null,
    messages: most(all.map(({ alphabet }) => alphabet.messages)),
    // Where they are numbered there is one at least.
    surroundings: most(parts.map(({ surroundings }) => surroundings)) || null,
    // All tables are of the same replicas, which count the calls.
    reducerCalls: (all[0]?.replicas ?? []).reduce((sum, { calls }) => sum + calls, 0),
  };
}
