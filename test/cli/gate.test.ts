import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { junitFaults, sarifFaults, xmlTexts } from "../reports/schemas.ts";
import { byzcheck, folder } from "./command.ts";
import { correct, impure } from "./protocols.ts";

/** A folder whose configuration holds these expectations, and the files. */
const holding = (expectations: readonly unknown[], files: { readonly [name: string]: string } = {}): string =>
  folder({ ...files, "byzcheck.config.ts": `export const config = ${JSON.stringify({ expectations })};` });

const one = { parameters: { rounds: 1 } };

describe("the gate", () => {
  test("is open if every expectation is met, each with its own line", async () => {
    const cwd = holding(
      [
        { protocol: "bsmr", under: one, expect: "violation:agreement", length: 2 },
        { protocol: "bsmr", under: { ...one, byzantine: [] }, expect: "safe" },
        {
          protocol: "bsmr",
          variant: "result-from-anyone",
          under: { ...one, byzantine: [3] },
          expect: "violation:validity",
          length: 1,
        },
        { protocol: "./mine.ts", expect: "safe:small" },
      ],
      { "mine.ts": correct },
    );
    const { code, out } = await byzcheck("gate", { cwd });
    expect(out).toMatch(/^met +bsmr, rounds 1 +violation:agreement in 2 +VIOLATED in 2$/m);
    expect(out).toMatch(
      /^met +bsmr, result-from-anyone, Byzantine 3, rounds 1 +violation:validity in 1 +VIOLATED in 1$/m,
    );
    expect(out).toMatch(/4 of 4 expectations met\n$/);
    expect(code).toBe(0);
  });

  test.each([
    ["another property is violated", { expect: "violation:validity" }, /expected validity VIOLATED, found SAFE/],
    ["the violation is longer or shorter", { expect: "violation:agreement", length: 3 }, /in 3 steps, found it in 2/],
    ["what is expected safe is not", { expect: "safe" }, /expected safe, found violation of agreement in 2/],
  ])("is shut if %s", async (_, expectation, message) => {
    const cwd = holding([
      { protocol: "bsmr", under: one, ...expectation },
      { protocol: "bsmr", under: one, expect: "safe:integrity" },
    ]);
    const { code, out } = await byzcheck("gate", { cwd });
    expect(out).toMatch(/^NOT MET/m);
    expect(out).toMatch(message);
    expect(out).toMatch(/1 of 2 expectations met\n$/);
    expect(code).toBe(1);
  });

  test("prints one JSON document and nothing else with --json", async () => {
    const cwd = holding([
      { protocol: "bsmr", under: one, expect: "violation:agreement" },
      { protocol: "bsmr", under: one, expect: "safe" },
    ]);
    const { code, out } = await byzcheck("gate --json", { cwd });
    expect(JSON.parse(out)).toEqual({
      expectations: [
        { name: "bsmr, rounds 1", expected: "violation:agreement", found: "VIOLATED in 2", met: true },
        { name: "bsmr, rounds 1", expected: "safe", found: expect.stringContaining("expected safe"), met: false },
      ],
    });
    expect(code).toBe(1);
  });

  test("goes on where a protocol breaks its contract, and is shut", async () => {
    const cwd = holding(
      [
        { protocol: "./mine.ts", expect: "safe" },
        { protocol: "bsmr", under: one, expect: "safe:integrity" },
      ],
      { "mine.ts": impure },
    );
    const { code, out } = await byzcheck("gate", { cwd });
    expect(out).toMatch(/NOT MET +counter .*two runs on the same input differ/);
    expect(out).toMatch(/1 of 2 expectations met/);
    expect(code).toBe(1);
  });

  test("replays recorded traces, and is shut where one does not replay, or shows something else", async () => {
    const cwd = holding([
      { replay: "reports/out/bsmr-agreement.json", expect: "violation:agreement", length: 2 },
      { replay: "reports/out/bsmr-log-consistency.json", expect: "violation:agreement" },
    ]);
    expect(await byzcheck("gate", { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining("expectations[0]: cannot read"),
    });
    await byzcheck("check --protocol bsmr --rounds 1", { cwd });
    const { code, out } = await byzcheck("gate", { cwd });
    expect(out).toMatch(/^met .*recorded trace +violation:agreement in 2 +agreement VIOLATED in 2$/m);
    expect(out).toMatch(/^NOT MET .*log-consistency VIOLATED in 2$/m);
    expect(code).toBe(1);
  });

  test("is interrupted with 130, and says how much was not run", async () => {
    const cwd = holding([{ protocol: "bsmr", expect: "safe" }]);
    const { code, out } = await byzcheck("gate", { cwd, interrupt: true });
    expect(out).toBe("\n0 of 1 expectation met, 1 not run\n");
    expect(code).toBe(130);
  });

  test.each([
    ["no file", {}, /there is no byzcheck\.config\.ts here or above, so the gate would hold nothing/],
    [
      "no expectations",
      { "byzcheck.config.ts": "export const config = {};" },
      /has no expectations, so the gate would hold nothing/,
    ],
  ])("refuses to hold nothing: %s", async (_, files, message) => {
    const { code, err } = await byzcheck("gate", { cwd: folder(files) });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test.each([
    [{ protocol: "bsmx", expect: "safe" }, /expectations\[0\]: there is no protocol "bsmx"; did you mean "bsmr"/],
    [{ protocol: "bsmr", expect: "violation:harmony" }, /expectations\[0\]: there is no property of bsmr "harmony"/],
    [{ protocol: "bsmr", variant: "none", expect: "safe" }, /expectations\[0\]: bsmr has no variant "none"/],
    [{ protocol: "bsmr", under: { nodes: 0 }, expect: "safe" }, /expectations\[0\]: nodes is 0/],
  ])("refuses what makes no sense: %j", async (expectation, message) => {
    const { code, err } = await byzcheck("gate", { cwd: holding([expectation]) });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("the reports of the gate", () => {
  const shut = [
    { protocol: "./mine.ts", expect: "safe:small" },
    { protocol: "./mine.ts", expect: "violation:small" },
    { protocol: "./impure.ts", expect: "safe" },
    { protocol: "bsmr", under: one, expect: "safe:agreement" },
    { protocol: "bsmr", under: { ...one, byzantine: [] }, expect: "safe" },
  ];
  const files = { "mine.ts": correct, "impure.ts": impure };

  test("have a suite for each system and a case for each expectation, red where it is not met", async () => {
    const cwd = holding(shut, files);
    const { code, out } = await byzcheck("gate --report junit,sarif,github", { cwd });
    const read = (name: string): string => readFileSync(join(cwd, "reports/out", name), "utf8");
    expect(code).toBe(1);

    const xml = read("gate.junit.xml");
    expect(junitFaults(xml)).toEqual([]);
    expect(xmlTexts(xml, "//testcase[not(failure)]/@name")).toEqual(["safe:small", "safe"]);
    expect(xmlTexts(xml, "//failure/@message")).toEqual([
      "expected small VIOLATED, found SAFE",
      expect.stringContaining("two runs on the same input differ"),
      expect.stringContaining("expected agreement SAFE, found VIOLATED"),
    ]);

    expect(sarifFaults(read("gate.sarif"))).toEqual([]);
    const { results } = JSON.parse(read("gate.sarif")).runs[0];
    const places = results.map(
      (one: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        one.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(places).toEqual(["mine.ts", "impure.ts", expect.stringMatching(/protocols\/bsmr\/replica\.ts$/)]);

    expect(read("gate.github.md")).toContain("# byzcheck: 5 cases, 3 failed");
    expect(out).toMatch(/^::stop-commands::(\S+)\n[\s\S]*5 expectations met\n::\1::\n::error /);
    expect(out.match(/^::error file=mine\.ts,title=/gm)).toHaveLength(1);
  });

  test("go to the job summary that GitHub names, behind what is there; with --json stdout stays one document", async () => {
    const cwd = holding(shut.slice(0, 1), { ...files, "summary.md": "before\n" });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    const { out, err } = await byzcheck("gate --report github --json --out elsewhere", { cwd, env });
    expect(JSON.parse(out).expectations).toHaveLength(1);
    expect(err).toContain("::stop-commands::");
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toMatch(/^before\n# byzcheck: 1 case, all passed\n/);
    expect(existsSync(join(cwd, "elsewhere/gate.github.md"))).toBe(true);
    writeFileSync(env.GITHUB_STEP_SUMMARY, "x".repeat(2 ** 20 - 1_000));
    expect((await byzcheck("gate --report github", { cwd, env })).err).toContain("the job summary is full");
    const lost = await byzcheck("gate --report github", { cwd, env: { GITHUB_STEP_SUMMARY: cwd } });
    expect(lost).toMatchObject({
      code: 0,
      err: expect.stringContaining("cannot write the job summary: it is a folder"),
    });
  });

  test("are those for CI servers: others are refused, but not where a default is meant for other commands", async () => {
    const cwd = holding(shut.slice(0, 1), files);
    expect((await byzcheck("gate --report markdown", { cwd })).err).toContain("must be one of: junit, sarif, github");
    const env = { BYZCHECK_REPORT: "markdown,junit" };
    expect((await byzcheck("gate", { cwd, env })).code).toBe(0);
    expect(existsSync(join(cwd, "reports/out/gate.junit.xml"))).toBe(true);
    expect((await byzcheck("gate", { cwd, env: { BYZCHECK_REPORT: "markdwn" } })).err).toContain(
      "did you mean markdown",
    );
  });
});
