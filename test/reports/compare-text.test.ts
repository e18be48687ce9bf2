import { describe, expect, test } from "vitest";
import type { Comparison } from "../../checker/compare.ts";
import { comparisonText } from "../../reports/compare-text.ts";
import { comparison, nastyComparison } from "./comparisons.ts";
import { OBEYED } from "./samples.ts";

describe("a comparison as text", () => {
  test("has the verdicts side by side", async () => {
    const text = comparisonText(await comparison());
    expect(text).toMatch(/^What holds +bsmr +honest$/m);
    expect(text).toMatch(/^ {2}agreement +VIOLATED in 2 +SAFE$/m);
    expect(text).toMatch(/^ {2}validity +SAFE +-$/m);
    expect(text).toMatch(/^ {2}silent-backups +yes, REACHED in 4 +yes, REACHED in 4$/m);
    expect(text).toMatch(/^ {2}more-liars-than-f +no, VIOLATED in 2 +no, VIOLATED in 2$/m);
  });
  test("has what was counted beside the formulas", async () => {
    const text = comparisonText(await comparison());
    expect(text).toMatch(/^ {2}bsmr +9 +18 +3\(n-1\)$/m);
    expect(text).toMatch(/^ {2}honest +9 +18$/m);
    expect(comparisonText(await nastyComparison())).toMatch(/^ {2}nasty .*, which is WRONG$/m);
  });
  test("says why, in the words of the protocol, and where the trace is", async () => {
    const text = comparisonText(await comparison(), { link: () => "trace.json" }).replace(/\s+/g, " ");
    expect(text).toContain(
      "bsmr: VIOLATED in 2. Node 1 executed 1 and node 2 executed 2 in round 0. A replica takes the primary's word for the minimum:",
    );
    expect(text).toContain("who was told what. (trace.json) honest: SAFE. Nobody lies.");
  });
  test("says which question was asked where it is another one, but not that a slot is called a round", async () => {
    const text = comparisonText(await comparison()).replace(/\s+/g, " ");
    expect(text).toContain("bsmr: REACHED in 1. Here: Some honest replica executes.");
    expect(text.split("Here:")).toHaveLength(2);
  });
  test("is the tables only, if it is to be brief", async () => {
    const brief = comparisonText(await comparison(), { brief: true });
    expect(brief).toContain("VIOLATED in 2");
    expect(brief).not.toContain("primary's word");
  });
  test("ends with what is violated, and whether anything is open", async () => {
    const whole = await comparison();
    expect(comparisonText(whole)).toMatch(
      /\nbsmr: VIOLATED agreement, log-consistency and progress; tolerates 1 of 6 situations\nhonest: nothing is violated; tolerates 1 of 6 situations\n$/,
    );
    expect(comparisonText({ ...whole, stoppedBy: "interrupted" })).toMatch(/\nINCOMPLETE it was interrupted\n$/);
  });
  test("claims nothing of what is undecided", async () => {
    const whole = await comparison();
    const open = comparisonText(undecided(whole), { brief: true });
    expect(open).not.toMatch(/SAFE|VIOLATED|REACHED|yes|nothing is violated/);
    expect(open).toContain("bsmr: 14 undecided");
  });
  test.each([60, 80, 100])("fits into %i columns but for its tables", async (width) => {
    const [, reasons = ""] = comparisonText(await comparison(), { width }).split("What holds, and why");
    for (const line of reasons.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });
  test("has nothing in it that a terminal obeys", async () =>
    expect(comparisonText(await nastyComparison())).not.toMatch(OBEYED));
});

/** The same before anything was decided. */
function undecided(whole: Comparison): Comparison {
  const rows = (of: Comparison["properties"]): Comparison["properties"] =>
    of.map((row) => ({
      ...row,
      answers: row.answers.map(
        (one) =>
          one && {
            ...one,
            why: null,
            outcome: { ...one.outcome, verdict: "UNDECIDED", length: null, explanation: null, trace: null },
          },
      ),
    }));
  return { ...whole, properties: rows(whole.properties), situations: rows(whole.situations), stoppedBy: "interrupted" };
}
