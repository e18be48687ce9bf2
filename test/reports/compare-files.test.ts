import { describe, expect, test } from "vitest";
import { comparisonFiles, traceFilesOf } from "../../reports/compare-files.ts";
import { comparisonJson } from "../../reports/compare-json.ts";
import { readTraceFile } from "../../reports/read.ts";
import { comparison, nastyComparison } from "./comparisons.ts";

describe("the files of a comparison", () => {
  test("are a trace for each answer that has one, which can be read back", async () => {
    const whole = await comparison();
    const { files, nameOf } = traceFilesOf(whole, () => null);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    for (const { content } of files) expect(readTraceFile(content).explanation).not.toBeNull();
    for (const answer of [...whole.properties, ...whole.situations].flatMap(({ answers }) => answers)) {
      if (answer === null) continue;
      expect(files.some(({ name }) => name === nameOf(answer))).toBe(answer.outcome.trace !== null);
    }
  });
  test("are one for two questions that one search answered, and two for two whose names differ by punctuation", async () => {
    const whole = await comparison();
    const [fork, twin] = [whole.properties[0]?.answers[0], whole.situations[0]?.answers[0]];
    const { nameOf } = traceFilesOf(whole, () => null);
    expect(fork && nameOf(fork)).toBe("compare-bsmr-agreement.json");
    expect(twin && nameOf(twin)).toBe("compare-bsmr-agreement.json");
    const [row] = whole.properties;
    if (!row?.answers[0]) throw new Error("there is an answer");
    const again = { ...row.answers[0], outcome: { ...row.answers[0].outcome } };
    const doubled = { ...whole, properties: [row, { ...row, question: "agreement?", answers: [again] }] };
    expect(traceFilesOf(doubled, () => null).nameOf(again)).toBe("compare-bsmr-agreement-2.json");
  });
  test("are the reports that were asked for", async () => {
    const whole = await comparison();
    const traces = traceFilesOf(whole, () => null);
    const names = comparisonFiles(whole, ["html", "text"], traces, () => "").map(({ name }) => name);
    expect(names).toEqual(["compare.html", "compare.txt"]);
  });
});

describe("a comparison as JSON", () => {
  test("has every answer with its verdict, length, why and trace", async () => {
    const whole = await comparison();
    const { nameOf } = traceFilesOf(whole, () => null);
    const json = JSON.parse(comparisonJson(whole, nameOf));
    expect(json).toMatchObject({
      schemaVersion: 1,
      protocols: [
        { name: "bsmr", configuration: { nodes: 4, rounds: 1 } },
        { name: "honest", configuration: { byzantine: [] } },
      ],
      costs: { sizes: [4, 7], messages: [{ counts: [9, 18], formula: "3(n-1)", agrees: true }, { agrees: null }] },
      stoppedBy: null,
    });
    expect(json.properties[0].answers[0]).toMatchObject({
      verdict: "VIOLATED",
      length: 2,
      shortest: true,
      why: expect.stringMatching(/^a replica takes the primary's word/),
      trace: "compare-bsmr-agreement.json",
    });
    expect(json.situations[1]).toMatchObject({
      question: "silent-primary",
      answers: [{ verdict: "UNREACHED", tolerated: false, silent: true, trace: null }, { tolerated: false }],
    });
  });
  test("says what it claims falsely", async () =>
    expect(JSON.parse(comparisonJson(await nastyComparison(), () => null)).costs.messages[0].agrees).toBe(false));
});
