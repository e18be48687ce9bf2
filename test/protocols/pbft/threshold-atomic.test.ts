import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutants } from "./threshold-atomic/mutants.ts";
import { Numbers } from "./threshold-atomic/numbers.ts";
import { found, known, type Verdict } from "./threshold-atomic/verdicts.ts";
import { type Options, thresholdAtomic } from "./threshold-atomic.ts";

const agreement = (options: Options) => thresholdAtomic({ identified: true, ...options }).agreement;

// The identified counts tell how the other model identifies the values: the first to be accepted is A unless a NEW-VIEW came before
// that. With the states themselves up to renaming there would be fewer: 73 and 12,894.
describe("threshold-atomic PBFT has as many states as an independent model of it", () => {
  test.each([
    [0, false, 145],
    [1, false, 25_768],
    [0, true, 97],
    [1, true, 18_555],
  ])("views 0..%i, values identified: %s", (views, identified, states) =>
    expect(thresholdAtomic({ views, identified })).toMatchObject({ agreement: "SAFE", states, commits: true }),
  );

  test("and the 145 can be counted by hand", () => {
    // By who has accepted what of {A, B}: k who have accepted one value may have prepared from k = 2 on, and executed from 2 prepared on.
    const perValue = [1, 1, 1 + 2 + 4, 1 + 3 + 3 * 4 + 8];
    const waysFor = (a: number, b: number) => (perValue[a] ?? 0) * (perValue[b] ?? 0);
    const choices = [0, 1, 2].flatMap((one) => [0, 1, 2].flatMap((two) => [0, 1, 2].map((three) => [one, two, three])));
    const count = (accepted: number[], value: number) => accepted.filter((one) => one === value).length;
    const ways = choices.map((accepted) => waysFor(count(accepted, 1), count(accepted, 2)));
    expect(ways.reduce((sum, some) => sum + some)).toBe(145);
  });
});

describe("one mistake in it is found where it matters, and only there", () => {
  const title = ({ mutant, byzantine, breaksAt }: Verdict) =>
    `${mutant}, node ${byzantine} Byzantine: ${breaksAt === null ? "safe" : `breaks with views 0..${breaksAt}`}`;

  for (const { breaksAt, ...setting } of [...known, ...found].filter((verdict) => verdict.breaksAt !== 2)) {
    test(title({ breaksAt, ...setting }), () => {
      const verdicts = [0, 1].map((views) => agreement({ ...setting, views }));
      expect(verdicts).toEqual([0, 1].map((views) => (breaksAt !== null && breaksAt <= views ? "VIOLATED" : "SAFE")));
    });
  }

  test("the tables name every mutant but the one that needs two slots", () => {
    const named = new Set<string>([...known, ...found].map(({ mutant }) => mutant));
    expect(Object.keys(mutants).filter((name) => !named.has(name))).toEqual(["no-null"]);
  });
});

describe("quorums are what keeps it safe, and alive", () => {
  test.each<[string, Partial<Options>]>([
    ["three replicas with quorums of n-f", { n: 3, quorum: 2 }],
    ["nodes 0 and 1 Byzantine", { byzantine: [0, 1] }],
    ["five replicas with quorums of 2f+1", { n: 5 }],
  ])("%s break agreement in the first view", (_title, options) =>
    expect(agreement({ views: 0, ...options })).toBe("VIOLATED"),
  );

  test("prepare-quorum-plus-one: nobody ever commits while a backup is silent; in the protocol somebody does", () => {
    const silent = { views: 1, byzantine: [3], silent: true };
    expect(thresholdAtomic({ ...silent, mutant: "prepare-quorum-plus-one" }).commits).toBe(false);
    expect(thresholdAtomic(silent).commits).toBe(true);
  });
});

test("the set of numbers is a set", () => {
  const someNumbers = fc.array(fc.oneof(fc.nat(20), fc.maxSafeNat()), { maxLength: 200 });
  fc.assert(
    fc.property(someNumbers, fc.boolean(), (numbers, crowded) => {
      const [ours, builtIn] = [new Numbers(), new Set<number>()];
      // Enough of them that the table must grow, and more than once.
      const all = crowded ? numbers.concat(Array.from({ length: 20_000 }, (_, i) => i * 2 ** 21)) : numbers;
      for (const one of all) {
        const isNew = !builtIn.has(one);
        builtIn.add(one);
        if (ours.add(one) !== isNew) return false;
      }
      return ours.size === builtIn.size;
    }),
  );
});
