/** Properties of runs in which the Byzantine replicas say nothing: a search of their own, with an empty vocabulary. */
import type { Property } from "../model/property.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Watch } from "./explore.ts";
import type { Found } from "./found.ts";

/** The protocol with liars that have nothing to say. Every run of it is a run of the protocol. */
export const silenced = ({ forge: _, ...protocol }: Protocol): Protocol => protocol;

/** The properties in the order in which they are searched for: first those of all runs. */
export function inOrder(properties: readonly Property[]): {
  readonly spoken: readonly Property[];
  readonly silent: readonly Property[];
} {
  const isSilent = ({ adversary }: Property): boolean => adversary === "silent";
  return { spoken: properties.filter((one) => !isSilent(one)), silent: properties.filter(isSilent) };
}

/** A watch of one of two searches: the first for goals 0 to `first.length`-1, the second for those behind. */
export function watchOf<W extends Watch>(
  watch: W,
  goals: number,
  before: ReadonlyMap<number, number>,
  shift: number,
): W {
  return {
    ...watch,
    wantsMore: (met: ReadonlyMap<number, number>) =>
      met.size < goals && watch.wantsMore(new Map([...before, ...shifted(met, shift)])),
    onGoal: (goal, progress) => watch.onGoal?.(goal + shift, progress),
  };
}

/** Whether a search has nothing left to look for: all states were seen, or all its goals met before. */
const isThrough = ({ exhaustive, traces }: Found, goals: number): boolean => exhaustive || traces.size === goals;

/** Two searches as one: the goals of the second, of which there are so many, stand behind those of the first. */
export function together(first: Found, second: Found, goals: number, silentGoals: number): Found {
  const [one, other] = [first.statistics, second.statistics];
  return {
    stoppedBy: first.stoppedBy ?? second.stoppedBy,
    exhaustive: (first.exhaustive || second.exhaustive) && isThrough(first, goals) && isThrough(second, silentGoals),
    traces: new Map([...first.traces, ...shifted(second.traces, goals)]),
    shortest: first.shortest && second.shortest,
    decided: new Set([...first.decided, ...[...second.decided].map((goal) => goal + goals)]),
    statistics: {
      ...one,
      distinctStates: one.distinctStates + other.distinctStates,
      transitions: one.transitions + other.transitions,
      depth: one.depth === null || other.depth === null ? null : Math.max(one.depth, other.depth),
      // Two spaces: the number of states of one is not that of both.
      referenceStates: null,
    },
  };
}

const shifted = <V>(met: ReadonlyMap<number, V>, by: number): readonly (readonly [number, V])[] =>
  [...met].map(([goal, value]) => [goal + by, value] as const);
