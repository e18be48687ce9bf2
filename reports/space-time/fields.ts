/** A replica's state as a list of fields in words. */
import type { Json } from "../../model/canonical.ts";
import { holdsRecords, isRecord } from "../trace-text.ts";
import { clip, valueWords } from "../words.ts";
import type { Field } from "./picture.ts";

/** The longest text of a field. */
const MOST = 300;

/**
 * The fields of a state. A record of records, such as one for each slot, is told record by record: `slots 1 prepares`.
 *
 * @param before the state to compare with; null for none
 */
export function fieldsOf(state: Json, before: Json | null): readonly Field[] {
  const old = new Map(flat(before, [], "item"));
  return flat(state, [], "item").map(([name, text]) => ({
    name: clip(name, 60),
    text: clip(text, MOST),
    isNew: before !== null && old.get(name) !== text,
  }));
}

/** An item is told field by field, a collection item by item, anything else as a whole. */
function flat(value: Json, path: readonly string[], as: "item" | "collection"): readonly (readonly [string, string])[] {
  if (!isRecord(value)) return value === null ? [] : [["state", valueWords(value)]];
  return Object.entries(value).flatMap(([key, field]) => {
    const place = [...path, valueWords(key)];
    if (as === "collection" && isRecord(field)) return flat(field, place, "item");
    if (as === "item" && holdsRecords(field)) return flat(field, place, "collection");
    return [[place.join(" "), valueWords(field)]];
  });
}
