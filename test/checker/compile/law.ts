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
  readonly among?: (run: CompiledRun, made: Recipe) => boolean;
  /** Which protocols; any if left out. */
  readonly recipes?: fc.Arbitrary<Recipe>;
  /** Which differences count; all if left out. */
  readonly shows?: RegExp;
}

const NUMBERS = 1000;

/** Tries the law on random protocols; where it fails, shows the smallest one found and the seed. */
export const tryTheLaw = (options: LawOptions): Promise<void> => fc.assert(law(options), parameters(options));

/** What the engines differ in on the first of some random protocols on which they do; null if they never do. */
export async function firstDifference(options: LawOptions): Promise<string | null> {
  const { failed, errorInstance } = await fc.check(law(options), { ...parameters(options), endOnFailure: true });
  return failed ? String(errorInstance) : null;
}

const parameters = ({ cases, seed }: LawOptions) => ({
  numRuns: cases,
  maxSkipsPerRun: 10,
  ...(seed === undefined ? {} : { seed }),
});

const law = ({ maxStates, runs, among = () => true, recipes = recipe, shows = /./ }: LawOptions) =>
  fc.asyncProperty(
    recipes,
    fc.array(fc.nat(NUMBERS), { minLength: runs ?? 0, maxLength: runs ?? 0 }),
    async (made, numbers) => {
      const possible = everyRun(made.timing, true).filter((run) => among(run, made));
      fc.pre(possible.length > 0);
      const chosen = numbers.map((number) => possible[number % possible.length] as CompiledRun);
      const found = await differences(made, maxStates, runs === undefined ? possible : [...new Set(chosen)]);
      fc.pre(found !== null);
      const counting = found.filter((one) => shows.test(one));
      if (counting.length > 0) throw new Error(counting.join("\n"));
    },
  );

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
