/** The summary of a job, in the Markdown that GitHub shows: every case in a table, and the trace of each that failed. */
import { escaped, fenced, tableOf } from "../markdown.ts";
import { sequenceDiagram } from "../mermaid.ts";
import { clean, clip, counted } from "../words.ts";
import { type Case, type Suite, tallyWords } from "./suite.ts";

/** GitHub takes no summary that is larger, in bytes; what a step has written before counts as well. */
export const MOST_BYTES = 1024 * 1024;
/** Mermaid draws no diagram with more characters. */
const MOST_DIAGRAM = 50_000;
/** Characters of a cell. */
const MOST_CELL = 300;
/** The part of the summary that the table may take: the traces tell more. */
const TABLE_SHARE = 0.5;

/**
 * The summary. What does not fit is left out, with a word on how much that is.
 *
 * @param bytes how many it may have
 * @returns Markdown, ending with a newline
 */
export function jobSummary(suites: readonly Suite[], bytes: number = MOST_BYTES): string {
  const all = suites.flatMap((suite) => suite.cases.map((one) => ({ suite, one })));
  const wrong = all.filter(({ one }) => one.result === "failed" || one.result === "undecided");
  const shown = [...wrong, ...all.filter((each) => !wrong.includes(each))];
  const head = `# byzcheck: ${tallyWords(suites)}`;
  const room = bytes - sizeOf(head) - RESERVED;
  const table = fitting(shown.map(row), (rows) => tableOf(HEAD, rows), room * TABLE_SHARE);
  const traced = wrong.filter(({ one }) => one.details.length > 0 || one.trace !== null);
  const sections = fitting(
    traced.map(({ suite, one }) => section(suite, one)),
    (texts) => texts.join("\n\n"),
    room - sizeOf(table.text),
  );
  const cut = [...leftOut(table.missing, "case", " of the table"), ...leftOut(sections.missing, "trace")];
  const blocks = [head, table.text, ...(cut.length === 0 ? [] : [`**${cut.join(" ")}**`]), sections.text];
  return `${blocks.filter((text) => text !== "").join("\n\n")}\n`;
}

/** Bytes for the words on what is left out, and what stands between the blocks. */
const RESERVED = 400;

const leftOut = (missing: number, noun: string, where = ""): readonly string[] =>
  missing === 0
    ? []
    : [`${counted(missing, noun)}${where} left out: GitHub takes no more. The other reports have them.`];

/** As many of the items, from the first on, as fit when they are joined. */
function fitting<T>(
  items: readonly T[],
  join: (items: readonly T[]) => string,
  bytes: number,
): { readonly text: string; readonly missing: number } {
  let [least, most] = [0, items.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (sizeOf(join(items.slice(0, middle))) <= bytes) least = middle;
    else most = middle - 1;
  }
  return { text: least === 0 ? "" : join(items.slice(0, least)), missing: items.length - least };
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

const HEAD = ["", "system", "case", "found"];

const row = ({ suite, one }: { readonly suite: Suite; readonly one: Case }): readonly string[] =>
  [one.result, suite.name, one.name, one.found].map((text) => escaped(clip(clean(text), MOST_CELL)));

function section(suite: Suite, one: Case): string {
  const { trace } = one;
  const diagram = trace && suite.configuration ? sequenceDiagram(trace, suite.configuration) : [];
  const isLarge = diagram.join("\n").length > MOST_DIAGRAM;
  return [
    `## ${escaped(clip(clean(`${suite.name}: ${one.name}`), MOST_CELL))}`,
    escaped(clean(one.found)),
    ...(diagram.length === 0
      ? []
      : [isLarge ? "The diagram is left out: it is larger than GitHub draws." : fenced("mermaid", diagram)]),
    ...(one.details.length === 0 ? [] : [fenced("text", one.details.map(clean))]),
  ].join("\n\n");
}
