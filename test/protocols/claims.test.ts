import { describe, expect, test } from "vitest";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { checkClaim, claims, expected, reach, said } from "./claims.ts";

describe("each protocol and variant does what it says", { timeout: 60_000 }, () => {
  for (const claim of claims.filter((one) => reach(one) === "quick")) {
    test(claim.title, async () => expect(said(claim, await checkClaim(claim))).toEqual(expected(claim)));
  }
});

describe("the table of variants", () => {
  const variants = [bsmr, pbftRounds].flatMap(({ name, variants }) =>
    Object.entries(variants ?? {}).map(([variant, { says, because, expect }]) => ({
      name,
      variant,
      says,
      because,
      expect,
    })),
  );
  test.each(variants)(
    "$name $variant says what it changes, what that does, and why",
    ({ says, because, expect: all }) => {
      expect(says).not.toBe("");
      expect(because).not.toBe("");
      expect(all).not.toEqual([]);
    },
  );
  test("a protocol has a sentence for each property that something violates", () => {
    for (const { protocol, expect: all } of claims) {
      const violated = all.filter(({ verdict }) => verdict === "VIOLATED").map(({ property }) => property);
      expect(Object.keys(protocol.wording?.because ?? {})).toEqual(expect.arrayContaining(violated));
    }
  });
});
