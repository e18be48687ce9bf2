/** What a search found, whatever the engine and the order. */
import type { Action } from "../model/action.ts";
import type { StoppedBy } from "./explore.ts";
import type { Statistics } from "./outcome.ts";

export interface Found {
  readonly stoppedBy: StoppedBy | "random" | null;
  /** Property, by index -> the actions that lead to a state in which it finds what it looks for. */
  readonly traces: ReadonlyMap<number, readonly Action[]>;
  /** Whether the traces are shortest ones. */
  readonly shortest: boolean;
  /** The properties, by index, whose search was exhaustive: where nothing was found there is nothing. */
  readonly decided: ReadonlySet<number>;
  readonly statistics: Omit<Statistics, "search" | "milliseconds" | "peakMemoryBytes" | "workers">;
}
