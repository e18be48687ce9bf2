/** Which files a report consists of, by name and content. Nothing is written here. */
import type { Claim } from "../checker/expectation.ts";
import type { Outcome, PropertyOutcome } from "../checker/outcome.ts";
import { CI_FORMATS, ciFiles } from "./ci/files.ts";
import { type Origin, suiteOf, unknownOrigin } from "./ci/suite.ts";
import { outcomePage, type PageParts } from "./html/page.ts";
import { traceItf } from "./itf.ts";
import { outcomeJson, traceJson } from "./json.ts";
import { outcomeMarkdown } from "./markdown.ts";
import { outcomeText } from "./text.ts";
import { traceFileOf } from "./trace-file.ts";
import { builtIn, type ProtocolImport, traceTest } from "./vitest.ts";

/** The formats of reports. */
export const FORMATS = ["text", "json", "markdown", "itf", "vitest", "html", ...CI_FORMATS] as const;
export type Format = (typeof FORMATS)[number];

export interface ReportFile {
  /** The name of the file, without a folder. */
  readonly name: string;
  readonly content: string;
}

/** Where a protocol comes from that is not a built-in one. */
export interface ReportSource {
  /** The path of its file, as it was given. */
  readonly protocolFile?: string;
  /** How a generated test imports it: its path is relative to the folder of the reports. */
  readonly protocolImport?: ProtocolImport;
  /** The command that replays the first trace, for the JSON outcome. */
  readonly replay?: string;
  /** What CI servers are told besides. */
  readonly ci?: CiSource;
  /** What the page is made with; there is none without it. */
  readonly page?: PageParts;
}

export interface CiSource {
  /** What was expected of the check. */
  readonly claims: readonly Claim[];
  readonly origin: Origin;
  /** Of byzcheck. */
  readonly version: string;
}

/**
 * The files of a report: of the outcome `bsmr.json`, `bsmr.md`, `bsmr.txt` and `bsmr.html`; of each trace `bsmr-agreement.json`,
 * `bsmr-agreement.itf.json` and `bsmr-agreement.test.ts`; for CI servers `bsmr.junit.xml`, `bsmr.sarif` and `bsmr.github.md`. The
 * variant stands in the name where there is one.
 */
export function reportFiles(
  outcome: Outcome,
  formats: readonly Format[],
  source: ReportSource = {},
): readonly ReportFile[] {
  const wanted = (format: Format, ...files: readonly (() => ReportFile)[]): readonly ReportFile[] =>
    formats.includes(format) ? files.map((file) => file()) : [];
  const stem = stemOf(outcome);
  return [
    ...wanted("text", () => ({ name: `${stem}.txt`, content: outcomeText(outcome, { witnesses: true }) })),
    ...wanted("json", () => ({ name: `${stem}.json`, content: outcomeJson(outcome, source.replay ?? null) })),
    ...wanted("markdown", () => ({ name: `${stem}.md`, content: outcomeMarkdown(outcome) })),
    ...(source.page ? wanted("html", pageFile(outcome, stem, source.page)) : []),
    ...outcome.properties.flatMap((property) => traceFiles(outcome, property, formats, source)),
    ...forCi(outcome, formats, stem, source),
  ];
}

const pageFile = (outcome: Outcome, stem: string, page: PageParts) => (): ReportFile => ({
  name: `${stem}.html`,
  content: outcomePage(outcome, page),
});

const CI_UNKNOWN: CiSource = { claims: [], origin: unknownOrigin, version: "0.0.0" };

function forCi(
  outcome: Outcome,
  formats: readonly Format[],
  stem: string,
  { ci: { claims, origin, version } = CI_UNKNOWN }: ReportSource,
): readonly ReportFile[] {
  if (!CI_FORMATS.some((format) => formats.includes(format))) return [];
  return ciFiles([suiteOf(outcome, claims, origin)], formats, stem, version);
}

function traceFiles(
  outcome: Outcome,
  property: PropertyOutcome,
  formats: readonly Format[],
  { protocolFile, protocolImport }: ReportSource,
): readonly ReportFile[] {
  const file = traceFileOf(outcome, property, protocolFile);
  if (file === null) return [];
  const stem = traceStem(outcome, property.name);
  const files: ReportFile[] = [];
  if (formats.includes("json")) files.push({ name: `${stem}.json`, content: traceJson(file) });
  if (formats.includes("itf")) {
    files.push({ name: `${stem}.itf.json`, content: traceItf(outcome, property, protocolFile) ?? "" });
  }
  if (formats.includes("vitest")) {
    const source = protocolImport ?? builtIn(outcome.protocol);
    files.push({ name: `${stem}.test.ts`, content: traceTest(file, property.because, source) });
  }
  return files;
}

/** The name that all files of an outcome begin with. */
const stemOf = ({ protocol, variant }: Pick<Outcome, "protocol" | "variant">): string =>
  [protocol, ...(variant === null ? [] : [variant])].map(slug).join("-");

/** The name that all files of a trace begin with: `bsmr-agreement`. */
export const traceStem = (outcome: Pick<Outcome, "protocol" | "variant">, property: string): string =>
  `${stemOf(outcome)}-${slug(property)}`;

/** A name that is one part of a path on every system. */
const slug = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .toLowerCase() || "unnamed";
