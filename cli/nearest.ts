/** "Did you mean": the refusal of a name that there is not. */
import { distance } from "fastest-levenshtein";
import { UsageError } from "./exit.ts";

/** The nearest of some names, if it is near enough to be a slip of the fingers. */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const one of known) {
    const far = distance(name.toLowerCase(), one.toLowerCase());
    if (far < least) [best, least] = [one, far];
  }
  return best;
}

/**
 * The refusal of an unknown name: what was asked for, the nearest there is, and all there is.
 *
 * @param what what the name is of: "protocol", "flag of check"
 */
export function unknown(what: string, name: string, known: readonly string[]): UsageError {
  const near = nearest(name, known);
  return new UsageError(
    `there is no ${what} "${name}"${near === null ? "" : `; did you mean "${near}"?`}\nThere is: ${known.join(", ") || "none"}`,
  );
}
