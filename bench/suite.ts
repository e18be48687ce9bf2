/** What a benchmark suite is, and what it hands back. */
import type { Table } from "./table.ts";

export interface Suite {
  /** What `--only` takes; its table in the document stands between marks with this name. */
  readonly name: string;
  /** What is measured, in a sentence or two. */
  readonly says: string;
  /** Whether it takes so long that it runs only when asked for: with `--long` or by name. */
  readonly long: boolean;
  measure(how: Measuring): Promise<Table>;
}

export interface Measuring {
  /** How often each thing is measured, in turns. */
  readonly rounds: number;
  /** Another checkout to be measured as well, where a suite can; null for none. */
  readonly against: string | null;
  /** Says what is going on. */
  progress(text: string): void;
}
