/** The files that a check writes: the reports that were asked for, and the trace of each violation in any case. */
import { accessSync, constants } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Outcome } from "../checker/outcome.ts";
import { COMPARISON_FORMATS } from "../reports/compare-files.ts";
import { type CiSource, FORMATS, type Format, type ReportFile, reportFiles, traceStem } from "../reports/files.ts";
import type { PageScript } from "../reports/html/page.ts";
import { traceJson } from "../reports/json.ts";
import { traceFileOf } from "../reports/trace-file.ts";
import { ReportError, writeReports } from "../reports/write.ts";
import type { GivenFlags } from "./arguments.ts";
import { UsageError } from "./exit.ts";
import { why } from "./files.ts";
import { invocation } from "./help.ts";
import { type Loaded, shown } from "./load.ts";
import type { Shell } from "./shell.ts";
import { listOf, text } from "./values.ts";

/** Where to write. */
export interface Place {
  /** As the user wrote it. */
  readonly folder: string;
  /** Somebody asked for files: that they cannot be written is then an error, and is said before the search. */
  readonly insists: boolean;
  readonly cwd: string;
}

/** Where the flags say that files go. @param insists somebody asked for files */
export function placeFrom(flags: GivenFlags, insists: boolean, { cwd }: Pick<Shell, "cwd">): Place {
  const out = text(flags, "out");
  return { folder: out ?? "reports/out", insists: insists || out !== undefined, cwd };
}

/**
 * The formats that the flags ask for; undefined if nobody asks. What the environment or the configuration say is for every
 * command: of that the formats of other commands are passed over.
 */
export function formatsFrom<const T extends string>(
  flags: GivenFlags,
  options: readonly T[],
): readonly T[] | undefined {
  const given = flags.get("report");
  if (!given || given.source === "--report") return listOf(flags, "report", options);
  listOf(flags, "report", [...new Set([...FORMATS, ...COMPARISON_FORMATS])]);
  return options.filter((one) => given.values.includes(one));
}

/** Where to write, and what. */
export interface Target extends Place {
  /** The formats that were asked for; empty if nobody asked. */
  readonly formats: readonly Format[];
}

/** @throws UsageError if the folder cannot be written to */
export function assertWritable({ folder, insists, cwd }: Place): void {
  if (!insists) return;
  const path = resolve(cwd, folder);
  try {
    writeReports([], path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(error.message, { cause: error });
    throw new UsageError(`cannot write to ${folder}: ${why(error)}`, { cause: error });
  }
}

export interface Saving {
  /** The command that replays the first violation; null without one. */
  readonly replay: string | null;
  /** What to tell the user: how each violation is replayed, and what else is written. */
  readonly says: readonly string[];
  /** Writes. @throws UsageError if that fails and somebody insists; returns a warning if nobody does */
  write(): string | null;
}

/** What a report takes besides the outcome: for CI servers, and for the page if one was asked for. */
export interface Besides {
  readonly ci: CiSource;
  readonly page: PageScript | null;
}

/** What is to be written of an outcome. */
export function savingOf(
  outcome: Outcome,
  { source, protocol }: Loaded,
  target: Target,
  { ci, page }: Besides,
): Saving {
  const { formats, folder, cwd } = target;
  const traces = outcome.properties.flatMap((property): readonly ReportFile[] => {
    const file = property.verdict === "VIOLATED" ? traceFileOf(outcome, property, source?.file ?? null) : null;
    return file ? [{ name: `${traceStem(outcome, property.name)}.json`, content: traceJson(file) }] : [];
  });
  const commands = traces.map(({ name }) => invocation("replay", shown(join(folder, name), cwd)));
  const replay = (property: string): string | null =>
    commands[traces.findIndex(({ name }) => name === `${traceStem(outcome, property)}.json`)] ?? null;
  const asked = reportFiles(outcome, formats, {
    ...(source && { protocolFile: source.file, protocolImport: importOf(source, resolve(cwd, folder), cwd) }),
    ...(commands[0] === undefined ? {} : { replay: commands[0] }),
    ...(page && { page: { ...page, protocol, replay } }),
    ci,
  });
  const files = [...traces.filter((one) => !asked.some(({ name }) => name === one.name)), ...asked];
  return {
    replay: commands[0] ?? null,
    says: [
      ...commands.map((command) => `replay: ${command}`),
      ...(asked.length === 0 ? [] : [`wrote ${asked.length} ${asked.length === 1 ? "file" : "files"} to ${folder}`]),
    ],
    write: () => writeTo(target, files),
  };
}

/** Writes files. @throws UsageError if that fails and somebody insists; returns a warning if nobody does */
export function writeTo({ folder, insists, cwd }: Place, files: readonly ReportFile[]): string | null {
  if (files.length === 0) return null;
  try {
    writeReports(files, resolve(cwd, folder));
    return null;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    if (insists) throw new UsageError(error.message, { cause: error });
    return error.message;
  }
}

/** How a file in the folder of the reports imports the user's protocol. */
function importOf({ file, name }: NonNullable<Loaded["source"]>, folder: string, cwd: string) {
  const path = relative(folder, resolve(cwd, file)).replaceAll("\\", "/");
  return { from: path.startsWith(".") ? path : `./${path}`, name };
}
