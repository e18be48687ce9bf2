import { describe, expect, test } from "vitest";
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
    expect(out).toMatch(/4 of 4 expectations are met\n$/);
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
    expect(out).toMatch(/1 of 2 expectations are met\n$/);
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
    expect(out).toMatch(/1 of 2 expectations are met/);
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

  test("is interrupted with 130, and says what was not run", async () => {
    const cwd = holding([{ protocol: "bsmr", expect: "safe" }]);
    const { code, out } = await byzcheck("gate", { cwd, interrupt: true });
    expect(out).toMatch(/NOT MET +bsmr +safe +not run/);
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
