/** Which files a report consists of, by name and content. Nothing is written here. */
import type { Outcome, PropertyOutcome } from "../checker/outcome.ts";
import { traceItf } from "./itf.ts";
import { outcomeJson, traceJson } from "./json.ts";
import { outcomeMarkdown } from "./markdown.ts";
import { outcomeText } from "./text.ts";
import { traceFileOf } from "./trace-file.ts";
import { builtIn, type ProtocolImport, traceTest } from "./vitest.ts";

/** The formats of reports. */
export const FORMATS = ["text", "json", "markdown", "itf", "vitest"] as const;
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
}

/**
 * The files of a report: of the outcome `bsmr.json`, `bsmr.md` and `bsmr.txt`; of each trace `bsmr-agreement.json`,
 * `bsmr-agreement.itf.json` and `bsmr-agreement.test.ts`. The variant stands in the name where there is one.
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
    ...outcome.properties.flatMap((property) => traceFiles(outcome, property, formats, source)),
  ];
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
