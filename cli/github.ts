/** What a step of GitHub Actions hears: annotations on its output, and the summary of its job in a file that GitHub names. */
import { randomUUID } from "node:crypto";
import { appendFileSync, statSync } from "node:fs";
import { annotations } from "../reports/ci/annotations.ts";
import { jobSummary, MOST_BYTES } from "../reports/ci/job-summary.ts";
import type { Suite } from "../reports/ci/suite.ts";
import { why } from "./files.ts";
import type { Shell, Stream } from "./shell.ts";

/** The least room in which a summary says anything. */
const LEAST_BYTES = 2_000;

/**
 * Keeps GitHub from taking lines of ordinary output for commands: they quote protocols, which may say anything.
 *
 * @returns lets it listen again
 */
export function stopCommands(stream: Stream): () => void {
  const token = randomUUID();
  stream.write(`::stop-commands::${token}\n`);
  return () => stream.write(`::${token}::\n`);
}

/** Annotates the sources, and adds to the job's summary where GitHub names its file. */
export function tellGithub(suites: readonly Suite[], stream: Stream, { env, err }: Pick<Shell, "env" | "err">): void {
  for (const line of annotations(suites)) stream.write(`${line}\n`);
  const file = env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    const room = MOST_BYTES - (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    if (room < LEAST_BYTES) err.write("byzcheck: the job summary is full, so nothing is added to it\n");
    else appendFileSync(file, jobSummary(suites, room));
  } catch (error) {
    err.write(`byzcheck: cannot write the job summary: ${why(error)}\n`);
  }
}
