/** What is measured, and what is to be reached. A target is never softened; what is measured is reported. */

export interface Case {
  readonly name: string;
  readonly unit: string;
  /** Whether more is better. */
  readonly more: boolean;
  readonly target: number;
  /** Samples taken in one process, one after the other; of the first ones the compiler's warm-up is part. */
  readonly repeats: number;
  readonly says: string;
}

export const CASES = {
  states: {
    name: "distinct states",
    unit: "states/s",
    more: true,
    target: 30_000,
    repeats: 7,
    says: "bsmr with 2 rounds, all properties, reference system, in one process",
  },
  command: {
    name: "whole command",
    unit: "s",
    more: false,
    target: 2,
    repeats: 3,
    says: "`check --protocol bsmr --fail-fast` from start to exit, sources loaded without a build",
  },
  memory: {
    name: "memory",
    unit: "bytes/state",
    more: false,
    target: 1024,
    repeats: 1,
    says: "bsmr with 4 rounds, the whole heap and all tables at their peak, divided by the states",
  },
} as const satisfies Readonly<Record<string, Case>>;

export type CaseName = keyof typeof CASES;

export const isCase = (name: string): name is CaseName => Object.hasOwn(CASES, name);
