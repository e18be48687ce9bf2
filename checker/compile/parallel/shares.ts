/**
 * What the workers found, as one of them sees it, or the main thread. Each part of the states has a table of its own, which
 * one worker writes and all may read. Where rows name their surroundings by a number, each worker gives its own numbers.
 */
import { type Chunk, Rows } from "../../rows.ts";
import type { RowTable } from "../surroundings.ts";
import { Memo } from "../symmetry-memo.ts";
import { numberOf, PARTS, partOf, workerOf } from "./part.ts";

/** The memory of a worker's tables. */
export interface Share {
  /** Parts of the states that are somewhere else than they were, and where. */
  readonly states: readonly (readonly [number, readonly Chunk[]])[];
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
  /** Of what was looked at in passing: it means nothing, and keeps the look from being thought useless. */
  protected seen = 0;
  /** For each worker, its number of surroundings -> the number that they have here; null where they have none. */
  readonly #numbers: readonly Memo[] | null;

  /**
   * @param width words in a row
   * @param at the word of a row that is the number of its surroundings
   * @param here null where rows say themselves what is around
   */
  constructor(workers: number, width: number, at: number, here: Here | null) {
    this.#workers = workers;
    this.#at = at;
    this.#states = Array.from({ length: PARTS }, () => new Rows(width));
    this.#surroundings = Array.from({ length: workers }, () => new Rows(here?.width ?? 1));
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
    for (const [part, chunks] of states) this.#states[part]?.adopt(chunks);
    this.#surroundings[worker]?.adopt(surroundings);
  }

  /** Looks at the rows of states that will be read, for waits for memory that do not depend on each other overlap. */
  fetch(states: Int32Array, count: number): void {
    for (let at = 0; at < count; at++) {
      const state = states[at] as number;
      if (state >= 0) this.seen ^= (this.#states[partOf(state)] as Rows).look(numberOf(state));
    }
  }

  /** Copies the row of a state, with its surroundings numbered as here. */
  read(state: number, into: Int32Array): void {
    const part = partOf(state);
    (this.#states[part] as Rows).read(numberOf(state), into);
    if (this.#numbers !== null) this.renumber(into, into.length, 1, workerOf(part, this.#workers));
  }

  /** The state from which this one was reached; -1 for an initial one. */
  parent(state: number): number {
    return (this.#states[partOf(state)] as Rows).parent(numberOf(state));
  }

  /** Numbers the surroundings in a worker's rows as here. @param stride words from one row to the next */
  renumber(rows: Int32Array, stride: number, count: number, worker: number): void {
    const numbers = this.#numbers?.[worker];
    if (!numbers) return;
    const end = count * stride;
    for (let at = this.#at; at < end; at += stride) rows[at] = numbers.of(rows[at] as number);
  }

  /** Gives all of a worker's surroundings a number here. */
  renumberAll(worker: number, count: number): void {
    for (let number = 0; number < count; number++) this.#numbers?.[worker]?.of(number);
  }
}
