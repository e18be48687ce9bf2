/**
 * Values in Apalache's Informal Trace Format, ITF (ADR-015, revision of 2023-09-14):
 * https://apalache-mc.org/docs/adr/015adr-trace.html
 *
 * Integers are always `{"#bigint": "1"}`: plain JSON numbers are not allowed. A list is a sequence, an object a record.
 * ITF knows no null and no fractions. Null is the variant `None`, as Quint writes it; a fraction is `#unserializable`.
 */
import type { Json } from "../model/canonical.ts";
import { type Check, listOf, oneOf, record, refuse, text } from "./narrow.ts";

export type ItfValue =
  | boolean
  | string
  | readonly ItfValue[]
  | { readonly "#bigint": string }
  | { readonly "#tup": readonly ItfValue[] }
  | { readonly "#set": readonly ItfValue[] }
  | { readonly "#map": readonly (readonly [ItfValue, ItfValue])[] }
  | { readonly "#unserializable": string }
  | { readonly [field: string]: ItfValue };

const NONE: ItfValue = { tag: "None", value: { "#tup": [] } };

/** A value in ITF. `fromItf` gives it back. */
export function toItf(value: Json): ItfValue {
  if (value === null) return NONE;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") {
    return Number.isInteger(value) ? { "#bigint": BigInt(value).toString() } : { "#unserializable": String(value) };
  }
  if (Array.isArray(value)) return value.map(toItf);
  const fields = Object.entries(value).map(([name, field]) => [name, toItf(field)] as const);
  // A record's fields may not begin with `#`, which is kept for the special forms; a map's keys may be anything.
  return fields.some(([name]) => name.startsWith("#")) ? { "#map": fields } : Object.fromEntries(fields);
}

/** A function from whole numbers, as Apalache writes functions. */
export const toItfMap = (entries: readonly (readonly [number, Json])[]): ItfValue => ({
  "#map": entries.map(([key, value]) => [toItf(key), toItf(value)]),
});

/** A value from ITF. @throws TraceFileError for what ITF does not have */
export const fromItf: Check<Json> = (value, path) => {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item: unknown, place) => fromItf(item, `${path}[${place}]`));
  if (typeof value === "number" || value === null)
    return refuse(value, path, 'an ITF value: integers are {"#bigint": "1"}');
  const object = record(value, path);
  const special = Object.keys(object).find((name) => name.startsWith("#"));
  if (special === undefined) return isNone(object) ? null : fieldsOf(Object.entries(object), path);
  const inside = object[special];
  const at = `${path}.${special}`;
  switch (oneOf("#bigint", "#tup", "#set", "#map", "#unserializable")(special, `${path}'s form`)) {
    case "#bigint":
      return /^-?\d+$/.test(text(inside, at)) ? Number(inside) : refuse(inside, at, "digits");
    case "#tup":
    case "#set":
      return listOf(fromItf)(inside, at);
    case "#map":
      return fieldsOf(listOf(pair)(inside, at), at);
    case "#unserializable": {
      const number = Number(text(inside, at));
      return Number.isFinite(number) ? number : refuse(inside, at, "a number");
    }
  }
};

const isNone = (object: { readonly [name: string]: unknown }): boolean =>
  object.tag === "None" && JSON.stringify(object) === JSON.stringify(NONE);

const fieldsOf = (entries: readonly (readonly [string, unknown])[], path: string): Json =>
  Object.fromEntries(entries.map(([name, field]) => [name, fromItf(field, `${path}.${name}`)]));

/** A pair of a map; a number for a key becomes text, as in every JSON object. */
const pair: Check<readonly [string, unknown]> = (value, path) => {
  if (!Array.isArray(value) || value.length !== 2) return refuse(value, path, "a pair of key and value");
  return [String(fromItf(value[0], `${path}[0]`)), value[1]];
};
