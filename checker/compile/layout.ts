/**
 * Replica states as rows of numbers: one for what stands in each column, and one for the rest. So a state that is read
 * whole is read with the keys that it may have later.
 */
import { columnsOf, eachColumn, type Inner, putTogether, takeApart } from "./columns.ts";
import { type Path, Place, type Read, type Sees } from "./places.ts";
import { at, inside, isFlat, isRecord, put, type Values } from "./values.ts";

/** A replica state, column by column. */
export type Row = Int32Array;

/** What is seen of what is not taken whole; no value has such a number. */
const KIND = { record: -1, flat: -2, list: -3 } as const;

/** Where a place is: in a column, perhaps below what stands there; or it holds columns itself. */
type Where = { readonly column: number; readonly below: Path } | { readonly inner: Inner };

export class Layout {
  /** The place of a state, for everybody who watches what is read of it. */
  readonly root = new Place();
  /** How many columns there are. */
  readonly width: number;
  readonly #values: Values;
  readonly #columns: Inner;
  /** The column of the rest: the last. */
  readonly #rest: number;
  readonly #looks = new Map<Read, readonly Look[]>();
  readonly #lookOf = new Map<string, Look>();
  readonly #writes = new Map<Place, Map<number, readonly Write[]>>();
  readonly #writeOf = new Map<string, Write>();

  /** @param sample any state of the replica; all of them are records if it is one */
  constructor(values: Values, sample: unknown) {
    const { root, count } = columnsOf(sample);
    this.#values = values;
    this.#columns = root;
    this.#rest = count;
    this.width = count + 1;
  }

  /** The row of a state. */
  row(state: unknown): Row {
    const row = new Int32Array(this.width);
    const rest = takeApart(state, this.#columns, (column, item) => {
      row[column] = this.#values.id(item);
    });
    row[this.#rest] = this.#values.id(rest);
    return row;
  }

  /** The state of a row. */
  state(row: Row): unknown {
    const rest = this.#values.value(row[this.#rest] as number);
    return putTogether(rest, this.#columns, (column) => this.#values.value(row[column] as number));
  }

  /** The looks that were taken in these reads. What holds columns is read column by column. */
  looks(reads: readonly Read[]): readonly Look[] {
    return reads.flatMap((read) => {
      let looks = this.#looks.get(read);
      if (!looks) {
        looks = this.#looksOf(read);
        this.#looks.set(read, looks);
      }
      return looks;
    });
  }

  /** What it takes to put a value at a place. */
  writes(place: Place, value: unknown): readonly Write[] {
    let known = this.#writes.get(place);
    if (!known) {
      known = new Map();
      this.#writes.set(place, known);
    }
    const id = this.#values.id(value);
    let writes = known.get(id);
    if (!writes) {
      writes = this.#writesOf(place, id);
      known.set(id, writes);
    }
    return writes;
  }

  /** What it takes to put the value of a number at a place in a column. */
  write(column: number, below: Path, id: number): Write {
    const name = [column, id, ...below].join("\u0000");
    let write = this.#writeOf.get(name);
    if (!write) {
      write = new Write(this.#values, column, below, id);
      this.#writeOf.set(name, write);
    }
    return write;
  }

  /** The number of what stands at a place below the value of a column. */
  under(field: number, below: Path): number {
    return below.length === 0 ? field : this.#values.id(at(this.#values.value(field), below));
  }

  /** How far down a path, below the value of a column, records go: the keys that lead from one record on. */
  inRecords(field: number, below: Path): Path {
    let value = this.#values.value(field);
    let depth = 0;
    for (; depth < below.length && isRecord(value); depth++) value = inside(value, below[depth] as string);
    return below.slice(0, depth);
  }

  #where({ path }: Place): Where {
    let inner = this.#columns;
    for (const [depth, key] of path.entries()) {
      const next = inner.below.get(key);
      if (next === undefined) return { column: this.#rest, below: path };
      if (typeof next === "number") return { column: next, below: path.slice(depth + 1) };
      inner = next;
    }
    return { inner };
  }

  #looksOf({ place, sees }: Read): readonly Look[] {
    const where = this.#where(place);
    if ("column" in where) return [this.#look(where.column, where.below, sees)];
    const rest = this.#look(this.#rest, place.path, sees);
    if (sees !== "whole") return [rest];
    const looks: Look[] = [];
    eachColumn(where.inner, (column) => looks.push(this.#look(column, [], sees)));
    return [...looks, rest];
  }

  /** Two reads may lead to one look; the same look is the same object. */
  #look(column: number, below: Path, sees: Sees): Look {
    const seen = typeof sees === "string" ? sees : `${typeof sees.item} ${String(sees.item)}`;
    const name = [column, seen, ...below].join("\u0000");
    const known = this.#lookOf.get(name) ?? new Look(this.#values, column, below, sees);
    this.#lookOf.set(name, known);
    return known;
  }

  #writesOf(place: Place, id: number): readonly Write[] {
    const values = this.#values;
    const where = this.#where(place);
    if ("column" in where) return [this.write(where.column, where.below, id)];
    const writes: Write[] = [];
    const rest = takeApart(values.value(id), where.inner, (column, item) => {
      writes.push(this.write(column, [], values.id(item)));
    });
    return [...writes, this.write(this.#rest, place.path, values.id(rest))];
  }
}

/** A look at one place of a row. */
export class Look {
  readonly column: number;
  readonly below: Path;
  readonly sees: Sees;
  readonly #values: Values;
  readonly #sights = new Map<number, number>();
  /** The sight of each value that the column may hold, by number, plus one; 0 where it was not looked at yet. */
  #sightOf = new Int32Array(64);

  constructor(values: Values, column: number, below: Path, sees: Sees) {
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

/** Something put at one place of a row. */
export class Write {
  readonly column: number;
  readonly below: Path;
  /** The number of the column's value after the write, from its number before. */
  readonly put: (field: number) => number;

  constructor(values: Values, column: number, below: Path, id: number) {
    this.column = column;
    this.below = below;
    const known = new Map<number, number>();
    const putBelow = (field: number): number => {
      const old = known.get(field);
      if (old !== undefined) return old;
      const fresh = values.id(put(values.value(field), below, values.value(id)));
      known.set(field, fresh);
      return fresh;
    };
    this.put = below.length === 0 ? () => id : putBelow;
  }
}
