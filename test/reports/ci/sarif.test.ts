import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { sarif } from "../../../reports/ci/sarif.ts";
import { type Origin, suiteOf } from "../../../reports/ci/suite.ts";
import { fork, nasty } from "../samples.ts";
import { sarifFaults } from "../schemas.ts";
import { anySuites } from "./suites.ts";

const origin: Origin = {
  source: { file: "src/my protocol.ts", line: null },
  placesOf: ({ steps }) =>
    steps.map((_, at) =>
      at === 0 ? null : { file: "src/rules.ts", line: 40 + at, callers: [{ file: "src/r.ts", line: 7 }] },
    ),
};

const read = (text: string) => {
  expect(sarifFaults(text)).toEqual([]);
  const [run] = JSON.parse(text).runs;
  return run;
};

describe("the SARIF report", () => {
  test("has a result for each violation, where its trace ends, and the trace as a code flow", async () => {
    const run = read(sarif([suiteOf(await fork(), [], origin)], "1.2.3"));
    expect(run.tool.driver).toMatchObject({
      name: "byzcheck",
      semanticVersion: "1.2.3",
      rules: [{ id: "bsmr/agreement" }],
    });
    expect(run.results).toHaveLength(1);
    const [result] = run.results;
    expect(result).toMatchObject({ ruleId: "bsmr/agreement", ruleIndex: 0, level: "error" });
    expect(result.message.text).toContain("node 1 executed 1 and node 2 executed 2 in round 0");
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "src/rules.ts", uriBaseId: "%SRCROOT%" },
          region: { startLine: 41 },
        },
      },
    ]);
    const [first, second] = result.codeFlows[0].threadFlows[0].locations;
    // Where the line is not known the file is, and no line is made up.
    expect(first.location.physicalLocation).toEqual({
      artifactLocation: { uri: "src/my%20protocol.ts", uriBaseId: "%SRCROOT%" },
    });
    expect(first.location.message.text).toBe(
      "1. node 1 <- node 0  RESULT round 0 value 1 (a lie); executes 1; sends PROPOSAL round 1 value 2",
    );
    expect(second.location.physicalLocation.region).toEqual({ startLine: 41 });
    expect(second.stack.frames).toHaveLength(2);
  });

  test("is the same in every run, and another finding has another fingerprint", async () => {
    const of = async (change: object) =>
      sarif([suiteOf(await check({ protocol: bsmr, rounds: 1, ...change }), [], origin)], "1");
    const one = await of({});
    expect(await of({})).toBe(one);
    const printsOf = (text: string): readonly unknown[] =>
      read(text).results.map((one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[1]);
    const prints = printsOf(one);
    const others = printsOf(await of({ rounds: 2, properties: ["agreement", "log-consistency", "progress"] }));
    expect([prints.length, others.length]).toEqual([3, 3]);
    expect(new Set([...prints, ...others]).size).toBe(6);
    expect(printsOf(await of({ engine: "reference" }))).toEqual(prints);
  });

  test("notes what is undecided beside the results", async () => {
    const outcome = await check({ protocol: bsmr, byzantine: [], rounds: 1, maxStates: 3, engine: "reference" });
    const run = read(sarif([suiteOf(outcome)], "1"));
    expect(run.results).toEqual([]);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain("UNDECIDED: it was bounded");
  });

  test("makes no link and no placeholder of what a protocol says", async () => {
    const text = sarif([suiteOf(await check({ protocol: nasty("[here](https://a.b) {0}") }), [], origin)], "1");
    read(text);
    const told = [...text.matchAll(/"text": "(.*)"/g)].map(([, words]) => words);
    expect(told.length).toBeGreaterThan(3);
    for (const words of told) expect(words).not.toMatch(/\]\(|\{0\}/);
  });

  test("tells files elsewhere by their whole path", async () => {
    const at = async (file: string) => {
      const place = { source: { file, line: 1 }, placesOf: () => [] };
      return read(sarif([suiteOf(await fork(), [], place)], "1")).results[0].locations[0].physicalLocation
        .artifactLocation;
    };
    expect(await at("/else where/a.ts")).toEqual({ uri: "file:///else%20where/a.ts" });
    expect(await at("C:/b.ts")).toEqual({ uri: "file:///C:/b.ts" });
  });

  test("of a long trace has the end, and says that it is the end", async () => {
    const outcome = await fork();
    const [property] = outcome.properties;
    const [step] = property?.trace?.steps ?? [];
    if (!property?.trace || !step) throw new Error("a trace was expected");
    const steps = Array.from({ length: 1_200 }, (_, at) => ({ ...step, index: at + 1, changes: [] }));
    const suite = suiteOf(outcome);
    const cases = suite.cases.map((one) => ({
      ...one,
      trace: { ...(one.trace as NonNullable<typeof one.trace>), steps },
    }));
    const [flow] = read(sarif([{ ...suite, cases }], "1")).results[0].codeFlows;
    expect(flow.threadFlows[0].locations).toHaveLength(1_000);
    expect(flow.threadFlows[0].locations[0].executionOrder).toBe(201);
    expect(flow.message.text).toContain("the first 200 are left out");
  });

  test("is valid whatever stands in it", () =>
    fc.assert(
      fc.property(anySuites, (suites) => {
        expect(sarifFaults(sarif(suites, "1.0.0"))).toEqual([]);
      }),
      { numRuns: 15 },
    ));

  test("is held to a schema that can say no", () =>
    expect(sarifFaults('{"version": "2.1.0", "runs": [{"results": [{}]}]}').length).toBeGreaterThan(0));
});
