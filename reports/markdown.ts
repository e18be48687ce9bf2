/** An outcome as Markdown, with a Mermaid sequence diagram of each trace. */
import type { Outcome, PropertyOutcome } from "../checker/outcome.ts";
import { conflictText } from "./conflict-text.ts";
import { forkWords } from "./fork-words.ts";
import { sequenceDiagram } from "./mermaid.ts";
import {
  cautionWords,
  engineWords,
  explanationWords,
  lengthWords,
  sameSteps,
  shorterWords,
  statisticsWords,
  titleWords,
  underWords,
  verdictWords,
} from "./summary.ts";
import { traceText } from "./trace-text.ts";
import { clean, counted, sentence } from "./words.ts";

/** The outcome as a Markdown document: verdict, table of the properties, and each trace as a diagram and as text. */
export function outcomeMarkdown(outcome: Outcome): string {
  const traced = outcome.properties.filter(({ trace }) => trace !== null);
  const notes = cautionWords(outcome);
  const blocks = [
    `# ${escaped(titleWords(outcome))}`,
    `**${escaped(verdictWords(outcome))}**`,
    escaped(sentence(underWords(outcome))),
    table(outcome),
    escaped([statisticsWords(outcome), ...engineWords(outcome)].map(sentence).join(" ")),
    ...(notes.length === 0 ? [] : [notes.map((line) => `- ${escaped(line)}`).join("\n")]),
    ...traced.flatMap((property, place) => section(property, traced.slice(0, place), outcome)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function table({ properties }: Outcome): string {
  const rows = properties.map((one) => [one.name, one.verdict, lengthWords(one), one.says]);
  const head = ["property", "verdict", "steps", "what it says"];
  return tableOf(
    head,
    rows.map((row) => row.map((cell) => escaped(clean(cell)))),
    "steps",
  );
}

/** A table. @param right the heading of a column of numbers */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[], right?: string): string =>
  [head, head.map((title) => (title === right ? "---:" : "---")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

function section(property: PropertyOutcome, before: readonly PropertyOutcome[], outcome: Outcome): readonly string[] {
  const { name, verdict, trace, finding } = property;
  if (trace === null || finding === null) return [];
  const heading = `## ${escaped(clean(name))} ${verdict} in ${counted(trace.length, "step")}${shorterWords(property)}`;
  const why = escaped(explanationWords(property) ?? "");
  const twin = before.find((other) => sameSteps(other, property));
  const fork = forkWords(property, outcome).map((line) => `- ${escaped(line)}`);
  const how = fork.length === 0 ? [] : [fork.join("\n")];
  if (twin) return [heading, why, ...how, `The steps are those of ${escaped(clean(twin.name))}.`];
  return [
    heading,
    why,
    ...how,
    fenced("mermaid", sequenceDiagram(trace, outcome.configuration)),
    fenced("text", [...traceText(trace), "", ...conflictText(finding, trace.final)]),
  ];
}

/** A fenced block; the fence is longer than any run of backticks in it. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text that Markdown and HTML take as text, also in a cell of a table. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>|~$&#!]/g, (found) => `\\${found}`);
