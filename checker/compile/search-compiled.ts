/** Searches of the compiled system. */
import type { Action } from "../../model/action.ts";
import type { Body } from "../../model/message.ts";
import type { Property } from "../../model/property.ts";
import type { System } from "../../model/system.ts";
import { type Exploration, explore, type StoppedBy, type Watch } from "../explore.ts";
import type { Found } from "../found.ts";
import { breadthFirst, depthFirst } from "../frontier.ts";
import type { TableSizes } from "../outcome.ts";
import type { Sightings } from "../sightings.ts";
import { type Assembly, assemble } from "./assembly.ts";
import { lift } from "./lift.ts";
import type { Goal } from "./monitors.ts";
import { noteTables } from "./note-tables.ts";
import type { Reduction } from "./reductions.ts";
import { buildTables, type Tables } from "./tables.ts";

export interface CompiledSearch {
  readonly search: "breadth-first" | "depth-first";
  readonly reductions: ReadonlySet<Reduction>;
  /** How many states a replica's table may have. */
  readonly tableLimit: number;
}

/** What one search for some of the goals found. */
interface Part {
  readonly goals: readonly Goal<Property>[];
  readonly exploration: Exploration;
  readonly assembly: Assembly;
  readonly traces: readonly (readonly [number, readonly Action[]])[];
}

/**
 * Compiles the system and explores it: with monitors for each property by itself, for then each search remembers only
 * what its property needs; without, for all at once.
 *
 * @returns null if the tables do not close within the limit
 */
export async function searchCompiled<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  { search, reductions, tableLimit }: CompiledSearch,
  sightings: Sightings,
  watch: Watch,
): Promise<Found | null> {
  const began = performance.now();
  const tables = await buildTables(system.protocol, system.setting, {
    limit: tableLimit,
    pause: (states) => watch.pause({ distinctStates: 0, transitions: 0, depth: null, frontier: states, bytes: 0 }),
  });
  if (tables === "too-large") return null;
  if (typeof tables === "string") return nothingFound(tables, reductions);
  noteTables(tables, sightings);
  const milliseconds = performance.now() - began;

  const all: readonly Goal<Property>[] = (properties as readonly Property[]).map((property, goal) => ({
    property,
    goal,
  }));
  const groups = reductions.has("monitor") ? all.map((one) => [one]) : [all];
  const parts: Part[] = [];
  let stoppedBy: StoppedBy | null = null;
  for (const goals of groups) {
    const spent = parts.reduce((sum, { exploration }) => sum + exploration.distinctStates, 0);
    const part = await searchFor(
      system as unknown as System,
      tables,
      goals,
      { search, reductions, tableLimit },
      {
        ...watch,
        maxStates: watch.maxStates - spent,
        wantsMore: (met) =>
          met.size < goals.length && watch.wantsMore(metBy([...parts.map(({ exploration }) => exploration.met), met])),
      },
    );
    parts.push(part);
    const { stoppedBy: why } = part.exploration;
    const goalsMet = why === "goals-met" && part.exploration.met.size === goals.length;
    if (why !== null && !goalsMet) stoppedBy ??= why;
    const met = metBy(parts.map(({ exploration }) => exploration.met));
    if (!watch.wantsMore(met) && met.size < all.length) stoppedBy ??= "goals-met";
    if (stoppedBy !== null && stoppedBy !== "max-depth") break;
  }
  const explorations = parts.map(({ exploration }) => exploration);
  const sum = (of: (one: Exploration) => number): number => explorations.reduce((total, one) => total + of(one), 0);
  const met = metBy(explorations.map((one) => one.met));
  const isUnreduced = reductions.size === 0;
  return {
    stoppedBy:
      stoppedBy ??
      (met.size === all.length && all.length > 0 && explorations.some((one) => one.stoppedBy !== null)
        ? "goals-met"
        : null),
    traces: new Map(parts.flatMap(({ traces }) => traces)),
    shortest: search === "breadth-first" && !(system.setting.timing === "lockstep" && reductions.has("quotient")),
    decided: new Set(
      parts.flatMap(({ goals, exploration }) =>
        goals.filter(({ goal }) => exploration.stoppedBy === null || exploration.met.has(goal)).map(({ goal }) => goal),
      ),
    ),
    statistics: {
      engine: "compiled",
      reductions: [...reductions],
      engineNote: null,
      tables: { ...sizesOf(tables, parts, reductions), milliseconds },
      deduplication: "exact",
      distinctStates: sum((one) => one.distinctStates),
      transitions: sum((one) => one.transitions),
      depth: search === "breadth-first" ? Math.max(0, ...explorations.map((one) => one.depth ?? 0)) : null,
      referenceStates:
        isUnreduced && explorations.every((one) => one.stoppedBy === null) ? sum((one) => one.distinctStates) : null,
      walks: null,
      seed: null,
    },
  };
}

/** What is known when the tables were not finished. */
const nothingFound = (stoppedBy: StoppedBy, reductions: ReadonlySet<Reduction>): Found => ({
  stoppedBy,
  traces: new Map(),
  shortest: false,
  decided: new Set(),
  statistics: {
    engine: "compiled",
    reductions: [...reductions],
    engineNote: "the tables of the replicas were not finished",
    tables: null,
    deduplication: "exact",
    distinctStates: 0,
    transitions: 0,
    depth: null,
    referenceStates: null,
    walks: null,
    seed: null,
  },
});

async function searchFor(
  system: System,
  tables: Tables,
  goals: readonly Goal<Property>[],
  { search, reductions }: CompiledSearch,
  watch: Watch,
): Promise<Part> {
  const assembly = assemble(tables, goals, reductions);
  const order = search === "depth-first" ? depthFirst : (assembly.order ?? breadthFirst);
  const exploration = await explore(assembly.space, order(), watch);
  const traces = [...exploration.met].map(
    ([goal, state]) => [goal, lift(system, tables, assembly, exploration.way(state))] as const,
  );
  return { goals, exploration, assembly, traces };
}

const metBy = (some: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> =>
  new Map(some.flatMap((met) => [...met]));

function sizesOf(
  { alphabet, replicas }: Tables,
  parts: readonly Part[],
  reductions: ReadonlySet<Reduction>,
): Omit<TableSizes, "milliseconds"> {
  const classes = replicas.map((_, place) =>
    Math.max(0, ...parts.map(({ assembly }) => assembly.machines[place]?.size ?? 0)),
  );
  return {
    replicaStates: replicas.map(({ size }) => size),
    classes: reductions.has("quotient") ? classes : null,
    messages: alphabet.messages,
    surroundings: Math.max(0, ...parts.map(({ assembly }) => assembly.surroundings.size)),
    reducerCalls: replicas.reduce((sum, { calls }) => sum + calls, 0),
  };
}
