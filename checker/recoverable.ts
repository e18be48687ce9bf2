/** Properties of kind `recoverable`, as goals of a search: a state from which nothing leads on meets the goal. */
import type { Property } from "../model/property.ts";
import type { Space, Watch } from "./explore.ts";
import { type GivenUp, type Patience, Recovery, type Silent } from "./recovery.ts";

/** A watch that can be asked between two pauses whether time or memory have run out. */
export type PatientWatch = Watch & Pick<Patience, "overdue">;

/** A space in which stuck states are goals. */
interface JudgedSpace extends Space {
  /** The goals on which it could not be decided everywhere whether a state is stuck. */
  undecided(): readonly number[];
  /** Why not; null if it could. */
  givenUp(): GivenUp | null;
}

/** How many states behind one another are looked at where the depth of a search is bounded, but not the states. */
const MOST_IF_BOUNDED = 100_000;

/**
 * The space with other goals: of `recoverable` properties, in place of the states that satisfy one, those that can no
 * longer reach such a state when the Byzantine replicas are silent.
 *
 * @param space its goals are whatever properties look for
 * @param silent its states, and of its steps those in which no Byzantine replica takes part
 */
export function withStuckStates(
  space: Space,
  silent: Silent,
  goals: ReadonlyMap<number, Property>,
  { maxStates, maxDepth, overdue }: PatientWatch,
): JudgedSpace {
  const isBounded = Number.isFinite(maxDepth) && maxStates > MOST_IF_BOUNDED;
  const patience: Patience = {
    ...(isBounded ? { maxStates: MOST_IF_BOUNDED, tooMany: "max-depth" } : { maxStates }),
    ...(overdue ? { overdue } : {}),
  };
  const recoveries = new Map(
    [...goals]
      .filter(([, { kind }]) => kind === "recoverable")
      .map(([goal]) => [goal, new Recovery(silent, (row) => space.goals(row).includes(goal), patience)]),
  );
  const givenUp = (): readonly (readonly [number, Recovery])[] =>
    [...recoveries].filter(([, recovery]) => recovery.givenUp !== null);
  return {
    width: space.width,
    initial: (emit) => space.initial(emit),
    expand: (row, emit) => space.expand(row, emit),
    // What is left out from where does not depend on what is looked for.
    ...(space.expandAfter ? { expandAfter: space.expandAfter.bind(space) } : {}),
    goals(row) {
      if (recoveries.size === 0) return space.goals(row);
      const met = recoveries.size === goals.size ? [] : space.goals(row).filter((goal) => !recoveries.has(goal));
      for (const [goal, recovery] of recoveries) if (recovery.from(row) === false) met.push(goal);
      return met;
    },
    undecided: () => givenUp().map(([goal]) => goal),
    givenUp: () => givenUp()[0]?.[1].givenUp ?? null,
  };
}

/** Whether a property asks what stays possible. */
export const isRecoverable = ({ kind }: Property): boolean => kind === "recoverable";
