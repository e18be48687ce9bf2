/** What is measured of the reference system, and what is to be reached. */
import type { Target } from "./target.ts";

export interface Case {
  readonly unit: string;
  readonly target: Target;
  /** Samples taken in one process, one after the other; of the first ones the compiler's warm-up is part. */
  readonly repeats: number;
  /** At most so many processes. */
  readonly processes: number;
  readonly says: string;
}

export const CASES = {
  states: {
    unit: "states/s",
    target: { atLeast: 30_000 },
    repeats: 7,
    processes: Number.POSITIVE_INFINITY,
    says: "bsmr with 2 rounds (18,981 states), all properties, in one process",
  },
  command: {
    unit: "s",
    target: { under: 2 },
    repeats: 3,
    processes: Number.POSITIVE_INFINITY,
    says: "`check --protocol bsmr --engine reference --fail-fast` from start to exit",
  },
  memory: {
    unit: "bytes/state",
    target: { under: 1024 },
    repeats: 1,
    processes: 1,
    says: "bsmr with 4 rounds (1,328,373 states), heap and tables at their peak",
  },
} as const satisfies Readonly<Record<string, Case>>;

export type CaseName = keyof typeof CASES;

export const isCase = (name: string): name is CaseName => Object.hasOwn(CASES, name);
