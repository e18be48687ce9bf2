import { expect, test } from "vitest";
import type { Verdict } from "../../checker/outcome.ts";
import { type MutantFinding, mutantRow, mutantsSummary } from "../../reports/mutants-text.ts";
import { plain } from "../../reports/style.ts";

const finding = (variant: string, verdict: Verdict, unmet: string | null = null): MutantFinding => ({
  variant,
  property: "agreement",
  under: "views 1",
  verdict,
  length: null,
  distinctStates: 10,
  milliseconds: 600,
  unmet,
});

test("a variant is broken if anything of it is, harmless if all of it was decided, and else undecided", () => {
  const findings = [
    // Two findings of one search.
    finding("one", "SAFE"),
    finding("one", "VIOLATED"),
    finding("two", "SAFE"),
    finding("three", "SAFE"),
    finding("three", "UNDECIDED", "it was interrupted"),
  ];
  expect(mutantsSummary(findings, ["one", "two", "three", "four"])).toBe(
    "\n4 variants: 1 with a broken property, 1 with none within these bounds, 2 undecided\n4 of 5 findings as expected, 2 s\n",
  );
  expect(mutantsSummary([finding("two", "SAFE")], ["two"])).toBe(
    "\n1 variant: 0 with a broken property, 1 with none within these bounds\n1 of 1 finding as expected, 1 s\n",
  );
});

test("a finding has a row, and one state is not told as several", () => {
  const row = mutantRow({ ...finding("one", "SAFE"), distinctStates: 1 }, { property: 11, under: 9 }, plain);
  expect(row).toMatch(/^ {2}expected +agreement {4}SAFE {2,}views 1 {3,}1 state +0\.6 s\n$/);
});

test("what was cut short is open, and not unexpected; its columns stand below the others", () => {
  const row = (verdict: Verdict, unmet: string | null) =>
    mutantRow(finding("one", verdict, unmet), { property: 11, under: 9 }, plain);
  expect(row("UNDECIDED", "it was interrupted")).toMatch(/^ {2}open {8}agreement .*\n {4}it was interrupted\n$/);
  expect(row("SAFE", "expected otherwise")).toMatch(/^ {2}UNEXPECTED {2}agreement /);
  expect(row("UNDECIDED", null).length).toBe(row("SAFE", null).length);
});
