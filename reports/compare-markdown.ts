/** A comparison as Markdown. */
import type { Comparison } from "../checker/compare.ts";
import type { Answer } from "../checker/questions.ts";
import {
  conclusions,
  costSectionsOf,
  formulaWords,
  type Section,
  sectionsOf,
  setups,
  titleOf,
  told,
} from "./compare-words.ts";
import { escaped, tableOf } from "./markdown.ts";
import { clean, sentence } from "./words.ts";

export interface LinkOptions {
  /** Where the trace of an answer is, relative to the report; null where there is none. */
  link?(answer: Answer): string | null;
}

/** The comparison as a Markdown document. */
export const comparisonMarkdown = (comparison: Comparison, options: LinkOptions = {}): string =>
  `# ${escaped(titleOf(comparison))}, side by side\n\n${comparisonBlocks(comparison, options).join("\n\n")}\n`;

/** The same without its heading, for a document that has another: tables, and why each answer is what it is. */
export function comparisonBlocks(comparison: Comparison, { link = () => null }: LinkOptions = {}): readonly string[] {
  const names = comparison.contestants.map(({ name }) => escaped(clean(name)));
  return [
    list(setups(comparison).map(([name, words]) => `**${escaped(name)}**: ${escaped(words)}`)),
    ...sectionsOf(comparison).flatMap((section) => [
      `## ${section.title}`,
      escaped(sentence(section.says)),
      tableOf(
        ["", ...names],
        section.rows.map(({ question, answers }) => [
          escaped(clean(question)),
          ...answers.map((answer) => (answer === null ? "" : linked(escaped(section.words(answer)), link(answer)))),
        ]),
      ),
      ...reasons(section),
    ]),
    ...costSectionsOf(comparison).flatMap(({ title, says, rows }) => [
      `## ${title}`,
      escaped(sentence(says)),
      tableOf(
        ["", ...comparison.sizes.map((size) => `n = ${size}`), "formula", "why"],
        rows.map((row) => [
          escaped(clean(row.protocol)),
          ...row.counts.map((count) => (count === null ? "never" : String(count))),
          escaped(formulaWords(row)),
          escaped(clean(row.because ?? "")),
        ]),
      ),
    ]),
    list(conclusions(comparison).map(escaped)),
  ];
}

/** Why each answer is what it is. */
const reasons = (section: Section): readonly string[] =>
  section.rows.flatMap((row) => [
    `**${escaped(clean(row.question))}**: ${escaped(sentence(clean(row.says)))}`,
    list(row.answers.flatMap((answer) => (answer === null ? [] : [escaped(told(section, row, answer))]))),
  ]);

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

const linked = (words: string, to: string | null): string => (to === null ? words : `[${words}](${encodeURI(to)})`);
