/** Searches of the reference system: exhaustive ones, and random walks. */
import { judge } from "../model/judge.ts";
import type { Body } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { System } from "../model/system.ts";
import { explore, type Watch } from "./explore.ts";
import { type Found, stopOf } from "./found.ts";
import { breadthFirst, depthFirst } from "./frontier.ts";
import { type PatientWatch, withStuckStates } from "./recoverable.ts";
import { referenceSpace, silentSteps } from "./reference.ts";
import type { Sightings } from "./sightings.ts";
import { actionsAlong, shorten } from "./trace.ts";
import { walk } from "./walk.ts";

const ENGINE = {
  engine: "reference",
  reductions: [],
  engineNote: null,
  tables: null,
  workers: 1,
} as const;

/** Explores the reference system itself, for all properties at once. */
export async function searchReference<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  search: "breadth-first" | "depth-first",
  sightings: Sightings,
  watch: PatientWatch,
): Promise<Found> {
  const frontier = search === "breadth-first" ? breadthFirst() : depthFirst();
  const goals = new Map((properties as readonly Property[]).entries());
  const space = withStuckStates(referenceSpace(system, properties, sightings), silentSteps(system), goals, watch);
  const { stoppedBy, met, way, distinctStates, transitions, depth } = await explore(space, frontier, watch);
  const open = space.undecided().filter((goal) => !met.has(goal));
  return {
    stoppedBy: stopOf(stoppedBy, met.size, properties.length) ?? (open.length > 0 ? space.givenUp() : null),
    exhaustive: stoppedBy === null && open.length === 0,
    traces: new Map([...met].map(([goal, state]) => [goal, actionsAlong(system, way(state))])),
    shortest: search === "breadth-first",
    decided: new Set([...(stoppedBy === null ? properties.keys() : met.keys())].filter((goal) => !open.includes(goal))),
    statistics: {
      ...ENGINE,
      deduplication: "exact",
      distinctStates,
      transitions,
      depth,
      referenceStates: stoppedBy === null ? distinctStates : null,
      walks: null,
      seed: null,
    },
  };
}

/** Walks at random; the traces found are shortened. */
export async function searchAtRandom<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  sightings: Sightings,
  watch: Watch & { readonly walks: number; readonly seed: number },
): Promise<Found> {
  const { met, stoppedBy, walks, transitions } = await walk(system, properties, sightings, watch);
  const traces = [...met].map(([goal, actions]) => {
    const property = properties[goal] as Property<R, B>;
    return [
      goal,
      shorten(system, actions as never, (state) => judge(property, state, system.setting) !== null),
    ] as const;
  });
  return {
    stoppedBy: stopOf(stoppedBy, met.size, -1) ?? "random",
    exhaustive: false,
    traces: new Map(traces),
    shortest: false,
    decided: new Set(met.keys()),
    statistics: {
      ...ENGINE,
      deduplication: "none",
      distinctStates: 0,
      transitions,
      depth: null,
      referenceStates: null,
      walks,
      seed: watch.seed,
    },
  };
}
