/** The part of docs/compare.md that is made from what is found. */
import type { Comparison, Row } from "../../checker/compare.ts";
import { comparisonBlocks } from "../../reports/compare-markdown.ts";

const BEGIN = "<!-- begin: made from what is found by test/slow/compare.test.ts -->";
const END = "<!-- end -->";

/** The document with what lies between its marks made anew. @throws Error if the marks are gone */
export function renewed(document: string, comparison: Comparison): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/compare.md has lost its marks; they are ${BEGIN} and ${END}`);
  const [properties, situations] = [comparison.properties, comparison.situations].map(withoutNodes);
  const made = comparisonBlocks({ ...comparison, properties: properties ?? [], situations: situations ?? [] });
  return `${document.slice(0, begin + BEGIN.length)}\n\n${made.join("\n\n")}\n\n${document.slice(end)}`;
}

/** Which nodes a shortest trace is about may change from one version to the next, and is in no document. */
const withoutNodes = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({
    ...row,
    answers: row.answers.map((one) =>
      one?.outcome.trace ? { ...one, outcome: { ...one.outcome, explanation: null } } : one,
    ),
  }));
