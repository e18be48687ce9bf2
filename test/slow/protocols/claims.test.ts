import { describe, expect, test } from "vitest";
import { checkClaim, claims, expected, reach, said } from "../../protocols/claims.ts";

describe("each protocol and variant does what it says, where that takes minutes", () => {
  test.each(claims.filter((claim) => reach(claim) === "slow").map((claim) => ({ ...claim, claim })))(
    "$title",
    async ({ claim }) => expect(said(claim, await checkClaim(claim))).toEqual(expected(claim)),
  );
});
