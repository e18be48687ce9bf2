/** Where somebody is: the steps taken from the initial state, and which of the states along them is looked at. */
import type { Trace, TraceStep } from "../checker/outcome.ts";
import { stepBetween } from "../checker/trace.ts";
import { type Action, actionWords } from "../model/action.ts";
import { canonical } from "../model/canonical.ts";
import { ModelError } from "../model/error.ts";
import type { GlobalState } from "../model/state.ts";
import type { System } from "../model/system.ts";
import { counted } from "../reports/words.ts";
import { type Choice, choicesIn } from "./choices.ts";
import { systemOf } from "./scenario.ts";
import type { Setup } from "./setup.ts";

/** A step that was taken. */
export interface Taken extends Choice {
  readonly told: TraceStep;
}

export interface Session {
  readonly setup: Setup;
  readonly system: System;
  /** All steps; those after `at` were undone, and can be redone. */
  readonly steps: readonly Taken[];
  /** How many of the steps lead to the state that is looked at. */
  readonly at: number;
}

/** A session in the initial state. @throws ModelError where the protocol breaks its contract */
export const begin = (setup: Setup): Session => ({ setup, system: systemOf(setup), steps: [], at: 0 });

/**
 * A session that has taken these steps.
 *
 * @throws ModelError "not-enabled" at the first that is not enabled where it stands
 */
export function along(setup: Setup, actions: readonly Action[]): Session {
  let session = begin(setup);
  for (const action of actions) {
    const text = canonical(action);
    const choice = choicesOf(session).find((one) => canonical(one.action) === text);
    if (!choice) {
      throw new ModelError("not-enabled", `step ${session.at + 1} is not enabled there: ${actionWords(action)}`);
    }
    session = take(session, choice);
  }
  return session;
}

/** The state that is looked at. */
export const stateOf = ({ steps, at, system }: Session): GlobalState => steps[at - 1]?.next ?? system.initial;

/** What can happen in it. */
export const choicesOf = (session: Session): readonly Choice[] => choicesIn(session.system, stateOf(session));

/** Takes a step that is enabled in the state that is looked at. What was undone is gone, unless this is the first of it. */
export function take(session: Session, choice: Choice): Session {
  const { steps, at } = session;
  if (steps[at]?.code === choice.code) return goTo(session, at + 1);
  const told = stepBetween(stateOf(session), choice.action, choice.next, at + 1);
  return { ...session, steps: [...steps.slice(0, at), { ...choice, told }], at: at + 1 };
}

/** The state after so many of the steps, or the nearest that there is. */
export const goTo = (session: Session, at: number): Session => ({
  ...session,
  at: Math.max(0, Math.min(session.steps.length, at)),
});

/** All steps as a trace. */
export const traceOf = ({ system, steps }: Session): Pick<Trace, "initial" | "steps"> => ({
  initial: system.initial,
  steps: steps.map(({ told }) => told),
});

/** Where in the steps it is, in words. */
export const placeWords = ({ at, steps }: Session): string =>
  steps.length === 0 ? "at the start" : `after ${at} of ${counted(steps.length, "step")}`;
