/** An outcome as a page: one file that opens by a double click, loads nothing, and lets a reader step through each trace. */
import type { Outcome, PropertyOutcome } from "../../checker/outcome.ts";
import type { Protocol } from "../../model/protocol.ts";
import { runTone, toneOf } from "../compare-words.ts";
import { forkWords } from "../fork-words.ts";
import { element, html, textElement } from "../markup.ts";
import type { Picture } from "../space-time/picture.ts";
import { pictureOf } from "../space-time/picture-of.ts";
import { DIAGRAM_COLOURS, DIAGRAM_STYLES } from "../space-time/styles.ts";
import { diagramSvg } from "../space-time/svg.ts";
import {
  cautionWords,
  engineWords,
  explanationWords,
  lengthWords,
  meaningWords,
  statisticsWords,
  titleWords,
  underWords,
  verdictWords,
} from "../summary.ts";
import { traceText } from "../trace-text.ts";
import { clean, clip, counted, sentence } from "../words.ts";
import { PAGE_STYLES } from "./page-styles.ts";
import { VIEWER_STYLES } from "./viewer-styles.ts";

/** What a page takes from whoever has files and packages at hand. */
export interface PageScript {
  /** The bundled script of `client.ts`. */
  readonly script: string;
  /** The SHA-256 of a text in base64: by it the page allows its own script and styles, and no others. */
  sha256(text: string): string;
}

export interface PageParts extends PageScript {
  /** What was checked: its wording tells what a vote is. */
  readonly protocol: Protocol | null;
  /** The command that replays a property's trace; null without a trace file. */
  replay(property: string): string | null;
}

/** The longest sentence, in characters: what a protocol says has no end by itself. */
const MOST = 1000;

/** A page of the outcome: its verdicts, and each trace as a diagram with a slider, explained in words. */
export function outcomePage(outcome: Outcome, parts: PageParts): string {
  const styles = `${DIAGRAM_COLOURS}${DIAGRAM_STYLES}${VIEWER_STYLES}${PAGE_STYLES}`;
  const script = scriptInPage(parts.script);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${parts.sha256(script)}'`,
    `style-src 'sha256-${parts.sha256(styles)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const traced = tracedIn(outcome);
  const title = titleWords(outcome);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(clip(`${title}: ${verdictWords(outcome)}`, 200))}</title>
<style>${styles}</style>
</head>
<body>
<header>
<div class="title">
${textElement("h1", {}, clip(title, 200))}
<label class="theme">Theme <select id="theme"><option value="system">system</option><option value="light">light</option><option value="dark">dark</option></select></label>
</div>
${textElement("p", { class: `run ${runTone(outcome)}` }, clip(verdictWords(outcome), MOST))}
${tabs(traced)}
</header>
<main>
${traced.map((property, place) => traceSection(property, place, outcome, parts)).join("\n")}
${checkedSection(outcome, traced)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** The properties that have a trace: what is violated first. */
const tracedIn = ({ properties }: Outcome): readonly PropertyOutcome[] =>
  properties
    .filter(({ trace }) => trace !== null)
    .toSorted((one, other) => Number(other.verdict === "VIOLATED") - Number(one.verdict === "VIOLATED"));

const idOf = (place: number): string => `trace-${place + 1}`;

const nameOf = ({ name }: PropertyOutcome): string => clip(clean(name), 60);

function tabs(traced: readonly PropertyOutcome[]): string {
  if (traced.length < 2) return "";
  const links = traced.map((property, place) =>
    element(
      "a",
      { href: `#${idOf(place)}`, "data-trace": idOf(place) },
      html(nameOf(property)),
      " ",
      textElement("span", { class: toneOf(property.verdict) }, `${property.verdict} ${lengthWords(property)}`),
    ),
  );
  return element("nav", { "aria-label": "Traces" }, ...links);
}

