/** The log of one node: what it was started with, then what happens, one JSON document a line. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { flatten } from "../reports/trace-file.ts";
import type { Job, Report } from "./job.ts";

/** The first line of every life of a node. */
export type Heading = { readonly kind: "started"; readonly variant: string | null } & {
  readonly configuration: ReturnType<typeof flatten>;
} & Pick<Job, "protocol" | "scenario" | "cluster">;

/** A line: what, by whom, and when, in milliseconds since 1970. */
type Entry = { readonly node: number; readonly at: number } & (Heading | Report);

/** The file of a node in a folder of logs. */
export const logName = (id: number): string => `node-${id}.jsonl`;

/**
 * Opens the log of a node. A line is in the file before anything else happens, so a node that is killed leaves all that
 * the others have heard of it.
 */
export function openLog({ logFile, id, protocol, configuration, scenario, cluster }: Job): (report: Report) => void {
  if (logFile === null) return () => {};
  mkdirSync(dirname(logFile), { recursive: true });
  const write = (what: Heading | Report): void =>
    appendFileSync(logFile, `${JSON.stringify({ node: id, at: Date.now(), ...what } satisfies Entry)}\n`);
  const { variant } = configuration;
  write({ kind: "started", protocol, variant, configuration: flatten(configuration), scenario, cluster });
  return write;
}
