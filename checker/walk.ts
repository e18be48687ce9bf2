/** Random walks: not exhaustive, so never a SAFE, but deep at once. */
import type { Action } from "../model/action.ts";
import { judge } from "../model/judge.ts";
import type { Body } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { System } from "../model/system.ts";
import type { Progress, StoppedBy, Watch } from "./explore.ts";
import { randomFrom } from "./random.ts";
import type { Sightings } from "./sightings.ts";

interface Walks {
  readonly walks: number;
  readonly transitions: number;
  /** Goal -> the actions that lead to the first state that met it. */
  readonly met: ReadonlyMap<number, readonly Action[]>;
  readonly stoppedBy: StoppedBy | null;
}

/**
 * Walks at random from the initial state, `walks` times, each until nothing is enabled or `maxDepth` steps are made.
 * The same seed gives the same walks.
 */
export async function walk<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  sightings: Sightings,
  { walks, seed, ...watch }: Watch & { readonly walks: number; readonly seed: number },
): Promise<Walks> {
  const random = randomFrom(seed);
  const met = new Map<number, readonly Action[]>();
  const goals = new Map<number, number>();
  let transitions = 0;
  const progress = (depth: number, done: number): Progress => ({
    distinctStates: 0,
    transitions,
    depth,
    frontier: walks - done,
    bytes: 0,
  });
  for (let done = 0; done < walks; done++) {
    let state = system.initial;
    const way: Action[] = [];
    for (;;) {
      for (const [goal, property] of properties.entries()) {
        // What stays possible cannot be told from one walk.
        if (property.kind === "recoverable" || met.has(goal) || judge(property, state, system.setting) === null)
          continue;
        met.set(goal, [...way]);
        goals.set(goal, done);
        watch.onGoal?.(goal, progress(way.length, done));
      }
      if (goals.size > 0 && !watch.wantsMore(goals))
        return { walks: done + 1, transitions, met, stoppedBy: "goals-met" };
      const stoppedBy = transitions % 64 === 0 ? await watch.pause(progress(way.length, done)) : null;
      if (stoppedBy) return { walks: done + 1, transitions, met, stoppedBy };
      const enabled = way.length < watch.maxDepth ? system.transitions(state) : [];
      const taken = enabled[random.below(Math.max(1, enabled.length))];
      if (!taken) break;
      for (const { action } of enabled) sightings.note(action);
      way.push(taken.action);
      state = taken.next;
      transitions++;
    }
  }
  return { walks, transitions, met, stoppedBy: null };
}
