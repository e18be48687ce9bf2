/** What differs between two plain values. */
import diff from "microdiff";
import type { Json } from "../model/canonical.ts";
import type { Change } from "./outcome.ts";

/** Every place at which two values differ. */
export function changesBetween(before: object, after: object): readonly Change[] {
  return diff(before, after, { cyclesFix: false }).map((one) => ({
    path: one.path,
    ...("oldValue" in one ? { before: one.oldValue as Json } : {}),
    ...("value" in one ? { after: one.value as Json } : {}),
  }));
}
