/** What `.ci/run` says at the end: `.ci/count.js` over what the phases reported. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "ci-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const suite = (...results: readonly object[]) => ({ numPassedTests: 2, testResults: results });
const file = (status: string, ...assertionResults: readonly object[]) => ({
  name: resolve("test/a.test.ts"),
  status,
  assertionResults,
});
const met = { name: "bsmr", expected: "violation:agreement in 5", found: "VIOLATED in 5", met: true };
const allIsWell = { install: 0, typecheck: 0, lint: 0, test: 0, slow: 0, gate: 0 };

function count(phases: Readonly<Record<string, number>>, reports: Readonly<Record<string, object>>) {
  writeFileSync(
    join(out, "phases"),
    Object.entries(phases)
      .map((phase) => phase.join(" "))
      .join("\n"),
  );
  for (const [name, report] of Object.entries(reports))
    writeFileSync(join(out, `${name}.json`), JSON.stringify(report));
  const { stdout, status } = spawnSync(process.execPath, [".ci/count.js", out], { encoding: "utf8" });
  return { lines: stdout.trim().split("\n"), status };
}

const fine = { test: suite(file("passed")), slow: suite(file("passed")), gate: { expectations: [met] } };

test("what passed is summed, and the last line says how much", () => {
  const { lines, status } = count(allIsWell, fine);
  expect(lines.at(-1)).toBe("7 passed, 0 failed");
  expect(status).toBe(0);
});

test("a test that failed is named, and so is a line of the gate that was not met", () => {
  const failed = file("failed", { status: "failed", fullName: "a claim" }, { status: "passed", fullName: "another" });
  const unmet = { ...met, found: "SAFE", met: false };
  const { lines, status } = count(
    { ...allIsWell, test: 1, gate: 1 },
    { ...fine, test: suite(failed), gate: { expectations: [met, unmet] } },
  );
  expect(lines).toContain("FAILED test/a.test.ts: a claim");
  expect(lines).toContain("FAILED bsmr: expected violation:agreement in 5, found SAFE");
  expect(lines.at(-1)).toBe("7 passed, 2 failed");
  expect(status).toBe(1);
});

test("a file that does not load is one failure", () => {
  const { lines } = count({ ...allIsWell, slow: 1 }, { ...fine, slow: suite(file("failed")) });
  expect(lines).toContain("FAILED test/a.test.ts");
  expect(lines.at(-1)).toBe("7 passed, 1 failed");
});

test("a phase that failed without a word is one failure, and so is one that reported nothing", () => {
  const { slow: _, ...noSlow } = fine;
  const { lines } = count({ ...allIsWell, lint: 3, slow: 1 }, noSlow);
  expect(lines).toContain("FAILED lint ended with 3");
  expect(lines).toContain("FAILED slow reported nothing");
  expect(lines.at(-1)).toBe("4 passed, 2 failed");
});
