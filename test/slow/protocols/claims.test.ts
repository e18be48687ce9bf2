import { describe, expect, test } from "vitest";
import { type Claim, checkClaim, claims, expected, isLarge, said } from "../../protocols/claims.ts";

const holds = (claim: Claim, how: Parameters<typeof checkClaim>[1]) => async () => {
  const outcome = await checkClaim(claim, how);
  expect(said(claim, outcome)).toEqual(expected(claim, outcome));
  expect(outcome.properties.every(({ shortest }) => shortest)).toBe(true);
};

// The quotient does not keep lengths under lockstep, so the gate, which uses it, cannot hold them.
describe("the lengths under lockstep are those of shortest traces", () => {
  for (const claim of claims.filter(({ under }) => under.timing === "lockstep")) {
    const expect = claim.expect.filter(({ length }) => length !== undefined);
    if (expect.length > 0) test(claim.title, holds({ ...claim, expect }, { reduce: ["live", "monitor"] }));
  }
});

describe("the reference system says the same of one slot", () => {
  for (const claim of claims.filter((one) => one.protocol.name === "pbft-rounds" && !isLarge(one))) {
    if (claim.variant === null) test(claim.title, holds(claim, { engine: "reference" }));
  }
});
