import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median, turns } from "../../bench/median.ts";

describe("a measurement", () => {
  test("is a median: as many samples below it as above", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
        const middle = median(numbers);
        const below = numbers.filter((one) => one < middle).length;
        const above = numbers.filter((one) => one > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
    expect([median([3]), median([1, 9, 2]), median([4, 1, 2, 3])]).toEqual([3, 2, 2.5]);
  });
  test("takes turns, and nobody is always first", () => {
    expect(turns(["a", "b"], 3)).toEqual(["a", "b", "b", "a", "a", "b"]);
  });
});
