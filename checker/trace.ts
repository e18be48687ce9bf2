/** Traces: replayed on the reference system before anybody sees them, and shortened where that is possible. */

import { type Action, actionWords } from "../model/action.ts";
import { canonical } from "../model/canonical.ts";
import { freeze } from "../model/draft.ts";
import type { Body, Envelope, ReplicaId } from "../model/message.ts";
import type { GlobalState } from "../model/state.ts";
import type { System } from "../model/system.ts";
import { changesBetween } from "./changes.ts";
import type { Trace, TraceStep } from "./outcome.ts";

/** The checker contradicts itself: never a verdict, always a fault of ours or of an impure protocol. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/**
 * The states along actions: the initial one, then the one after each.
 *
 * @throws ModelError "not-enabled" at the first action that is not enabled where it stands
 */
export function retrace<R, B extends Body>(
  system: System<R, B>,
  actions: readonly Action<B>[],
): readonly GlobalState<R, B>[] {
  const states = [system.initial];
  for (const action of actions) states.push(system.next(states.at(-1) ?? system.initial, action));
  return states;
}

/**
 * Replays actions from the initial state.
 *
 * @param states those along the actions
 * @throws ModelError "not-enabled" at the first action that is not enabled where it stands
 */
export function replay<R, B extends Body>(
  system: System<R, B>,
  actions: readonly Action<B>[],
  states: readonly GlobalState<R, B>[] = retrace(system, actions),
): Trace {
  const at = (place: number): GlobalState<R, B> => states[place] ?? system.initial;
  const steps = actions.map((action, place) => stepBetween(at(place), action, at(place + 1), place + 1));
  return freeze({ initial: system.initial, steps, final: at(steps.length), length: steps.length });
}

/** A step as a trace tells it. @param index its place in the trace, from 1 */
export function stepBetween(before: GlobalState, action: Action, after: GlobalState, index: number): TraceStep {
  const sentBefore = new Set(before.soup.map((envelope) => canonical(envelope)));
  return {
    index,
    action,
    lie: lieOf(action),
    sends: after.soup.filter((envelope) => !sentBefore.has(canonical(envelope))),
    executions: after.logs.flatMap((log, replica) =>
      (log ?? []).slice(before.logs[replica]?.length ?? 0).map((execution) => ({ ...execution, replica })),
    ),
    changes: changesBetween(
      { replicas: before.replicas, logs: before.logs },
      { replicas: after.replicas, logs: after.logs },
    ),
  };
}

function lieOf(action: Action): (Envelope & { readonly to: ReplicaId }) | null {
  if (action.kind !== "deliver" || !action.byzantine) return null;
  return { from: action.from, to: action.to, body: action.message };
}

/**
 * The actions along a way of states, each named by its identity.
 *
 * @param rows the states from an initial one on, as rows of the system's parts
 * @throws InternalError if a state is not a successor of the one before it
 */
export function actionsAlong<R, B extends Body>(
  system: System<R, B>,
  rows: readonly Int32Array[],
): readonly Action<B>[] {
  return rows.slice(1).map((row, index) => {
    let found: Action<B> | null = null;
    system.successors(rows[index] ?? row, (action, next) => {
      if (found === null && next.every((word, place) => word === row[place])) found = action;
    });
    if (found === null)
      throw new InternalError(`state ${index + 1} of a trace is not a successor of the state before it`);
    return found;
  });
}

/**
 * Leaves out what a trace does not need: actions without which the rest is still enabled and the end still holds.
 * Random walks are long; what remains of one is usually short.
 *
 * @param holds whether a final state still shows what the trace is to show
 */
export function shorten<R, B extends Body>(
  system: System<R, B>,
  actions: readonly Action<B>[],
  holds: (state: GlobalState<R, B>) => boolean,
): readonly Action<B>[] {
  let kept = actions;
  // What could not be left out before may be left out once something else is: until a whole round leaves out nothing.
  for (;;) {
    const before = kept.length;
    for (let size = Math.max(1, before >> 1); size >= 1; size >>= 1) {
      for (let start = kept.length - size; start >= 0; start -= size) {
        const without = [...kept.slice(0, start), ...kept.slice(start + size)];
        kept = prefixThatHolds(system, without, holds) ?? kept;
      }
    }
    if (kept.length === before) return kept;
  }
}

/** The shortest prefix that is enabled all along and ends where `holds`; null if there is none. */
function prefixThatHolds<R, B extends Body>(
  system: System<R, B>,
  actions: readonly Action<B>[],
  holds: (state: GlobalState<R, B>) => boolean,
): readonly Action<B>[] | null {
  let state = system.initial;
  if (holds(state)) return [];
  for (const [index, action] of actions.entries()) {
    const text = canonical(action);
    const transition = system.transitions(state).find((one) => canonical(one.action) === text);
    if (!transition) return null;
    state = transition.next;
    if (holds(state)) return actions.slice(0, index + 1);
  }
  return null;
}

/** A trace in words, one line a step, for error messages. */
export const traceWords = (actions: readonly Action[]): string =>
  actions.map((action, index) => `${index + 1}. ${actionWords(action)}`).join("\n");
