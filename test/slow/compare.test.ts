import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type Comparison, compare } from "../../checker/compare.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { situations } from "../../protocols/situations.ts";
import { renewed } from "./compare-document.ts";

const file = new URL("../../docs/compare.md", import.meta.url);
let comparison: Comparison;

beforeAll(async () => {
  comparison = await compare({ protocols: [bsmr, pbftRounds, pbft], situations, sizes: [4, 7, 10, 13] });
}, 300_000);

test("docs/compare.md says what is found (made anew by: npm run test:slow -- compare -u)", async () =>
  expect(renewed(readFileSync(file, "utf8"), comparison)).toMatchFileSnapshot(file.pathname));

test("everything is decided, and every answer has its why", () => {
  expect(comparison.stoppedBy).toBeNull();
  for (const { question, answers } of [...comparison.properties, ...comparison.situations]) {
    for (const answer of answers) {
      if (answer === null || answer.outcome.verdict === "NOT APPLICABLE") continue;
      expect([answer.protocol, question, answer.why]).not.toEqual([answer.protocol, question, null]);
    }
  }
});

test("without its marks the document is not touched", () =>
  expect(() => renewed("# Compare", comparison)).toThrow(/lost its marks/));
