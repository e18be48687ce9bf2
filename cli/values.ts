/** Reading the values of flags; each refusal names the flag, what it was given, and what it takes. */
import type { GivenFlags } from "./arguments.ts";
import { UsageError } from "./exit.ts";
import { nearest } from "./nearest.ts";

/** The value of a flag that is given once at most. */
export const text = (flags: GivenFlags, name: string): string | undefined => flags.get(name)?.values[0];

/** Whether a flag without a value is set. */
export const isSet = (flags: GivenFlags, name: string): boolean => flags.has(name);

/** @throws UsageError for anything but a decimal number; whether it is in range is for others to say */
export function number(flags: GivenFlags, name: string): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const read = Number(value);
  if (!/^-?\d+(\.\d+)?$/.test(value) || Math.abs(read) > Number.MAX_SAFE_INTEGER) {
    throw new UsageError(`${flags.get(name)?.source} is "${value}"; it must be a number`);
  }
  return read;
}

/** @throws UsageError for a value that is not among the options, naming them and the nearest */
export function oneOf<const T extends string>(flags: GivenFlags, name: string, options: readonly T[]): T | undefined {
  const value = text(flags, name);
  return value === undefined ? undefined : option(value, flags.get(name)?.source ?? name, options);
}

/** A list of values, each among the options; undefined if the flag is not given. */
export function listOf<const T extends string>(
  flags: GivenFlags,
  name: string,
  options: readonly T[],
): readonly T[] | undefined {
  const given = flags.get(name);
  return given && [...new Set(given.values.map((value) => option(value, given.source, options)))];
}

function option<T extends string>(value: string, source: string, options: readonly T[]): T {
  const found = options.find((one) => one === value);
  if (found !== undefined) return found;
  const near = nearest(value, options);
  throw new UsageError(
    `${source} is "${value}"; it must be one of: ${options.join(", ")}${near === null ? "" : ` (did you mean ${near}?)`}`,
  );
}

/** Node ids: "0", "0,1" or "none". @throws UsageError for anything else */
export function ids(flags: GivenFlags, name: string): readonly number[] | undefined {
  const given = flags.get(name);
  if (!given) return undefined;
  const value = given.values.join(",");
  if (value === "none" || value === "") return [];
  const parts = value.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => !/^-?\d{1,9}$/.test(part));
  if (wrong !== undefined) {
    throw new UsageError(`${given.source} is "${value}"; it must be ids of nodes such as 0 or 0,1, or none`);
  }
  return parts.map(Number);
}
