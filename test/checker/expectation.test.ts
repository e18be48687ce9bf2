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
    expect(why("safe")).toBe("expected safe, found violation of agreement in 2, log-consistency in 2");
  });

  test("of each variant is one of the project", () => {
    const variants = Object.values(bsmr.variants ?? {});
    const expected = expectationsOf(bsmr);
    expect(expected).toHaveLength(variants.flatMap((one) => one.expect).length);
    expect(expected[0]).toMatchObject({
      protocol: bsmr,
      variant: "result-from-anyone",
      expect: "violation:agreement",
      length: 2,
    });
  });
});
