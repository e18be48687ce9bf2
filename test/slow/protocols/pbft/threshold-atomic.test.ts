import { describe, expect, test } from "vitest";
import { found, known } from "../../../protocols/pbft/threshold-atomic/verdicts.ts";
import { thresholdAtomic } from "../../../protocols/pbft/threshold-atomic.ts";

describe("threshold-atomic PBFT has as many states as an independent model of it", () => {
  test("views 0..2, values identified", () =>
    expect(thresholdAtomic({ views: 2, identified: true })).toMatchObject({ agreement: "SAFE", states: 1_669_523 }));

  // The other model has a slot executed as soon as it is committed. In order, as in the paper, half as many states are left.
  test.each([
    [false, 4_077_293],
    [true, 2_047_859],
  ])("two slots, views 0..1, one value and null, executed in order: %s", (inOrder, states) =>
    expect(thresholdAtomic({ views: 1, slots: 2, values: 1, inOrder })).toMatchObject({ agreement: "SAFE", states }),
  );
});

describe("mistakes that do not show with views 0..1", () => {
  for (const { breaksAt, mutant, byzantine } of [...known, ...found]) {
    if (breaksAt === 0 || breaksAt === 1) continue;
    test(`${mutant}, node ${byzantine} Byzantine: ${breaksAt === null ? "safe" : "breaks"} with views 0..2`, () => {
      const agreement = (views: number) => thresholdAtomic({ views, mutant, byzantine, identified: true }).agreement;
      expect([agreement(1), agreement(2)]).toEqual(["SAFE", breaksAt === null ? "SAFE" : "VIOLATED"]);
    });
  }
});

describe("identifying the two values changes no verdict", () => {
  for (const { mutant, byzantine } of [...known, ...found]) {
    test(`${mutant}, node ${byzantine} Byzantine, views 0..1`, () => {
      const [all, identified] = [false, true].map((one) =>
        thresholdAtomic({ views: 1, mutant, byzantine, identified: one }),
      );
      expect(identified).toMatchObject({ agreement: all?.agreement, steps: all?.steps, commits: all?.commits });
    });
  }
});
