/**
 * Replica states as rows of numbers: one column for each key of the first state, holding the number of what stands there,
 * and one for a record of all other keys. So a state that is read whole is read with the keys that it may have later.
 */
import type { Path, Read } from "./recorder.ts";
import { at, isRecord, MISSING, put, type Values } from "./values.ts";

/** A replica state, column by column. */
export type Row = Int32Array;

/** A look at one place of a row. */
export interface Look {
  readonly column: number;
  /** What is seen, as a small number. */
  see(row: Row): number;
}

/** Something put at one place of a row. */
export interface Write {
  readonly column: number;
  /** The number of the column's value after the write, from its number before. */
  put(field: number): number;
}

export class Layout {
  readonly #values: Values;
  /** The keys that have a column of their own; none where a state is no record. */
  readonly #keys: readonly string[];
  readonly #looks = new Map<string, Look>();
  readonly #writes = new Map<string, Write>();
  readonly #isRecord: boolean;

  /** @param sample any state of the replica; all of them are records if it is one */
  constructor(values: Values, sample: unknown) {
    this.#values = values;
    this.#isRecord = isRecord(sample);
    this.#keys = isRecord(sample) ? Object.keys(sample).sort() : [];
  }

  /** How many columns there are. */
  get width(): number {
    return this.#keys.length + 1;
  }

  /** The row of a state. */
  row(state: unknown): Row {
    if (!this.#isRecord || !isRecord(state)) return Int32Array.of(this.#values.id(state));
    const others = Object.fromEntries(Object.entries(state).filter(([key]) => !this.#keys.includes(key)));
    return Int32Array.of(...this.#keys.map((key) => this.#values.id(state[key])), this.#values.id(others));
  }

  /** The state of a row. */
  state(row: Row): unknown {
    if (!this.#isRecord) return this.#values.value(row[0] as number);
    const state: { [key: string]: unknown } = {};
    this.#keys.forEach((key, column) => {
      if (row[column] !== MISSING) state[key] = this.#values.value(row[column] as number);
    });
    return Object.freeze(Object.assign(state, this.#values.value(row[this.#keys.length] as number)));
  }

  /** The looks that were taken in these reads. A state read whole is read column by column. */
  looks(reads: readonly Read[]): readonly Look[] {
    return reads.flatMap(({ path, whole }) => {
      if (path.length === 0) return Array.from({ length: this.width }, (_, column) => this.#look(column, [], true));
      const { column, below } = this.#place(path);
      return [this.#look(column, below, whole)];
    });
  }

  /** What it takes to put a value at a path. */
  writes(path: Path, value: unknown): readonly Write[] {
    const { column, below } = this.#place(path);
    const id = this.#values.id(value);
    const name = [column, id, ...below].join("\u0000");
    const known = this.#writes.get(name) ?? { column, put: this.#put(below, id) };
    this.#writes.set(name, known);
    return [known];
  }

  #put(below: Path, id: number): (field: number) => number {
    if (below.length === 0) return () => id;
    const known = new Map<number, number>();
    return (field) => {
      const old = known.get(field);
      if (old !== undefined) return old;
      const fresh = this.#values.id(put(this.#values.value(field), below, this.#values.value(id)));
      known.set(field, fresh);
      return fresh;
    };
  }

  /** The column of a path, and what of the path is left below it. */
  #place(path: Path): { readonly column: number; readonly below: Path } {
    const column = this.#keys.indexOf(path[0] ?? "");
    return column >= 0 ? { column, below: path.slice(1) } : { column: this.#keys.length, below: path };
  }

  #look(column: number, below: Path, whole: boolean): Look {
    const name = [column, whole, ...below].join("\u0000");
    const known = this.#looks.get(name) ?? this.#newLook(column, below, whole);
    this.#looks.set(name, known);
    return known;
  }

  #newLook(column: number, below: Path, whole: boolean): Look {
    const sights = new Map<number, number>();
    /** The sight of each value that the column may hold, by number, plus one; 0 where it was not looked at yet. */
    let sightOf = new Int32Array(64);
    const lookAt = (field: number): number => {
      const seen = at(this.#values.value(field), below);
      // Of a record only its being there is seen; MISSING - 1 is no value's number.
      const id = isRecord(seen) && !whole ? MISSING - 1 : this.#values.id(seen);
      const sight = sights.get(id) ?? sights.size;
      sights.set(id, sight);
      if (field >= sightOf.length) {
        const larger = new Int32Array(2 * field + 1);
        larger.set(sightOf);
        sightOf = larger;
      }
      sightOf[field] = sight + 1;
      return sight;
    };
    return {
      column,
      see(row) {
        const field = row[column] as number;
        const known = sightOf[field] ?? 0;
        return known > 0 ? known - 1 : lookAt(field);
      },
    };
  }
}
