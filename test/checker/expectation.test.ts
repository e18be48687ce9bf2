import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { claimOf, expectationsOf, unmet } from "../../checker/expectation.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

describe("an expectation", () => {
  test.each([
    ["safe", { property: null }],
    ["violation:agreement", { property: "agreement", verdict: "VIOLATED" }],
    ["reached:commits", { property: "commits", verdict: "REACHED" }],
    ["safe:a:b", { property: "a:b", verdict: "SAFE" }],
  ])("%s is understood", (text, claim) => expect(claimOf(text)).toEqual(claim));
  test.each(["", "unsafe", "violation", "violation:", "Violation:agreement", "constructor:x"])("%s is none", (text) =>
    expect(claimOf(text)).toBeNull(),
  );

  test("is met by the property that it names, and by no other", async () => {
    const outcome = await check({ protocol: bsmr, rounds: 1 });
    const why = (text: string, length?: number) => unmet(claimOf(text) ?? { property: null }, outcome, length);
    expect(why("violation:agreement", 2)).toBeNull();
    expect(why("safe:validity")).toBeNull();
    expect(why("violation:validity")).toMatch(/found SAFE; violated is agreement in 2/);
    expect(why("violation:agreement", 3)).toBe("expected agreement VIOLATED in 3 steps, found it in 2");
    expect(why("violation:agreement", 1)).toBe("expected agreement VIOLATED in 1 step, found it in 2");
    expect(why("safe")).toBe("expected safe, found violation of agreement in 2, log-consistency in 2, progress in 0");
  });

  test("of a length is met by a longer trace that need not be the shortest, and by no shorter one", async () => {
    const outcome = await check({ protocol: bsmr, rounds: 1, search: "depth-first", engine: "reference" });
    const { length, shortest } = outcome.property("agreement");
    const why = (steps: number) => unmet({ property: "agreement", verdict: "VIOLATED" }, outcome, steps);
    expect(shortest).toBe(false);
    expect(why(2)).toBeNull();
    expect(why(Number(length) + 1)).toMatch(/found it in/);
  });

  test("of a protocol and of each variant is one of the project", () => {
    const expected = expectationsOf(bsmr);
    const own = bsmr.expect ?? [];
    const variants = Object.values(bsmr.variants ?? {});
    expect(expected).toHaveLength(own.length + variants.flatMap((one) => one.expect).length);
    expect(expected[0]).toMatchObject({ protocol: bsmr, variant: undefined, expect: "violation:agreement", length: 2 });
    expect(expected[own.length]).toMatchObject({
      protocol: bsmr,
      variant: "result-from-anyone",
      expect: "violation:agreement",
      length: 2,
    });
  });
});
