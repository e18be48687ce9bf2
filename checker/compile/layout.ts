/**
 * Replica states as rows of numbers: one for what stands in each column, and one for the rest. So a state that is read
 * whole is read with the keys that it may have later.
 */
import { inserted } from "../../model/sorted.ts";
import { columnsOf, eachColumn, type Inner, putTogether, takeApart } from "./columns.ts";
import { Look, type Row, remembered, Write } from "./looks.ts";
import { type Path, Place, type Read, type Sees } from "./places.ts";
import type { Inserted } from "./recorder.ts";
import { Units } from "./units.ts";
import { at, inside, isRecord, put, type Values } from "./values.ts";

/** Where a place is: in a column, perhaps below what stands there; or it holds columns itself. */
type Where = { readonly column: number; readonly below: Path } | { readonly inner: Inner };

export class Layout {
  /** The place of a state, for everybody who watches what is read of it. */
  readonly root = new Place();
  /** One set for all replicas: what is remembered of a reaction by its units is so for each that has the reaction. */
  readonly units = new Units(this);
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
    markDivided(this.root, root);
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
    const value = this.#values.value(id);
    return this.#known(["put", column, id, ...below], () =>
      below.length === 0
        ? new Write(column, below, null, () => id)
        : new Write(
            column,
            below,
            null,
            remembered(this.#values, (field) => put(field, below, value)),
          ),
    );
  }

  /** What it takes to put numbers into the sorted list at a place that is not divided. */
  insertion({ place, items }: Inserted): Write {
    const where = this.#where(place);
    if (!("column" in where)) throw new Error("a list that is kept in several parts is written whole");
    const { column, below } = where;
    const change = (field: unknown): unknown =>
      put(field, below, items.reduce(inserted, at(field, below) as readonly number[]));
    return this.#known(
      ["insert", column, items.join(), ...below],
      () => new Write(column, below, items, remembered(this.#values, change)),
    );
  }

  /** Equal writes are the same object. */
  #known(name: readonly (string | number)[], make: () => Write): Write {
    const text = name.join("\u0000");
    let write = this.#writeOf.get(text);
    if (!write) {
      write = make();
      this.#writeOf.set(text, write);
    }
    return write;
  }

  /** The number of what stands at a place below the value of a column. */
  under(field: number, below: Path): number {
    return below.length === 0 ? field : this.#values.id(at(this.#values.value(field), below));
  }

  /** The number of a value; equal values have equal numbers. */
  numberOf(value: unknown): number {
    return this.#values.id(value);
  }

  /** The value of a number. */
  valueOf(id: number): unknown {
    return this.#values.value(id);
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
    const known = this.#lookOf.get(name) ?? new Look(this.#lookOf.size, this.#values, column, below, sees);
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

/** Marks the places whose values are kept column by column. */
function markDivided(place: Place, { below }: Inner): void {
  place.isDivided = true;
  for (const [key, columns] of below) if (typeof columns !== "number") markDivided(place.at(key), columns);
}
