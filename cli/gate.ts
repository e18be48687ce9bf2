/** `byzcheck gate`: everything that a project expects, checked again, with every trace replayed. */
import { type CheckOptions, check } from "../checker/check.ts";
import { crossCheck } from "../checker/cross-check.ts";
import { unmet } from "../checker/expectation.ts";
import { InternalError } from "../checker/trace.ts";
import { ModelError } from "../model/error.ts";
import { crossCheckWords } from "../reports/cross-check-text.ts";
import { jsonText } from "../reports/json.ts";
import { replayFile } from "../reports/replay.ts";
import { lengthWords } from "../reports/summary.ts";
import { clean, cleanLines, columns, pad } from "../reports/words.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { type CheckJob, type Entry, type Job, jobsOf } from "./expectations.ts";
import { defaultMegabytes, needsLargerHeap, withLargerHeap } from "./memory.ts";
import { readSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet, number } from "./values.ts";
import { watched } from "./watched.ts";

/** An expectation, and what was found. */
interface Result extends Entry {
  readonly found: string;
  readonly met: boolean;
}

export async function gateCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags, config } = await readSettings(argv, "gate", shell);
  const jobs = await jobsOf(config);
  if (jobs.length === 0) {
    throw new UsageError(
      `${config.file ? `${config.file} has no expectations` : "there is no byzcheck.config.ts here or above"}, so the gate would hold nothing.\nWrite: export const config = defineConfig({ expectations: [{ protocol: "bsmr", expect: "violation:agreement" }] });`,
    );
  }
  const memory = number(flags, "memory");
  if (memory !== undefined && needsLargerHeap(memory)) return withLargerHeap(["gate", ...argv], memory);

  const json = isSet(flags, "json");
  const table = tableFor(
    shell,
    jobs.flatMap(({ entries }) => entries),
  );
  return watched(shell, false, async ({ line, ...watch }) => {
    const results: Result[] = [];
    for (const job of jobs) {
      const watching = { ...watch, memory: memory ?? defaultMegabytes() };
      const found = watch.signal.aborted ? allUnmet(job, "not run") : await settled(job, watching);
      line.end();
      if (!json) for (const result of found) shell.out.write(table(result));
      results.push(...found);
    }
    const met = results.filter((result) => result.met).length;
    const expectations = results.map(({ name, expected, found, met: isMet }) => ({
      name,
      expected,
      found,
      met: isMet,
    }));
    if (json) shell.out.write(jsonText({ expectations }));
    else shell.out.write(`\n${met} of ${results.length} expectations are met\n`);
    if (watch.signal.aborted) return EXIT.interrupted;
    return met === results.length ? EXIT.ok : EXIT.violation;
  });
}

type Watching = Pick<CheckOptions, "memory" | "signal" | "onProgress">;

const allUnmet = ({ entries }: Job, found: string): readonly Result[] =>
  entries.map((entry) => ({ ...entry, found, met: false }));

/** Runs a job. A protocol that breaks its contract and a trace that does not replay are findings, not the gate's end. */
async function settled(job: Job, watching: Watching): Promise<readonly Result[]> {
  try {
    switch (job.kind) {
      case "check":
        return await checked(job, watching);
      case "replay":
        return replayed(job);
      case "cross-check":
        return await crossChecked(job, watching);
    }
  } catch (error) {
    if (error instanceof ModelError || error instanceof InternalError) return allUnmet(job, error.message);
    throw error;
  }
}

async function checked(job: CheckJob, watching: Watching): Promise<readonly Result[]> {
  const { protocol, configuration, properties } = job;
  const { parameters, ...system } = configuration;
  const outcome = await check({
    ...parameters,
    ...system,
    ...watching,
    protocol,
    properties: properties ?? undefined,
  } as CheckOptions);
  return job.entries.map((entry) => {
    const reason = unmet(entry.claim, outcome, entry.length);
    const { property: name } = entry.claim;
    const one = name === null ? null : outcome.property(name);
    const length = one?.trace ? ` in ${lengthWords(one)}` : "";
    return { ...entry, found: reason ?? `${one?.verdict ?? outcome.verdict}${length}`, met: reason === null };
  });
}

/** What was cut short was not compared, so it meets nothing. */
async function crossChecked(
  { protocol, configuration, entries }: Extract<Job, { kind: "cross-check" }>,
  watching: Watching,
): Promise<readonly Result[]> {
  const { parameters, ...system } = configuration;
  const found = await crossCheck({ ...parameters, ...system, ...watching, protocol } as CheckOptions);
  const reasons = [...found.differences, ...found.cutShort];
  const words = [crossCheckWords(found), ...reasons.slice(0, REASONS)].join("\n    ");
  return entries.map((entry) => ({ ...entry, found: words, met: reasons.length === 0 }));
}

/** How many reasons the table names. */
const REASONS = 4;

function replayed({ file, protocol, path, entries }: Extract<Job, { kind: "replay" }>): readonly Result[] {
  const { trace } = replayFile(file, protocol, path);
  return entries.map((entry) => {
    const { claim, length = trace.length } = entry;
    const met = claim.property === file.property && claim.verdict === file.verdict && length === trace.length;
    return { ...entry, found: `${file.property} ${file.verdict} in ${trace.length}`, met };
  });
}

/** Lines whose columns stand below each other, though they are printed one by one. */
function tableFor(shell: Shell, entries: readonly Entry[]): (result: Result) => string {
  const style = styleFor(shell, shell.out);
  const width = (words: (entry: Entry) => string): number =>
    Math.max(0, ...entries.map((entry) => columns(clean(words(entry)))));
  const [names, expected] = [width(({ name }) => name), width((entry) => entry.expected)];
  return (result) => {
    const mark = result.met ? style.right("met     ") : style.wrong("NOT MET ");
    const row = `${pad(clean(result.name), names)}  ${pad(clean(result.expected), expected)}  ${cleanLines(result.found)}`;
    return `${mark} ${row}\n`;
  };
}
