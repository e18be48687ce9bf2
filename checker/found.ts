/** What a search found, whatever the engine and the order. */
import type { Action } from "../model/action.ts";
import type { StoppedBy } from "./explore.ts";
import type { Statistics } from "./outcome.ts";

/** What cut a search short before everything that was asked for was decided. */
export type Stop = Exclude<StoppedBy, "goals-met"> | "fail-fast" | "random";

/** What cut a search short that ended with `met` of `wanted` goals; null where nothing did. */
export const stopOf = (stoppedBy: StoppedBy | null, met: number, wanted: number): Stop | null =>
  stoppedBy === "goals-met" ? (met === wanted ? null : "fail-fast") : stoppedBy;

export interface Found {
  readonly stoppedBy: Stop | null;
  /** Whether every reachable state was explored: for each property on which that says something. */
  readonly exhaustive: boolean;
  /** Property, by index -> the actions that lead to a state in which it finds what it looks for. */
  readonly traces: ReadonlyMap<number, readonly Action[]>;
  /** Whether the traces are shortest ones. */
  readonly shortest: boolean;
  /** The properties, by index, on which there is a verdict: found, or searched for exhaustively. */
  readonly decided: ReadonlySet<number>;
  readonly statistics: Omit<Statistics, "search" | "milliseconds" | "peakMemoryBytes">;
}
