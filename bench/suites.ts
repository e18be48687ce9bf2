/** All suites, in the order in which they run. */
import type { Suite } from "./suite.ts";
import { commands } from "./suites/commands.ts";
import { growth } from "./suites/growth.ts";
import { memory } from "./suites/memory.ts";
import { raw } from "./suites/raw.ts";
import { reference } from "./suites/reference.ts";
import { verdict } from "./suites/verdict.ts";
import { workers } from "./suites/workers.ts";

export const SUITES: readonly Suite[] = [commands, raw, verdict, workers, reference, growth, memory];

/**
 * The suites to run.
 *
 * @param names those asked for by name; without any, all but the long ones
 * @throws Error for a name that there is not
 */
export function suitesFor(names: readonly string[], long: boolean): readonly Suite[] {
  const unknown = names.find((name) => !SUITES.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new Error(`no suite "${unknown}"; there are: ${SUITES.map(({ name }) => name).join(", ")}`);
  }
  return names.length > 0
    ? SUITES.filter(({ name }) => names.includes(name))
    : SUITES.filter((one) => long || !one.long);
}
