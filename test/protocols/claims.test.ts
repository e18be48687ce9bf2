import { describe, expect, test } from "vitest";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { checkClaim, claims, expected, reach, said } from "./claims.ts";

describe("each protocol and variant does what it says", { timeout: 60_000 }, () => {
  test.each(claims.filter((claim) => reach(claim) === "quick").map((claim) => ({ ...claim, claim })))(
    "$title",
    async ({ claim }) => expect(said(claim, await checkClaim(claim))).toEqual(expected(claim)),
  );
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
  test.each(claims)("names properties that there are: $title", ({ protocol, expect: all }) => {
    for (const { property, verdict } of all) {
      const because = protocol.wording?.because ?? {};
      if (verdict === "VIOLATED") expect(Object.keys(because)).toContain(property);
    }
  });
});