function traceSection(property: PropertyOutcome, place: number, outcome: Outcome, parts: PageParts): string {
  const { trace, finding, conflict, verdict, shortest } = property;
  if (trace === null) return "";
  const { configuration } = outcome;
  const picture = pictureOf({ trace, configuration, protocol: parts.protocol, finding, conflict });
  const how = verdict === "VIOLATED" ? "is violated" : "is reached";
  const heading = `${nameOf(property)} ${how} in ${counted(trace.length, "step")}`;
  const label = `${clip(titleWords(outcome), 100)}: ${heading}`;
  const replay = parts.replay(property.name);
  const about = [
    textElement("h2", { id: `${idOf(place)}-title` }, heading),
    textElement("p", { class: "meaning" }, meaningWords(property)),
    textElement("p", { class: "found" }, clip(explanationWords(property) ?? "", MOST)),
    legend(picture),
  ];
  const words = [
    ...forkWords(property, outcome).map((line) => textElement("p", {}, line)),
    textElement(
      "p",
      {},
      `${sentence(underWords(outcome))}${shortest ? " No shorter trace exists." : " There may be a shorter trace."}`,
    ),
    replay === null ? "" : element("p", {}, "Replay it: ", textElement("code", {}, clean(replay))),
    element(
      "details",
      {},
      "<summary>The steps in words</summary>",
      textElement("pre", { tabindex: 0 }, traceText(trace, { width: 110 }).join("\n")),
    ),
  ];
  return element(
    "section",
    { class: "trace", id: idOf(place), "aria-labelledby": `${idOf(place)}-title` },
    ...about,
    element(
      "div",
      { class: "picture", "data-label": label, "data-steps": shortest ? "Shortest trace" : "Trace" },
      element("div", { class: "body" }, stillDiagram(picture, label)),
    ),
    element("div", { class: "words" }, ...words),
    element("script", { type: "application/json" }, jsonInScript(picture)),
  );
}

/** How many steps a diagram may have that is there without the script. A longer one would double a file that is large already. */
const MOST_STILL = 200;

const stillDiagram = (picture: Picture, label: string): string =>
  picture.moments.length > MOST_STILL
    ? textElement("p", {}, "The diagram of so many steps needs JavaScript. The steps are below in words.")
    : diagramSvg(picture, { order: "steps" }, label);

/** JSON that may stand in an element: nothing in it ends the element, or is a comment. */
const jsonInScript = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** A script that may. The bundler writes `<\/script`; what it would not escape cannot be escaped here either. */
function scriptInPage(script: string): string {
  if (/<\/script|<!--/i.test(script)) throw new Error("the script of a page must not contain what ends a script");
  return script;
}

/** What the signs of a diagram mean: of those that are in it. */
function legend({ arrows, sendings, moments, fork, noReturn }: Picture): string {
  const arrives = (isLie: boolean): boolean =>
    arrows.some(({ sending, delivered }) => delivered !== null && sendings[sending]?.isLie === isLie);
  const keys = [
    ["message", "a message", arrives(false)],
    ["lie", "a lie of a Byzantine node", arrives(true)],
    ["votes", "votes counted, of those needed", moments.some(({ tallies }) => tallies.length > 0)],
    ["executes", "executes: written to its log", moments.some(({ executions }) => executions.length > 0)],
    ["turn", "from here on the fork is certain, even if the liars fall silent", noReturn !== null],
    ["differ", "two log entries that contradict each other", fork !== null],
  ] as const;
  const shown = keys.filter(([, , isThere]) => isThere);
  const items = shown.map(([kind, words]) =>
    element("li", {}, element("span", { class: `key ${kind}`, "aria-hidden": "true" }), html(words)),
  );
  return items.length === 0 ? "" : element("ul", { class: "legend" }, ...items);
}

function checkedSection(outcome: Outcome, traced: readonly PropertyOutcome[]): string {
  const rows = outcome.properties.map((property) => {
    const place = traced.indexOf(property);
    const name = html(nameOf(property));
    const linked = place < 0 ? name : element("a", { href: `#${idOf(place)}` }, name);
    const remark = property.verdict === "NOT APPLICABLE" ? (property.explanation ?? property.says) : property.says;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, linked),
      element("td", {}, textElement("span", { class: `verdict ${toneOf(property.verdict)}` }, property.verdict)),
      textElement("td", { class: "steps" }, lengthWords(property)),
      textElement("td", {}, sentence(clip(clean(remark), 400))),
    );
  });
  const cautions = cautionWords(outcome).map((words) => textElement("li", {}, clip(words, MOST)));
  return element(
    "section",
    { class: "checked" },
    textElement("h2", {}, "What was checked"),
    textElement("p", {}, sentence(underWords(outcome))),
    element(
      "table",
      {},
      '<thead><tr><th scope="col">property</th><th scope="col">verdict</th><th scope="col">steps</th><th scope="col">what it says</th></tr></thead>',
      element("tbody", {}, ...rows),
    ),
    ...[statisticsWords(outcome), ...engineWords(outcome)].map((words) =>
      textElement("p", { class: "cost" }, sentence(words)),
    ),
    cautions.length === 0 ? "" : element("ul", {}, ...cautions),
  );
}
