/** Comparisons to report on: a real one, and one of protocols that say what no protocol should say. */
import { type Comparison, compare } from "../../checker/compare.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { situations } from "../../protocols/situations.ts";
import { NASTY, nasty } from "./samples.ts";

const bounds = { rounds: 1 };
const forking: Protocol = { ...bsmr, comparison: { ...bsmr.comparison, bounds } };

/** The same among honest nodes, without one of the properties, and another as somebody else would put it. */
const honest: Protocol = {
  ...forking,
  name: "honest",
  defaults: { ...bsmr.defaults, byzantine: [] },
  properties: (setting) =>
    (forking as Protocol)
      .properties(setting)
      .filter(({ name }) => name !== "validity")
      .map((one) => (one.name === "agreement" ? { ...one, says: one.says.replace("round", "slot") } : one))
      .map((one) => (one.name === "commits" ? { ...one, says: "it commits" } : one)),
  wording: {},
  comparison: { bounds, why: { agreement: { SAFE: "nobody lies" } } },
};

let found: Promise<Comparison> | null = null;

/** Bsmr with one round, with a liar and among honest nodes. Searched for once. */
export function comparison(): Promise<Comparison> {
  found ??= compare({ protocols: [forking, honest], situations, sizes: [4, 7] });
  return found;
}

const formula = { says: NASTY, of: () => -1, because: NASTY };

/** All words in it are nasty, and its formulas are wrong. */
export const nastyComparison = (): Promise<Comparison> =>
  compare({
    protocols: [
      {
        ...nasty(),
        comparison: { cost: { messages: formula, delays: formula }, why: { agreement: { VIOLATED: NASTY } } },
      },
    ],
    situations: [{ name: NASTY, says: NASTY, property: "agreement", under: () => ({}) }],
    sizes: [4],
  });
