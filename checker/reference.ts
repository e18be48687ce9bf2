/** The reference system as a space to explore. */

import { judge } from "../model/judge.ts";
import type { Body } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { System } from "../model/system.ts";
import type { Space } from "./explore.ts";
import type { Sightings } from "./sightings.ts";

/**
 * The space of a system; goal k is what property k looks for.
 *
 * @param sightings takes note of every action that is enabled
 */
export function referenceSpace<R, B extends Body>(
  system: System<R, B>,
  properties: readonly Property<R, B>[],
  sightings: Sightings,
): Space {
  const { parts } = system;
  const judged = judgeOnce(system, properties);
  return {
    width: parts.width,
    initial: (emit) => emit(Int32Array.from(parts.row(system.initial))),
    expand: (row, emit) =>
      system.successors(row, (action, next) => {
        sightings.note(action);
        emit(next);
      }),
    goals: (row) => judged(row),
  };
}

/** Judges each combination of logs once, where a property looks at nothing else. */
function judgeOnce<R, B extends Body>({ parts, setting }: System<R, B>, properties: readonly Property<R, B>[]) {
  const goals = properties.map((property, goal) => ({ property, goal }));
  const ofLogs = goals.filter(({ property }) => property.over === "outputs" && !property.sends);
  const ofMore = goals.filter((one) => !ofLogs.includes(one));
  const met = (some: typeof goals, row: Int32Array): readonly number[] => {
    const state = parts.state(row);
    return some.filter(({ property }) => judge(property, state, setting) !== null).map(({ goal }) => goal);
  };
  const known = new Map<string, readonly number[]>();
  return (row: Int32Array): readonly number[] => {
    const logs = row.subarray(setting.honest.length, 2 * setting.honest.length).join();
    let old = known.get(logs);
    if (!old) {
      old = met(ofLogs, row);
      known.set(logs, old);
    }
    return ofMore.length === 0 ? old : [...old, ...met(ofMore, row)];
  };
}
