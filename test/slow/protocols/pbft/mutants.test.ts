import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { checkClaim, claims, expected, said } from "../../../protocols/claims.ts";
import { type Found, renewed } from "./mutants-document.ts";

const file = new URL("../../../../docs/mutants.md", import.meta.url);
const catalogue = claims.filter(({ protocol, variant }) => protocol.name === "pbft" && variant !== null);
const findings: Found[] = [];

beforeAll(async () => {
  for (const claim of catalogue) findings.push({ claim, outcome: await checkClaim(claim, { explain: true }) });
}, 1_800_000);

describe("the checker tells each mutant of PBFT from correct code, where it can be told", () => {
  test.each(catalogue.map((claim, index) => ({ title: claim.title, claim, index })))("$title", ({ claim, index }) => {
    const { outcome } = findings[index] as Found;
    expect(said(claim, outcome)).toEqual(expected(claim, outcome));
  });
});

test("docs/mutants.md says what is found (made anew by: npm run test:slow -- mutants -u)", async () =>
  expect(renewed(readFileSync(file, "utf8"), findings)).toMatchFileSnapshot(file.pathname));

test("without its marks the document is not touched", () =>
  expect(() => renewed("# Mutants", findings)).toThrow(/lost its marks/));
