/** What the main thread and the workers say to each other. */
import type { Plan } from "../plan.ts";
import type { Batch } from "./batch.ts";
import type { JudgesPlan } from "./oracle.ts";
import type { Share } from "./shares.ts";

/** What a worker is given at its start. */
export interface Briefing {
  readonly plan: Plan;
  readonly judges: JudgesPlan;
  readonly workers: number;
  /** One word: whether to stop. */
  readonly stop: Int32Array;
  /** What each worker has counted so far: see `COUNTS`. */
  readonly counts: Float64Array;
}

/** What is counted, where in a worker's part of the counts; each has cache lines of its own. */
export const COUNTS = { states: 0, transitions: 1, waiting: 2, bytes: 3, room: 16 } as const;

/** What all workers do next, after they have taken in what others found for them. */
export interface Command {
  /** For each worker, where its tables are now; null if they are where they were. */
  readonly shares: readonly (Share | null)[];
  /** From each worker to each part, what it found in the last step. */
  readonly found: readonly (readonly (Batch | null)[])[];
  readonly step: Step;
}

export type Step =
  | { readonly do: "take in" }
  /** Judges all states of a level. @property met the goals that need not be met again */
  | { readonly do: "judge"; readonly distance: number; readonly met: readonly number[] }
  /** Expands so many states of a level, or as many as there are left. */
  | { readonly do: "expand"; readonly distance: number; readonly most: number }
  | { readonly do: "leave out"; readonly distance: number };

export interface Report {
  /** Where the worker's tables are now, if that is somewhere else. */
  readonly share: Share | null;
  /** For each part, what was found for it. */
  readonly found: readonly (Batch | null)[];
  /** The least distance at which a state waits; -1 if none does. */
  readonly nearest: number;
  /** Goals met, and the first state of this worker that met each. */
  readonly met: readonly (readonly [number, number])[];
  readonly surroundings: number;
  /** Whether there was no memory to be had: then the step was not done. */
  readonly isFull: boolean;
}
