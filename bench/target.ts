/** Targets. They are never softened: what misses one says by how much. */
import { shown } from "./table.ts";

export type Target =
  | { readonly atLeast: number }
  /** The limit itself counts as a miss. */
  | { readonly under: number };

export const reaches = (target: Target, measured: number): boolean =>
  "atLeast" in target ? measured >= target.atLeast : measured < target.under;

/** The target in words. */
export const targetWords = (target: Target, unit: string): string =>
  "atLeast" in target
    ? `at least ${target.atLeast.toLocaleString("en")}${unit}`
    : `under ${target.under.toLocaleString("en")}${unit}`;

/** Whether it was reached; if not, by how much it was missed. */
export function judged(target: Target, measured: number): string {
  if (reaches(target, measured)) return "reached";
  return "atLeast" in target
    ? `MISSED: ${shown((100 * measured) / target.atLeast)} % of it`
    : `MISSED: ${shown(measured / target.under)} times it`;
}
