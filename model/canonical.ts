/**
 * The identity of a value: two values are the same exactly when their canonical texts are.
 *
 * Everything that a model keeps (replica states, messages, logs) is plain data, so that a state can be compared,
 * stored, printed and replayed. What is not plain data is refused with the path at which it stands.
 */
import { freeze } from "./draft.ts";
import { ModelError } from "./error.ts";

/** Plain data: what a replica state, a message body and an executed value are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The canonical text of a plain value: JSON with the keys of every object in alphabetical order.
 *
 * @param value plain data; -0 counts as 0
 * @param origin what the value is, for the error message
 * @throws ModelError "unserialisable" with the path of a function, Date, NaN, undefined, class instance or cycle
 */
export function canonical(value: unknown, origin = "value"): string {
  return write(value, origin, []);
}

/**
 * Whether two plain values are equal. What they share is not looked into, so to compare two states that came from the
 * same one is cheap.
 */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/**
 * Refuses what is no plain data.
 *
 * @param known a value that is known to be plain; what is shared with it is not looked into
 * @throws ModelError "unserialisable" as `canonical` does
 */
export function assertPlain(value: unknown, origin: string, known?: unknown): void {
  if (value === known) return;
  const isPlainRecord =
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlainRecord || typeof known !== "object" || known === null) {
    canonical(value, origin);
    return;
  }
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw unserialisable(origin, "an object with symbol keys");
    assertPlain(value[key as keyof typeof value], `${origin}.${key}`, known[key as keyof typeof known]);
  }
}

function write(value: unknown, path: string, above: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isFinite(value)) throw unserialisable(path, String(value));
      return value === 0 ? "0" : String(value);
    case "object":
      if (value === null) return "null";
      if (above.includes(value)) throw unserialisable(path, "a cycle");
      return Array.isArray(value) ? writeArray(value, path, [...above, value]) : writeObject(value, path, above);
    default:
      throw unserialisable(path, value === undefined ? "undefined" : `a ${typeof value}`);
  }
}

function writeArray(items: readonly unknown[], path: string, above: readonly object[]): string {
  const texts: string[] = [];
  for (let i = 0; i < items.length; i++) texts.push(write(items[i], `${path}[${i}]`, above));
  return `[${texts.join(",")}]`;
}

function writeObject(value: object, path: string, above: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw unserialisable(path, `an instance of ${value.constructor?.name ?? "an unknown class"}`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw unserialisable(path, "an object with symbol keys");
  const inside = [...above, value];
  const texts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${write(field, `${path}.${key}`, inside)}`);
  return `{${texts.join(",")}}`;
}

function unserialisable(path: string, found: string): ModelError {
  return new ModelError(
    "unserialisable",
    `${path} is ${found}. Keep plain data only (null, booleans, finite numbers, strings, arrays, plain objects); leave out a key rather than set it to undefined.`,
  );
}

/** Gives equal values one frozen representative and a small number, so that identity is a comparison of integers. */
export class Interner<T extends object> {
  readonly #textOf: (value: T, origin?: string) => string;
  readonly #idOfText = new Map<string, number>();
  readonly #idOfObject = new WeakMap<object, number>();
  readonly #values: T[] = [];

  /** @param textOf a text that is the same exactly for equal values, where there is a shorter one than the canonical */
  constructor(textOf: (value: T, origin?: string) => string = canonical) {
    this.#textOf = textOf;
  }

  /** How many different values there are; their ids are 0 to size-1. */
  get size(): number {
    return this.#values.length;
  }

  /** The number of a value, the same for equal values. The value is frozen, deeply. */
  id(value: T, origin?: string): number {
    const known = this.#idOfObject.get(value);
    if (known !== undefined) return known;
    const text = this.#textOf(value, origin);
    const equal = this.#idOfText.get(text);
    const id = equal ?? this.#values.length;
    if (equal === undefined) {
      this.#values.push(freeze(value, true));
      this.#idOfText.set(text, id);
    }
    // Only what is frozen keeps its identity; a mutable object could become another value under the same id.
    if (Object.isFrozen(value)) this.#idOfObject.set(value, id);
    return id;
  }

  /** The value with this id. */
  value(id: number): T {
    const value = this.#values[id];
    if (value === undefined) throw new RangeError(`no value has id ${id}; there are ${this.#values.length}`);
    return value;
  }

  /** The one frozen representative of all values equal to this one. */
  representative(value: T, origin?: string): T {
    return this.value(this.id(value, origin));
  }
}
