/** The point of no return of a trace: the first step after which the violation comes without another lie. */
import type { Property } from "../model/property.ts";
import type { GlobalState } from "../model/state.ts";
import type { System } from "../model/system.ts";
import { type Effort, Inevitability, patientSteps } from "./inevitable.ts";
import { Recovery } from "./recovery.ts";
import { judgeOnce, silentSteps } from "./reference.ts";

/** A step of a trace, found by search. */
export interface Turn {
  /** The least step of which it is known; 0 is the state before the first. */
  readonly step: number;
  /** Steps before it of which it could not be determined. */
  readonly undetermined: readonly number[];
}

/** What is left to happen after the steps of a trace, if the Byzantine replicas say nothing more. */
export interface Outlook {
  /** The first step after which every run ends in the violation, with all messages delivered before a timer fires. */
  readonly inevitable: Turn;
  /** The first step from which on, after each step, some run does, with timers that fire at any moment: no further lie is needed. */
  readonly possible: Turn;
  /** How many states were looked at, at the most, to determine it for one step. */
  readonly maxStates: number;
}

/** How many states may be looked at: what takes about a second at the most. */
export const PATIENCE = { maxStates: 5_000, maxStatesInAll: 20_000 };

/**
 * Finds out after which steps of a trace there is no way back, on the reference system.
 *
 * @param states those along the trace, of which the last violates the property
 * @param lies for each step, whether a Byzantine replica took part in it
 */
export async function outlookAlong(
  system: System,
  property: Property,
  states: readonly GlobalState[],
  lies: readonly boolean[],
  effort: Effort,
): Promise<Outlook> {
  const { parts } = system;
  const rows = states.map((state) => Int32Array.from(parts.row(state)));
  const goals = judgeOnce(system, [property]);
  const isViolated = (row: Int32Array): boolean => goals(row).length > 0;
  const inevitable = await firstInevitable(rows, new Inevitability(patientSteps(system), isViolated, effort));
  const recovery = new Recovery(silentSteps(system), isViolated, { maxStates: effort.maxStates });
  const lastLie = lies.lastIndexOf(true) + 1;
  const possible = firstPossible(rows, Math.min(lastLie, inevitable.step), recovery);
  return { inevitable, possible, maxStates: effort.maxStates };
}

/** The last states are asked about first: what is known of them helps with those before. */
async function firstInevitable(rows: readonly Int32Array[], inevitability: Inevitability): Promise<Turn> {
  const undetermined: number[] = [];
  let step = rows.length - 1;
  for (let before = step; before >= 0; before--) {
    const answer = await inevitability.from(rows[before] as Int32Array);
    if (answer === true) step = before;
    if (answer === null) undetermined.unshift(before);
  }
  return { step, undetermined: undetermined.filter((one) => one < step) };
}

/** @param known a step after which it is possible: the rest of the trace has no lie, or it is inevitable */
function firstPossible(rows: readonly Int32Array[], known: number, recovery: Recovery): Turn {
  for (let step = known; step > 0; step--) {
    const answer = recovery.from(rows[step - 1] as Int32Array);
    if (answer !== true) return { step, undetermined: answer === null ? [step - 1] : [] };
  }
  return { step: 0, undetermined: [] };
}
