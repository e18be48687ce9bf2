import { expect, test } from "vitest";
import { comparisonMarkdown } from "../../reports/compare-markdown.ts";
import { comparison, nastyComparison } from "./comparisons.ts";
import { OBEYED } from "./samples.ts";

test("a comparison as Markdown has a column for each protocol, and links to the traces", async () => {
  const text = comparisonMarkdown(await comparison(), { link: ({ outcome }) => (outcome.trace ? "a b.json" : null) });
  expect(text).toContain("|  | bsmr | honest |\n| --- | --- | --- |");
  expect(text).toContain("| agreement | [VIOLATED in 2](a%20b.json) | SAFE |");
  expect(text).toContain("| validity | SAFE |  |");
  expect(text).toContain("| bsmr | 9 | 18 | 3(n-1) |");
  expect(text).toContain(
    "- bsmr: VIOLATED in 2. Node 1 executed 1 and node 2 executed 2 in round 0. A replica takes the primary's word",
  );
});

test("its tables have as many cells in each row, whatever a protocol says", async () => {
  for (const text of [comparisonMarkdown(await nastyComparison()), comparisonMarkdown(await comparison())]) {
    for (const table of text.split("\n\n").filter((block) => block.startsWith("|"))) {
      const cells = table.split("\n").map((row) => row.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size).toBe(1);
    }
    expect(text).not.toMatch(OBEYED);
    expect(text).not.toMatch(/(?<!\\)<script/);
  }
});
