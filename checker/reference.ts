/** The reference system as a space to explore. */

import { Interner } from "../model/canonical.ts";
import { judge } from "../model/judge.ts";
import { remember } from "../model/local.ts";
import type { Body } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { Parts } from "../model/state.ts";
import type { System } from "../model/system.ts";
import type { Space } from "./explore.ts";
import type { Silent } from "./recovery.ts";
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

/** What is left of the steps of a system when its Byzantine replicas are silent. */
export const silentSteps = <R, B extends Body>({ parts, successors }: System<R, B>): Silent => ({
  width: parts.width,
  expand: (row, emit) =>
    successors(row, (action, next) => {
      if (action.kind !== "deliver" || !action.byzantine) emit(next);
    }),
});

/** Judges what a property looks at once, however many states show it. */
export function judgeOnce<R, B extends Body>({ parts, setting }: System<R, B>, properties: readonly Property<R, B>[]) {
  const goals = properties.map((property, goal) => ({
    goal,
    sees: viewOf(property, parts, setting.honest.length),
    property,
  }));
  const known = goals.map(() => new Map<string, boolean>());
  return (row: Int32Array): readonly number[] => {
    const met: number[] = [];
    const logs = row.subarray(setting.honest.length, 2 * setting.honest.length).join();
    for (const { goal, sees, property } of goals) {
      const view = sees(row, logs);
      let found = known[goal]?.get(view);
      if (found === undefined) {
        found = judge(property, parts.state(row), setting) !== null;
        known[goal]?.set(view, found);
      }
      if (found) met.push(goal);
    }
    return met;
  };
}

type View = (row: Int32Array, logs: string) => string;

/** What a property sees of a row and its logs, as a text: states that look the same to it have the same text. */
function viewOf<R, B extends Body>(property: Property<R, B>, parts: Parts<R, B>, places: number): View {
  if (property.over === "replicas") return (row) => row.subarray(0, places).join();
  const { sends } = property;
  if (!sends) return (_row, logs) => logs;
  const lists = new Interner<readonly number[]>();
  const list = remember((soup) =>
    lists.id(
      parts.soups
        .value(soup)
        .filter((one) => sends(one))
        .map((one) => parts.envelopes.id(one)),
    ),
  );
  return (row, logs) => `${logs}|${list(row[2 * places] as number)}`;
}
