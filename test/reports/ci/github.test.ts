import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { annotations } from "../../../reports/ci/annotations.ts";
import { jobSummary, MOST_BYTES } from "../../../reports/ci/job-summary.ts";
import { type Case, type Suite, suiteOf } from "../../../reports/ci/suite.ts";
import { fork, OBEYED } from "../samples.ts";
import { anySuites } from "./suites.ts";

/** What a runner makes of a line: the command, its properties and its message; null for a line that is no command. */
function heard(line: string): { command: string; fields: { [name: string]: string }; text: string } | null {
  const [, command, given = "", text = ""] = /^::(\w+) ?(.*?)::(.*)$/s.exec(line) ?? [];
  if (command === undefined) return null;
  const back = (value: string): string =>
    value.replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%0A/g, "\n").replace(/%0D/g, "\r").replace(/%25/g, "%");
  const pairs = given === "" ? [] : given.split(",").map((pair) => pair.split("="));
  return {
    command,
    fields: Object.fromEntries(pairs.map(([name = "", ...value]) => [name, back(value.join("="))])),
    text: back(text),
  };
}

const many = async (results: readonly Case["result"][]): Promise<Suite> => {
  const suite = suiteOf(await fork());
  const [one] = suite.cases;
  if (!one) throw new Error("a case was expected");
  return { ...suite, cases: results.map((result, at) => ({ ...one, name: `property ${at}`, result })) };
};

describe("annotations", () => {
  test("stand where the trace of a violation ends, and tell it", async () => {
    const origin = {
      source: { file: "a.ts", line: null },
      placesOf: () => [null, { file: "a, b:c.ts", line: 9, callers: [] }],
    };
    const [line = "", ...others] = annotations([suiteOf(await fork(), [], origin)]);
    expect(others).toEqual([]);
    expect(heard(line)).toEqual({
      command: "error",
      fields: { file: "a, b:c.ts", line: "9", title: "bsmr: agreement" },
      text: expect.stringContaining("  2  node 2 <- node 0  RESULT round 0 value 2"),
    });
  });

  test("name no file that is outside the repository, and no line that nobody knows", async () => {
    const at = async (file: string) =>
      heard(annotations([suiteOf(await fork(), [], { source: { file, line: null }, placesOf: () => [] })])[0] ?? "")
        ?.fields;
    expect(await at("/tmp/a.ts")).toEqual({ title: "bsmr: agreement" });
    expect(await at("a.ts")).toEqual({ file: "a.ts", title: "bsmr: agreement" });
  });

  test("say what was said, also where that looks like an escape", async () => {
    const suite = await many(["failed"]);
    const cases = suite.cases.map((one) => ({ ...one, name: "50%3A, 1%2C", found: "50%0A %25", details: [] }));
    const [line = ""] = annotations([{ ...suite, cases }]);
    expect(heard(line)).toMatchObject({ fields: { title: "bsmr: 50%3A, 1%2C" }, text: "50%0A %25" });
  });

  test("are as many as GitHub shows, and the last says how many there are besides", async () => {
    const ten = annotations([await many(Array.from({ length: 10 }, () => "failed"))]);
    expect(ten).toHaveLength(10);
    expect(ten[9]).toContain("property 9");
    const more = annotations([
      await many([...Array.from({ length: 25 }, () => "failed" as const), "undecided", "skipped"]),
    ]);
    expect(more).toHaveLength(11);
    expect(more[9]).toBe("::error::and 16 more, which the job summary tells");
    expect(more[10]).toMatch(/^::warning .*property 25/);
  });

  test("are one line each, and one command each, whatever is said in them", () =>
    fc.assert(
      fc.property(anySuites, (suites) => {
        for (const line of annotations(suites)) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(line).not.toMatch(OBEYED);
          const { command = "", fields = {} } = heard(line) ?? {};
          expect(["error", "warning"]).toContain(command);
          expect(["file", "line", "title"]).toEqual(expect.arrayContaining(Object.keys(fields)));
        }
      }),
      { numRuns: 15 },
    ));
});

describe("the job summary", () => {
  test("tells every case, what failed first, and draws its trace", async () => {
    const text = jobSummary([suiteOf(await check({ protocol: bsmr, rounds: 1 }))]);
    const rows = text
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(2);
    expect(rows[0]).toContain("| failed | bsmr | agreement | VIOLATED in 2 steps");
    expect(rows.at(-1)).toContain("| passed | bsmr |");
    expect(text).toContain("```mermaid\nsequenceDiagram");
    expect(text).toContain("# byzcheck: 7 cases, 3 failed");
  });

  test("is never larger than GitHub takes, and says what is left out", async () => {
    const suite = await many(Array.from({ length: 3_000 }, () => "failed"));
    const whole = jobSummary([suite]);
    expect(new TextEncoder().encode(whole).length).toBeLessThanOrEqual(MOST_BYTES);
    expect(whole).toMatch(/\*\*.*[\d,]+ traces left out: GitHub takes no more/);
    const small = jobSummary([suite], 3_000);
    expect(new TextEncoder().encode(small).length).toBeLessThanOrEqual(3_000);
    const [, rows, traces] = /([\d,]+) cases of the table left out.*?([\d,]+) traces left out/.exec(small) ?? [];
    const shown = (pattern: RegExp): number => [...small.matchAll(pattern)].length;
    const count = (text = ""): number => Number(text.replaceAll(",", ""));
    expect(count(rows) + shown(/^\| failed /gm)).toBe(3_000);
    expect(count(traces) + shown(/^## /gm)).toBe(3_000);
  });

  test("leaves a diagram out that would not be drawn", async () => {
    const [one] = (await many(["failed"])).cases;
    const [step] = one?.trace?.steps ?? [];
    if (!one?.trace || !step) throw new Error("a trace was expected");
    const steps = Array.from({ length: 1_500 }, (_, at) => ({ ...step, index: at + 1, executions: [] }));
    const suite = { ...(await many([])), cases: [{ ...one, trace: { ...one.trace, steps } }] };
    expect(jobSummary([suite])).toContain("The diagram is left out: it is larger than GitHub draws.");
  });

  test("has no tag and no control character in it, whatever is said", () =>
    fc.assert(
      fc.property(anySuites, fc.integer({ min: 2_000, max: 40_000 }), (suites, bytes) => {
        const text = jobSummary(suites, bytes);
        expect(text).not.toMatch(OBEYED);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(bytes);
        // Outside of fences a `<` has a backslash before it.
        expect(text.replace(/^(`{3,}).*?^\1$/gms, "")).not.toMatch(/(?<!\\)</);
      }),
      { numRuns: 15 },
    ));
});
