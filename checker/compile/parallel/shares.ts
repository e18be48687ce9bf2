/**
 * What the workers found, as one of them sees it, or the main thread. Each has a table of its own, which nobody else
 * writes; all may read the rows. Where rows name their surroundings by a number, each worker gives its own numbers.
 */
import { type Chunk, Rows } from "../../rows.ts";
import type { RowTable } from "../surroundings.ts";
import { Memo } from "../symmetry-memo.ts";

/** The memory of a worker's tables. */
export interface Share {
  readonly states: readonly Chunk[];
  readonly surroundings: readonly Chunk[];
}

/** The surroundings of whoever reads. */
interface Here {
  readonly table: RowTable;
  /** Words of one. */
  readonly width: number;
}

export class Shares {
  readonly #workers: number;
  /** The word of a row that is the number of its surroundings. */
  readonly #at: number;
  readonly #states: readonly Rows[];
  readonly #surroundings: readonly Rows[];
  /** For each worker, its number of surroundings -> the number that they have here; null where they have none. */
  readonly #numbers: readonly Memo[] | null;

  /**
   * @param width words in a row
   * @param at the word of a row that is the number of its surroundings
   * @param here null where rows say themselves what is around
   */
  constructor(workers: number, width: number, at: number, here: Here | null) {
    const rows = (words: number) => Array.from({ length: workers }, () => new Rows(words));
    this.#workers = workers;
    this.#at = at;
    this.#states = rows(width);
    this.#surroundings = rows(here?.width ?? 1);
    const scratch = new Int32Array(here?.width ?? 0);
    this.#numbers =
      here &&
      this.#surroundings.map(
        (theirs) =>
          new Memo((number) => {
            theirs.read(number, scratch);
            const found = here.table.insert(scratch, -1);
            return found >= 0 ? found : ~found;
          }),
      );
  }

  /** Reads a worker's tables where they are now. */
  adopt(worker: number, { states, surroundings }: Share): void {
    this.#states[worker]?.adopt(states);
    this.#surroundings[worker]?.adopt(surroundings);
  }

  /** Copies the row of a state, with its surroundings numbered as here. */
  read(state: number, into: Int32Array): void {
    const worker = state % this.#workers;
    (this.#states[worker] as Rows).read((state - worker) / this.#workers, into);
    if (this.#numbers !== null) this.renumber(into, 0, worker);
  }

  /** The state from which this one was reached; -1 for an initial one. */
  parent(state: number): number {
    const worker = state % this.#workers;
    return (this.#states[worker] as Rows).parent((state - worker) / this.#workers);
  }

  /** Numbers the surroundings in a worker's row as here. @param from where the row begins */
  renumber(row: Int32Array, from: number, worker: number): void {
    const numbers = this.#numbers?.[worker];
    if (numbers) row[from + this.#at] = numbers.of(row[from + this.#at] as number);
  }

  /** Gives all of a worker's surroundings a number here. */
  renumberAll(worker: number, count: number): void {
    for (let number = 0; number < count; number++) this.#numbers?.[worker]?.of(number);
  }
}
