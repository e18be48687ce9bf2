/** Checks of data that comes from a file: each says where it is, what it is, and what it must be. */
import type { Json } from "../model/canonical.ts";
import { clean, clip } from "./words.ts";

/** A trace file that cannot be used; the message says what is damaged and what to do. */
export class TraceFileError extends Error {
  override readonly name = "TraceFileError";
}

/** Takes a value and the path at which it stands; returns it with its type, or throws a TraceFileError. */
export type Check<T> = (value: unknown, path: string) => T;

/** Refuses a value. */
export function refuse(value: unknown, path: string, wanted: string): never {
  throw new TraceFileError(`${clean(path)} is ${shown(value)}; it must be ${wanted}`);
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return clean(clip(JSON.stringify(value), 40));
}

export const text: Check<string> = (value, path) => (typeof value === "string" ? value : refuse(value, path, "a text"));

export const flag: Check<boolean> = (value, path) =>
  typeof value === "boolean" ? value : refuse(value, path, "true or false");

/** A whole number in a range, both ends included. */
export const whole =
  (least: number, most: number = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value, path) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
    return refuse(value, path, `a whole number, ${range}`);
  };

export const oneOf =
  <const T extends string>(...options: readonly T[]): Check<T> =>
  (value, path) =>
    options.find((option) => option === value) ?? refuse(value, path, `one of: ${options.join(", ")}`);

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value, path) =>
    value === null ? null : check(value, path);

export const listOf =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((item: unknown, place) => check(item, `${path}[${place}]`))
      : refuse(value, path, "a list");

/** An object with these fields, all of them; others are left out. */
export const objectOf =
  <T extends object>(fields: { readonly [name in keyof T]: Check<T[name]> }): Check<T> =>
  (value, path) => {
    const found = record(value, path);
    return Object.fromEntries(
      Object.entries<Check<unknown>>(fields).map(([name, check]) => [name, check(found[name], `${path}.${name}`)]),
    ) as T;
  };

export const record: Check<{ readonly [name: string]: unknown }> = (value, path) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : refuse(value, path, "an object");

export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : check(value, path);

/** Anything that JSON can say. What was parsed from JSON is that already. */
export const json: Check<Json> = (value, path) =>
  value === undefined ? refuse(value, path, "a value") : (value as Json);
