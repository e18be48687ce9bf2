/**
 * Which places of a replica state have a column of their own: the ends of the records that the first state is made of,
 * also of those in lists. One more column holds the rest: keys that come later, and how long lists are.
 */
import { inside, isFlat, isInner, isRecord } from "./values.ts";

/** What stands at a place: a column, or records and lists in which others stand. */
type Columns = number | Inner;

export interface Inner {
  readonly isList: boolean;
  readonly below: ReadonlyMap<string, Columns>;
}

/** Past this many, only the keys of the state itself have columns. */
const MOST = 48;

/** The columns of states like this one, numbered from 0, and how many there are without that for the rest. */
export function columnsOf(sample: unknown): { readonly root: Inner; readonly count: number } {
  for (const depth of [Number.POSITIVE_INFINITY, 1]) {
    let count = 0;
    const find = (value: unknown, level: number): Inner => {
      const below = new Map<string, Columns>();
      for (const key of isInner(value) ? Object.keys(value).sort() : []) {
        const item = inside(value, key);
        const goesOn = level < depth && isInner(item) && !isFlat(item) && Object.keys(item).length > 0;
        // What stands in a list is never taken out of it: the list would be another.
        if (goesOn) below.set(key, find(item, level + 1));
        else if (isRecord(value)) below.set(key, count++);
      }
      return { isList: Array.isArray(value), below };
    };
    const root = find(isRecord(sample) ? sample : {}, 1);
    if (count <= MOST || depth === 1) return { root, count };
  }
  throw new Error("unreachable");
}

/** Takes the values of all columns out of a value, `undefined` where there is none; returns the rest. */
export function takeApart(value: unknown, columns: Inner, put: (column: number, item: unknown) => void): unknown {
  if (!fits(value, columns)) {
    eachColumn(columns, (column) => put(column, undefined));
    return value;
  }
  const rest: { [key: string]: unknown } = { ...value };
  for (const [key, at] of columns.below) {
    if (typeof at === "number") {
      put(at, inside(value, key));
      delete rest[key];
    } else {
      const inner = takeApart(inside(value, key), at, put);
      if (inner !== undefined) rest[key] = inner;
    }
  }
  return columns.isList ? Object.values(rest) : rest;
}

/** Puts a value together again. */
export function putTogether(rest: unknown, columns: Inner, at: (column: number) => unknown): unknown {
  if (!fits(rest, columns)) return rest;
  const value = (columns.isList ? Object.values(rest) : { ...rest }) as { [key: string]: unknown };
  for (const [key, below] of columns.below) {
    if (typeof below === "number") {
      const item = at(below);
      if (item !== undefined) value[key] = item;
    } else if (Object.hasOwn(rest, key)) value[key] = putTogether(rest[key], below, at);
  }
  return Object.freeze(value);
}

/** Goes through the columns below. */
export function eachColumn({ below }: Inner, see: (column: number) => void): void {
  for (const columns of below.values()) {
    if (typeof columns === "number") see(columns);
    else eachColumn(columns, see);
  }
}

/** Whether a value is of the kind that has these columns. */
const fits = (value: unknown, { isList }: Inner): value is { readonly [key: string]: unknown } =>
  isList ? Array.isArray(value) : isRecord(value);
