/** What is looked at and what is changed in a replica state that is kept as a row of numbers. */
import { type Path, type Sees, startsWith } from "./places.ts";
import { at, isFlat, isRecord, type Values } from "./values.ts";

/** A replica state, column by column. */
export type Row = Int32Array;

/** What is seen of what is not taken whole; no value has such a number. */
const KIND = { record: -1, flat: -2, list: -3 } as const;

/** A look at one place of a row. */
export class Look {
  /** A small number, one for each look of a layout. */
  readonly id: number;
  readonly column: number;
  readonly below: Path;
  readonly sees: Sees;
  readonly #values: Values;
  readonly #sights = new Map<number, number>();
  /** The sight of each value that the column may hold, by number, plus one; 0 where it was not looked at yet. */
  #sightOf = new Int32Array(64);

  constructor(id: number, values: Values, column: number, below: Path, sees: Sees) {
    this.id = id;
    this.#values = values;
    this.column = column;
    this.below = below;
    this.sees = sees;
  }

  /** What is seen, as a small number. */
  see(row: Row): number {
    const field = row[this.column] as number;
    const known = field < this.#sightOf.length ? (this.#sightOf[field] as number) : 0;
    return known > 0 ? known - 1 : this.#lookAt(field);
  }

  /** Whether what stands at a path of a column is seen: the place looked at, something in it, or all that is around it. */
  isAbout(column: number, path: Path): boolean {
    if (column !== this.column) return false;
    return startsWith(this.below, path) || (this.sees !== "kind" && startsWith(path, this.below));
  }

  #lookAt(field: number): number {
    const id = this.#seen(at(this.#values.value(field), this.below));
    const sight = this.#sights.get(id) ?? this.#sights.size;
    this.#sights.set(id, sight);
    if (field >= this.#sightOf.length) {
      const larger = new Int32Array(2 * field + 1);
      larger.set(this.#sightOf);
      this.#sightOf = larger;
    }
    this.#sightOf[field] = sight + 1;
    return sight;
  }

  #seen(value: unknown): number {
    const sees = this.sees;
    if (typeof sees === "object") return Array.isArray(value) && value.includes(sees.item) ? 1 : 0;
    if (sees === "whole") return this.#values.id(value);
    if (isRecord(value)) return KIND.record;
    if (Array.isArray(value)) return isFlat(value) ? KIND.flat : KIND.list;
    return this.#values.id(value);
  }
}

/** A change at one place of a row. */
export class Write {
  readonly column: number;
  readonly below: Path;
  /** What is put into the sorted list there; null where what stood there goes. */
  readonly inserted: readonly number[] | null;
  /** The number of the column's value after the write, from its number before. */
  readonly put: (field: number) => number;

  constructor(column: number, below: Path, inserted: readonly number[] | null, put: (field: number) => number) {
    this.column = column;
    this.below = below;
    this.inserted = inserted;
    this.put = put;
  }

  /** Whether what stands there afterwards depends on what stood there. */
  get keeps(): boolean {
    return this.inserted !== null;
  }
}

/** A function of values as one of their numbers, computed once for each. */
export function remembered(values: Values, change: (value: unknown) => unknown): (field: number) => number {
  const known = new Map<number, number>();
  return (field) => {
    const old = known.get(field);
    if (old !== undefined) return old;
    const fresh = values.id(change(values.value(field)));
    known.set(field, fresh);
    return fresh;
  };
}
