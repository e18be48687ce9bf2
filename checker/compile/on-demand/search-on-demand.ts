/** Searches over tables that are made on demand, where they are too large to be closed beforehand. */
import type { Body } from "../../../model/message.ts";
import type { Property } from "../../../model/property.ts";
import type { System } from "../../../model/system.ts";
import { explore } from "../../explore.ts";
import { type Found, stopOf } from "../../found.ts";
import { breadthFirst, depthFirst } from "../../frontier.ts";
import { type PatientWatch, withStuckStates } from "../../recoverable.ts";
import type { Silent } from "../../recovery.ts";
import type { Sightings } from "../../sightings.ts";
import { OnDemandSpace } from "./on-demand-space.ts";

interface OnDemandSearch {
  readonly search: "breadth-first" | "depth-first";
  /** Within how many states of a replica the tables did not close. */
  readonly tableLimit: number;
}

/** Explores everything that the reference system has, for all properties at once, without reductions. */
export async function searchOnDemand<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  { search, tableLimit }: OnDemandSearch,
  sightings: Sightings,
  watch: PatientWatch,
): Promise<Found> {
  const space = new OnDemandSpace(system as unknown as System, properties as readonly Property[]);
  const frontier = search === "breadth-first" ? breadthFirst() : depthFirst();
  const silent: Silent = { width: space.width, expand: (row, emit) => space.expandSilently(row, emit) };
  const goals = new Map((properties as readonly Property[]).entries());
  const judged = withStuckStates(space, silent, goals, watch);
  const { stoppedBy, met, way, distinctStates, transitions, depth } = await explore(judged, frontier, watch);
  const open = judged.undecided().filter((goal) => !met.has(goal));
  space.noteTaken(sightings);
  return {
    stoppedBy: stopOf(stoppedBy, met.size, properties.length) ?? (open.length > 0 ? judged.givenUp() : null),
    exhaustive: stoppedBy === null && open.length === 0,
    traces: new Map([...met].map(([goal, state]) => [goal, space.actions(way(state))])),
    shortest: search === "breadth-first",
    decided: new Set([...(stoppedBy === null ? properties.keys() : met.keys())].filter((goal) => !open.includes(goal))),
    statistics: {
      engine: "compiled",
      reductions: [],
      engineNote: noteOn(tableLimit),
      tables: {
        closed: false,
        replicaStates: space.replicas.map(({ size }) => size),
        classes: null,
        messages: space.alphabet.messages,
        surroundings: space.surroundings.size,
        reducerCalls: space.replicas.reduce((sum, { calls }) => sum + calls, 0),
        milliseconds: null,
      },
      referenceStates: stoppedBy === null ? distinctStates : null,
      deduplication: "exact",
      distinctStates,
      transitions,
      depth,
      walks: null,
      seed: null,
      workers: 1,
    },
  };
}

const noteOn = (tableLimit: number): string =>
  tableLimit === 0
    ? "tables were made on demand from the start (--table-limit 0), and nothing was reduced"
    : `the tables of the compiled engine do not close within ${tableLimit.toLocaleString("en-US")} states of a replica (--table-limit), 10,000 steps, or the memory: they were made on demand, and nothing was reduced`;
