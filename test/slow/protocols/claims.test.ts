import { describe, expect, test } from "vitest";
import { checkClaim, claims, expected, reach, said } from "../../protocols/claims.ts";

describe("each protocol and variant does what it says, where that takes minutes", () => {
  for (const claim of claims.filter((one) => reach(one) === "slow")) {
    test(claim.title, async () => expect(said(claim, await checkClaim(claim))).toEqual(expected(claim)));
  }
});
