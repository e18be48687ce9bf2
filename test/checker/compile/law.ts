/** The law of the compiled engine: under every sound subset of the reductions it says what the reference system says. */
import fc from "fast-check";
import { type CompiledRun, crossCheck, everyRun } from "../../../checker/cross-check.ts";
import { type Recipe, randomProtocol } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";

export interface LawOptions {
  /** How many protocols to compare. */
  readonly cases: number;
  readonly seed?: number;
  /** Protocols with more states are left out. */
  readonly maxStates: number;
  /** How many of the runs are made for each protocol, at random; all if left out. */
  readonly runs?: number;
  /** Which runs are made at all. */
  readonly among?: (run: CompiledRun) => boolean;
}

/** Tries the law on random protocols; where it fails, shows the smallest one found and the seed. */
export async function tryTheLaw({ cases, seed, maxStates, runs, among = () => true }: LawOptions): Promise<void> {
  const all = everyRun("asynchronous").length;
  const some = fc.uniqueArray(fc.nat(all - 1), { minLength: runs ?? all, maxLength: runs ?? all });
  await fc.assert(
    fc.asyncProperty(recipe, some, async (made, numbers) => {
      const possible = everyRun(made.timing).filter(among);
      const chosen = [...new Set(numbers.map((number) => possible[number % possible.length] as CompiledRun))];
      const found = await differences(made, maxStates, chosen);
      fc.pre(found !== null);
      if (found.length > 0) throw new Error(found.join("\n"));
    }),
    { numRuns: cases, maxSkipsPerRun: 10, ...(seed === undefined ? {} : { seed }) },
  );
}

/** What the engines differ in, one sentence each; null for a protocol that is too large to compare. */
async function differences(
  made: Recipe,
  maxStates: number,
  runs: readonly CompiledRun[],
): Promise<readonly string[] | null> {
  const protocol = randomProtocol(made);
  const reference = await crossCheck({ protocol, maxStates }, []);
  if (reference.cutShort.length > 0) return null;
  const { differences, cutShort } = await crossCheck({ protocol, maxStates: 20 * maxStates, timeout: 10 }, runs);
  return differences.length > 0 || cutShort.length === 0 ? differences : null;
}
