/** Plain values, each kept once and numbered, so that to compare two is to compare integers. */
import { canonical } from "../../model/canonical.ts";
import { freeze } from "../../model/draft.ts";

/** The number of what is not there: the value of a key that is missing. */
const MISSING = 0;

export class Values {
  /** Primitives, and the frozen representatives of objects, by identity. */
  readonly #ids = new Map<unknown, number>([[undefined, MISSING]]);
  readonly #idOfText = new Map<string, number>();
  readonly #values: unknown[] = [undefined];

  /** How many values there are; their numbers are 0 to size-1. */
  get size(): number {
    return this.#values.length;
  }

  /** The number of a value; equal values have equal numbers. */
  id(value: unknown): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    if (typeof value !== "object" || value === null) return this.#add(value);
    const text = canonical(value);
    const equal = this.#idOfText.get(text);
    if (equal !== undefined) return equal;
    const id = this.#add(freeze(value, true));
    this.#idOfText.set(text, id);
    return id;
  }

  /** The representative of all values with this number; undefined for `MISSING`. */
  value(id: number): unknown {
    return this.#values[id];
  }

  #add(value: unknown): number {
    const id = this.#values.length;
    this.#values.push(value);
    this.#ids.set(value, id);
    return id;
  }
}

/** A record: a plain object, looked into key by key. */
export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A record or a list: what other values can stand in. */
export const isInner = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null;

/** A list of primitives, or an empty one. */
export const isFlat = (value: unknown): boolean => Array.isArray(value) && !value.some(isInner);

/** What stands under a key of a value, if that has it as its own. */
export const inside = (value: unknown, key: string): unknown =>
  isInner(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** What stands at a path below a value; undefined where the way ends. */
export function at(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = inside(here, key);
  return here;
}

/** A copy of a value with something else at a path below it; `undefined` takes the key away. */
export function put(value: unknown, path: readonly string[], item: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return item;
  const inner = put(inside(value, key), rest, item);
  if (Array.isArray(value)) return value.map((old, index) => (String(index) === key ? inner : old));
  const copy: { [key: string]: unknown } = isRecord(value) ? { ...value } : {};
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}
