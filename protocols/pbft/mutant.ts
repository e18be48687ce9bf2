/** What mutants of PBFT have in common. */
import type { ConfigurationChange, Expectation, Variant } from "../../model/protocol.ts";
import type { Rules } from "./rules.ts";
import type { Parameters } from "./state.ts";

export type Mutant = Variant<Parameters, Rules>;

/** A rule that no longer asks. */
export const always = (): boolean => true;

const under = (views: number, byzantine?: readonly number[], slots = 1): ConfigurationChange => ({
  byzantine,
  parameters: { views, slots },
});

/** Agreement is violated with views 0 to `views`, in `length` steps at the shortest. */
export const breaksAt = (
  views: number,
  length?: number,
  byzantine?: readonly number[],
  slots?: number,
): readonly Expectation[] => [
  {
    property: "agreement",
    verdict: "VIOLATED",
    ...(length === undefined ? {} : { length }),
    under: under(views, byzantine, slots),
  },
];

/** Agreement holds with views 0 to `views`. */
export const holds = (views: number, byzantine?: readonly number[], slots?: number): readonly Expectation[] => [
  { property: "agreement", verdict: "SAFE", under: under(views, byzantine, slots) },
];
