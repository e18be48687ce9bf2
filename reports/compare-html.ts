/** A comparison as a page: one file that loads nothing and runs nothing. */
import type { Comparison, Row } from "../checker/compare.ts";
import type { Answer } from "../checker/questions.ts";
import { COMPARISON_STYLES } from "./compare-styles.ts";
import {
  type CostSection,
  conclusions,
  costSectionsOf,
  formulaWords,
  type Section,
  sectionsOf,
  setups,
  titleOf,
  toneOf,
  verdictAndLength,
} from "./compare-words.ts";
import { conflictText } from "./conflict-text.ts";
import { html } from "./markup.ts";
import { traceText } from "./trace-text.ts";
import { clean, sentence } from "./words.ts";

export interface PageOptions {
  /** Where the trace of an answer is, relative to the page; null where there is none. */
  link?(answer: Answer): string | null;
  /** The command that replays it. */
  replay?(answer: Answer): string | null;
}

/** The comparison as an HTML document: tables with why each answer is what it is, and the traces to unfold. */
export function comparisonHtml(comparison: Comparison, options: PageOptions = {}): string {
  const sections = sectionsOf(comparison);
  const traces = tracesIn(sections);
  const title = `${titleOf(comparison)}, side by side`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${COMPARISON_STYLES}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
<ul class="conclusions">
${conclusions(comparison).map(element("li")).join("\n")}
</ul>
<dl class="setups">
${setups(comparison)
  .map(([name, words]) => `<div><dt>${html(name)}</dt><dd>${html(words)}</dd></div>`)
  .join("\n")}
</dl>
${sections.map((section) => answersTable(section, comparison, traces)).join("\n")}
${costSectionsOf(comparison)
  .map((section) => costTable(section, comparison))
  .join("\n")}
${tracesSection(traces, options)}
</main>
</body>
</html>
`;
}

const element =
  (name: string, attributes = "") =>
  (text: string): string =>
    `<${name}${attributes}>${html(text)}</${name}>`;

const small = (kind: string, text: string | null): string =>
  text === null || text === "" ? "" : element("p", ` class="${kind}"`)(text);

/** The answers that have a trace, each trace once, by the outcome that has it. */
type Traces = ReadonlyMap<
  Answer["outcome"],
  { readonly id: string; readonly question: string; readonly answer: Answer }
>;

function tracesIn(sections: readonly Section[]): Traces {
  const traces = new Map<Answer["outcome"], { id: string; question: string; answer: Answer }>();
  for (const { question, answers } of sections.flatMap(({ rows }) => rows)) {
    for (const answer of answers) {
      if (answer === null || answer.outcome.trace === null || traces.has(answer.outcome)) continue;
      traces.set(answer.outcome, { id: `trace-${traces.size + 1}`, question, answer });
    }
  }
  return traces;
}

function answersTable(section: Section, { contestants }: Comparison, traces: Traces): string {
  const { title, says, rows } = section;
  const names = contestants.map(({ name }) => clean(name));
  return `<section>
${element("h2")(title)}
${element("p")(sentence(says))}
<table class="answers">
<thead><tr><th></th>${names.map(element("th", ' scope="col"')).join("")}</tr></thead>
<tbody>
${rows.map((row) => answersRow(section, row, names, traces)).join("\n")}
</tbody>
</table>
</section>`;
}

function answersRow({ words, asked }: Section, row: Row, names: readonly string[], traces: Traces): string {
  const cells = row.answers.map((answer, at) => {
    const label = ` data-label="${html(names[at] ?? "")}"`;
    if (answer === null) return `<td${label} class="none"><span>not a property of it</span></td>`;
    const { outcome, why } = answer;
    const trace = traces.get(outcome);
    const verdict = `class="verdict ${toneOf(outcome.verdict)}"`;
    const badge = trace
      ? `<a ${verdict} href="#${trace.id}">${html(words(answer))}</a>`
      : `<span ${verdict}>${html(words(answer))}</span>`;
    const told = [
      small("why", why === null ? null : sentence(clean(why))),
      small("found", outcome.explanation === null ? null : sentence(clean(outcome.explanation))),
      small("asked", asked(row, answer)),
    ];
    return `<td${label}>${badge}${told.join("")}</td>`;
  });
  const head = `<th scope="row">${html(clean(row.question))}${small("says", clean(row.says))}</th>`;
  return `<tr>${head}${cells.join("")}</tr>`;
}

function costTable({ title, says, rows }: CostSection, { sizes }: Comparison): string {
  const body = rows.map((row) => {
    const counts = row.counts.map((count) =>
      element("td", ' class="number"')(count === null ? "never" : String(count)),
    );
    const formula = element("td", row.agrees === false ? ' class="wrong"' : "")(formulaWords(row));
    return `<tr><th scope="row">${html(clean(row.protocol))}</th>${counts.join("")}${formula}</tr>`;
  });
  const heads = sizes.map((size) => element("th", ' scope="col" class="number"')(String(size)));
  return `<section>
${element("h2")(title)}
${element("p")(sentence(says))}
<div class="scrolls" tabindex="0"><table class="costs">
<thead><tr><th>n</th>${heads.join("")}<th scope="col">formula</th></tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>
<ul class="why">
${rows.flatMap(({ protocol, because }) => (because === null ? [] : [element("li")(clean(`${protocol}: ${because}`))])).join("\n")}
</ul>
</section>`;
}

function tracesSection(traces: Traces, options: PageOptions): string {
  if (traces.size === 0) return "";
  return `<section>
${element("h2")("Traces")}
${element("p")("Each was replayed step by step before it was written here.")}
${[...traces.values()].map((one) => traceDetails(one, options)).join("\n")}
</section>`;
}

function traceDetails(
  { id, question, answer }: { readonly id: string; readonly question: string; readonly answer: Answer },
  { link = () => null, replay = () => null }: PageOptions,
): string {
  const { trace, finding } = answer.outcome;
  if (trace === null) return "";
  const lines = [...traceText(trace), ...(finding === null ? [] : ["", ...conflictText(finding, trace.final)])];
  const [file, command] = [link(answer), replay(answer)];
  return `<details>
<summary>${html(`${clean(answer.protocol)}, ${clean(question)}: ${verdictAndLength(answer)}`)}</summary>
<pre id="${id}" tabindex="0">${html(lines.join("\n"))}</pre>
${file === null ? "" : `<p class="file"><a href="${html(encodeURI(file))}">${html(clean(file))}</a>${command === null ? "" : ` <code>${html(clean(command))}</code>`}</p>`}
</details>`;
}
