/** Which files a comparison consists of, by name and content. Nothing is written here. */
import type { Comparison } from "../checker/compare.ts";
import type { Answer } from "../checker/questions.ts";
import { comparisonHtml } from "./compare-html.ts";
import { comparisonJson } from "./compare-json.ts";
import { comparisonMarkdown } from "./compare-markdown.ts";
import { comparisonText } from "./compare-text.ts";
import { type ReportFile, traceStem } from "./files.ts";
import { traceJson } from "./json.ts";
import { traceFileOf } from "./trace-file.ts";

export const COMPARISON_FORMATS = ["text", "json", "markdown", "html"] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

/** The trace files of a comparison, and which answer's each is. Answers that one search gave share a file. */
export interface TraceFiles {
  readonly files: readonly ReportFile[];
  nameOf(answer: Answer): string | null;
}

/** @param protocolFile where a protocol comes from that is not a built-in one, by its name */
export function traceFilesOf(comparison: Comparison, protocolFile: (protocol: string) => string | null): TraceFiles {
  const files = new Map<Answer["outcome"], ReportFile>();
  const names = new Set<string>();
  for (const { question, answers } of [...comparison.properties, ...comparison.situations]) {
    for (const answer of answers) {
      if (answer === null || files.has(answer.outcome)) continue;
      const file = traceFileOf(answer, answer.outcome, protocolFile(answer.protocol));
      if (file === null) continue;
      const stem = traceStem({ protocol: `compare ${answer.protocol}`, variant: null }, question);
      const name = unused(stem, names);
      names.add(name);
      files.set(answer.outcome, { name, content: traceJson(file) });
    }
  }
  return { files: [...files.values()], nameOf: ({ outcome }) => files.get(outcome)?.name ?? null };
}

/** Names that are told apart by their punctuation only would else be one file. */
function unused(stem: string, names: ReadonlySet<string>): string {
  for (let copy = 1; ; copy++) {
    const name = `${stem}${copy === 1 ? "" : `-${copy}`}.json`;
    if (!names.has(name)) return name;
  }
}

/** The reports of a comparison: `compare.txt`, `compare.json`, `compare.md`, `compare.html`, beside its trace files. */
export function comparisonFiles(
  comparison: Comparison,
  formats: readonly ComparisonFormat[],
  { nameOf }: Pick<TraceFiles, "nameOf">,
  replay: (file: string) => string,
): readonly ReportFile[] {
  const link = nameOf;
  const made: { readonly [format in ComparisonFormat]: () => ReportFile } = {
    text: () => ({ name: "compare.txt", content: comparisonText(comparison, { link }) }),
    json: () => ({ name: "compare.json", content: comparisonJson(comparison, nameOf) }),
    markdown: () => ({ name: "compare.md", content: comparisonMarkdown(comparison, { link }) }),
    html: () => ({
      name: "compare.html",
      content: comparisonHtml(comparison, {
        link,
        replay(answer) {
          const name = nameOf(answer);
          return name === null ? null : replay(name);
        },
      }),
    }),
  };
  return formats.map((format) => made[format]());
}
