import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { claimOf } from "../../../checker/expectation.ts";
import type { Outcome } from "../../../checker/outcome.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { junitXml } from "../../../reports/ci/junit.ts";
import { suiteOf } from "../../../reports/ci/suite.ts";
import { nasty } from "../samples.ts";
import { junitFaults, xmlTexts } from "../schemas.ts";
import { anySuites } from "./suites.ts";

const bsmrOutcome = check({ protocol: bsmr, rounds: 1 });
const claims = (...words: readonly string[]) =>
  words.map((word) => claimOf(word) as NonNullable<ReturnType<typeof claimOf>>);
const xmlOf = (outcome: Outcome, ...expected: readonly string[]): string =>
  junitXml([suiteOf(outcome, claims(...expected))]);

describe("the JUnit report", () => {
  test("has a case for each property, with the trace in words where it is violated", async () => {
    const xml = xmlOf(await bsmrOutcome);
    expect(junitFaults(xml)).toEqual([]);
    expect(xmlTexts(xml, "//testcase/@name")).toEqual((await bsmrOutcome).properties.map(({ name }) => name));
    expect(xmlTexts(xml, "//testcase[failure]/@name")).toEqual(["agreement", "log-consistency", "progress"]);
    expect(xmlTexts(xml, "//testcase[@name='agreement']/failure/@message")).toEqual([
      "VIOLATED in 2 steps: node 1 executed 1 and node 2 executed 2 in round 0",
    ]);
    const [told] = xmlTexts(xml, "//testcase[@name='agreement']/failure");
    expect(told).toContain("  2  node 2 <- node 0  RESULT round 0 value 2   round 0 -> 1, log $2");
    expect(xmlTexts(xml, "/testsuites/@failures | /testsuites/@tests")).toEqual(["7", "3"]);
  });

  test("says of what is undecided that the test could not be made, and of what does not apply that it was not", async () => {
    const cut = await check({ protocol: bsmr, byzantine: [], rounds: 1, maxStates: 3 });
    const open = xmlOf({ ...cut, properties: cut.properties.map((one) => ({ ...one, verdict: "UNDECIDED" })) });
    expect(junitFaults(open)).toEqual([]);
    expect(xmlTexts(open, "//testcase[@name='agreement']/error/@message")).toEqual([
      "UNDECIDED: it was bounded (--max-states)",
    ]);
    const off = xmlOf({ ...cut, properties: cut.properties.map((one) => ({ ...one, verdict: "NOT APPLICABLE" })) });
    expect(junitFaults(off)).toEqual([]);
    expect(xmlTexts(off, "//testcase/skipped")).toHaveLength(cut.properties.length);
    const never = xmlOf({ ...cut, properties: cut.properties.map((one) => ({ ...one, verdict: "UNREACHED" })) });
    expect(xmlTexts(never, "//testcase/failure")).toHaveLength(cut.properties.length);
  });

  test("is green where what was expected came true, as the exit code is", async () => {
    const met = xmlOf(await bsmrOutcome, "violation:agreement", "safe:integrity");
    expect(junitFaults(met)).toEqual([]);
    expect(xmlTexts(met, "//failure | //error")).toEqual([]);
    expect(xmlTexts(met, "//testcase[not(skipped)]/@name")).toEqual([
      "expected agreement VIOLATED",
      "expected integrity SAFE",
    ]);
    const [skipped] = xmlTexts(met, "//testcase[@name='log-consistency']/skipped");
    expect(skipped).toMatch(/^VIOLATED in 2 steps: .*; nothing was expected of it$/);
    const unmet = xmlOf(await bsmrOutcome, "safe");
    expect(xmlTexts(unmet, "//testcase[failure]/@name")).toEqual(["expected safe"]);
    expect(xmlTexts(unmet, "//testcase")).toHaveLength(1);
    expect(xmlTexts(unmet, "//failure")[0]).toContain("Node 1 executed 1 and node 2 executed 2 in round 0.");
    expect(xmlTexts(unmet, "//failure")[0]).toContain("node 2 <- node 0  RESULT");
  });

  test("of a protocol that says nasty things is well-formed, valid, and says them", async () => {
    const xml = xmlOf(await check({ protocol: nasty("]]> <script> & \u0000\u000b\ufffe \ud800") }));
    expect(junitFaults(xml)).toEqual([]);
    expect(xmlTexts(xml, "//failure/@message")[0]).toContain("]]> <script> & \\u0000\\u000b\\ufffe \\ud800");
  });

  test("is valid whatever stands in it, and counts what stands there", () =>
    fc.assert(
      fc.property(anySuites, (suites) => {
        const xml = junitXml(suites);
        expect(junitFaults(xml)).toEqual([]);
        const counts = { tests: "testcase", failures: "failure", errors: "error" };
        for (const [count, counted] of Object.entries(counts)) {
          expect(xmlTexts(xml, `/testsuites/@${count}`)).toEqual([String(xmlTexts(xml, `//${counted}`).length)]);
          const each = xmlTexts(xml, `//testsuite/@${count}`).map(Number);
          expect(each).toEqual(suites.map((_, at) => xmlTexts(xml, `//testsuite[${at + 1}]//${counted}`).length));
        }
      }),
      { numRuns: 15 },
    ));

  test("is held to a schema that can say no", () => {
    expect(junitFaults("<testsuites><testsuite/></testsuites>")).toHaveLength(1);
    expect(junitFaults("<testsuites>")).toHaveLength(1);
  });
});
