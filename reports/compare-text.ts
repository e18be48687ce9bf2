/** A comparison as text for a terminal. */
import type { Comparison, CostRow } from "../checker/compare.ts";
import type { Verdict } from "../checker/outcome.ts";
import type { Answer } from "../checker/questions.ts";
import {
  type CostSection,
  conclusions,
  costSectionsOf,
  formulaWords,
  type Section,
  sectionsOf,
  setups,
  titleOf,
  told,
  toneOf,
} from "./compare-words.ts";
import { plain, type Style } from "./style.ts";
import { type TextOptions, wrapped } from "./trace-text.ts";
import { clean, clip, columns, pad } from "./words.ts";

export interface ComparisonTextOptions extends TextOptions {
  /** The tables only, without why. */
  readonly brief?: boolean;
  /** Where the trace of an answer is; null where there is none. */
  link?(answer: Answer): string | null;
}

/**
 * A comparison as text: the tables, why each answer is what it is, and as the last lines what is violated by whom.
 *
 * @returns lines, joined; it ends with a newline
 */
export function comparisonText(comparison: Comparison, options: ComparisonTextOptions = {}): string {
  const { style = plain, width = 100, brief = false } = options;
  const sections = sectionsOf(comparison);
  const names = Math.max(...setups(comparison).map(([name]) => columns(nameWords(name))));
  const lines = [
    style.heading(`${titleOf(comparison)}, side by side`),
    ...setups(comparison).flatMap(([name, words]) => hanging(`  ${pad(nameWords(name), names)}  `, words, width)),
    ...sections.flatMap((section) => ["", ...table(section, comparison, style)]),
    ...costSectionsOf(comparison).flatMap((section) => ["", ...costTable(section, comparison, names, style, width)]),
    ...(brief ? [] : sections.flatMap((section) => ["", ...reasons(section, options)])),
    "",
    ...conclusions(comparison).flatMap((line) => wrapped(line, width)),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** A name that leaves room for something else on its line. */
const nameWords = (name: string): string => clip(clean(name), 32);

const paint = (verdict: Verdict, style: Style): ((text: string) => string) => style[toneOf(verdict)];

function table({ title, rows, words }: Section, { contestants }: Comparison, style: Style): readonly string[] {
  const first = Math.max(columns(title), ...rows.map(({ question }) => columns(nameWords(question)) + 2));
  const widths = contestants.map(({ name }, at) =>
    Math.max(columns(nameWords(name)), ...rows.map(({ answers }) => columns(cellWords(answers[at] ?? null, words)))),
  );
  return [
    [
      style.heading(pad(title, first)),
      ...contestants.map(({ name }, at) => style.faint(pad(nameWords(name), widths[at] ?? 0))),
    ],
    ...rows.map(({ question, answers }) => [
      pad(`  ${nameWords(question)}`, first),
      ...answers.map((answer, at) => {
        const cell = pad(cellWords(answer, words), widths[at] ?? 0);
        return answer === null ? style.faint(cell) : paint(answer.outcome.verdict, style)(cell);
      }),
    ]),
  ].map((cells) => cells.join("  "));
}

const cellWords = (answer: Answer | null, words: Section["words"]): string => (answer === null ? "-" : words(answer));

function costTable(
  { title, rows, says }: CostSection,
  { sizes }: Comparison,
  names: number,
  style: Style,
  width: number,
): readonly string[] {
  const row = (name: string, counts: readonly string[], formula: string): string =>
    `  ${pad(name, names)}  ${counts.map((count) => count.padStart(5)).join("")}   ${formula}`;
  const counts = (one: CostRow): readonly string[] =>
    one.counts.map((count) => (count === null ? "never" : String(count)));
  return [
    style.heading(title),
    ...wrapped(says, width - 2).map((line) => style.faint(`  ${line}`)),
    style.faint(row("n", sizes.map(String), "formula")),
    ...rows.flatMap((one) => {
      const line = row(nameWords(one.protocol), counts(one), formulaWords(one));
      return [one.agrees === false ? style.wrong(line) : line];
    }),
  ];
}

function reasons(section: Section, options: ComparisonTextOptions): readonly string[] {
  const { style = plain, width = 100, link = () => null } = options;
  return [
    style.heading(`${section.title}, and why`),
    ...section.rows.flatMap((row) => [
      ...hanging("  ", `${clean(row.question)}: ${clean(row.says)}`, width, 4).map(style.faint),
      ...row.answers.flatMap((answer) => {
        if (answer === null) return [];
        const file = link(answer);
        return hanging("    ", `${told(section, row, answer)}${file === null ? "" : ` (${file})`}`, width, 6);
      }),
    ]),
  ];
}

/** A text behind a lead; what does not fit on its line stands below, this far from the left. */
function hanging(lead: string, text: string, width: number, indent = columns(lead)): readonly string[] {
  return wrapped(text, width - indent).map((line, at) => (at === 0 ? lead : " ".repeat(indent)) + line);
}
