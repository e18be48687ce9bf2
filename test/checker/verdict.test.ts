import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PropertyOutcome, RunVerdict, Verdict } from "../../checker/outcome.ts";
import { runVerdict, verdictOf } from "../../checker/verdict.ts";
import type { PropertyKind } from "../../model/property.ts";

const all: readonly Verdict[] = ["SAFE", "VIOLATED", "REACHED", "UNREACHED", "NOT APPLICABLE", "UNDECIDED"];
const outcomes = (verdicts: readonly Verdict[]): readonly PropertyOutcome[] =>
  verdicts.map((verdict, at) => ({ name: `p${at}`, verdict }) as PropertyOutcome);

describe("a property", () => {
  test.each<[PropertyKind, boolean, boolean, Verdict]>([
    ["always", true, true, "VIOLATED"],
    ["always", true, false, "VIOLATED"],
    ["always", false, true, "SAFE"],
    ["always", false, false, "UNDECIDED"],
    ["recoverable", true, false, "VIOLATED"],
    ["recoverable", false, true, "SAFE"],
    ["recoverable", false, false, "UNDECIDED"],
    ["sometimes", true, true, "REACHED"],
    ["sometimes", true, false, "REACHED"],
    ["sometimes", false, true, "UNREACHED"],
    ["sometimes", false, false, "UNDECIDED"],
  ])("%s, found %s, exhaustive %s: %s", (kind, found, exhaustive, verdict) =>
    expect(verdictOf(kind, found, exhaustive)).toBe(verdict),
  );
});

describe("a run", () => {
  test.each<[readonly Verdict[], boolean, RunVerdict]>([
    [["SAFE", "REACHED"], true, "safe"],
    [["SAFE", "NOT APPLICABLE"], true, "safe"],
    [["SAFE", "UNREACHED"], true, "vacuous"],
    [["NOT APPLICABLE"], true, "vacuous"],
    [["SAFE", "UNREACHED", "UNDECIDED"], false, "incomplete"],
    [["UNDECIDED"], false, "incomplete"],
    [["VIOLATED", "UNREACHED", "UNDECIDED"], false, "violation"],
    [["VIOLATED", "SAFE"], true, "violation"],
  ])("with %j, exhaustive %s: %s", (verdicts, exhaustive, verdict) =>
    expect(runVerdict(outcomes(verdicts), exhaustive)).toBe(verdict),
  );

  const order: readonly RunVerdict[] = ["violation", "incomplete", "vacuous", "safe"];
  const some = fc.array(fc.constantFrom(...all), { maxLength: 5 });

  test("never gets better by one more property, whatever the order of them", () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...all), fc.boolean(), fc.nat(5), (verdicts, more, exhaustive, at) => {
        fc.pre(verdicts.some((verdict) => verdict !== "NOT APPLICABLE")); // a check of nothing is worth nothing
        const before = runVerdict(outcomes(verdicts), exhaustive);
        const after = runVerdict(outcomes([...verdicts.slice(0, at), more, ...verdicts.slice(at)]), exhaustive);
        expect(order.indexOf(after)).toBeLessThanOrEqual(order.indexOf(before));
      }),
    );
  });
  test("is not safe unless it was exhaustive", () => {
    fc.assert(fc.property(some, (verdicts) => void expect(runVerdict(outcomes(verdicts), false)).not.toBe("safe")));
  });
});
