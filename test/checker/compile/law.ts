/** The law of the compiled engine: under every sound subset of the reductions it says what the reference system says. */
import fc from "fast-check";
import { check } from "../../../checker/check.ts";
import { crossCheck } from "../../../checker/cross-check.ts";
import { type Recipe, randomProtocol } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";

export interface LawOptions {
  /** How many protocols to compare. */
  readonly cases: number;
  readonly seed?: number | undefined;
  /** Protocols with more reference states are left out. */
  readonly maxStates: number;
  readonly among?: (recipe: Recipe) => boolean;
}

/** What the engines differ in, one sentence each; null for a protocol that is too large to compare. */
export async function differences(made: Recipe, maxStates: number): Promise<readonly string[] | null> {
  const protocol = randomProtocol(made);
  const { exhaustive, verdict } = await check({ protocol, engine: "reference", maxStates });
  if (!exhaustive && verdict === "incomplete") return null;
  const { differences, cutShort } = await crossCheck({ protocol, maxStates: 10 * maxStates, timeout: 20 });
  return cutShort.length > 0 && differences.length === 0 ? null : differences;
}

/** Tries the law on random protocols; where it fails, shows the smallest one found and the seed. */
export const holdsTheLaw = ({ cases, seed, maxStates, among = () => true }: LawOptions): Promise<void> =>
  fc.assert(
    fc.asyncProperty(recipe.filter(among), async (made) => {
      const found = await differences(made, maxStates);
      fc.pre(found !== null);
      if (found.length > 0) throw new Error(found.join("\n"));
    }),
    { numRuns: cases, maxSkipsPerRun: 100, ...(seed === undefined ? {} : { seed }) },
  );
