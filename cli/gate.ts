/** `byzcheck gate`: everything that a project expects, checked again, with every trace replayed. */
import { CI_FORMATS, type CiFormat, ciFiles } from "../reports/ci/files.ts";
import type { Suite } from "../reports/ci/suite.ts";
import { jsonText } from "../reports/json.ts";
import { clean, cleanLines, columns, counted, pad } from "../reports/words.ts";
import type { GivenFlags } from "./arguments.ts";
import { styleFor } from "./colours.ts";
import type { FoundConfig } from "./config.ts";
import { EXIT, UsageError } from "./exit.ts";
import { type Entry, type Job, jobsOf } from "./expectations.ts";
import { stopCommands, tellGithub } from "./github.ts";
import { version } from "./help.ts";
import { decide, type Result } from "./jobs.ts";
import { defaultMegabytes, memoryFrom, needsLargerHeap, withLargerHeap } from "./memory.ts";
import { originOf } from "./origin.ts";
import { assertWritable, formatsFrom, placeFrom, writeTo } from "./save.ts";
import { readSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet } from "./values.ts";
import { watched } from "./watched.ts";

export async function gateCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags, config } = await readSettings(argv, "gate", shell);
  const jobs = await jobsOf(config);
  if (jobs.length === 0) {
    throw new UsageError(
      `${config.file ? `${config.file} has no expectations` : "there is no byzcheck.config.ts here or above"}, so the gate would hold nothing.\nWrite: export const config = defineConfig({ expectations: [{ protocol: "bsmr", expect: "violation:agreement" }] });`,
    );
  }
  const formats = formatsFrom(flags, CI_FORMATS) ?? [];
  const place = placeFrom(flags, formats.length > 0, shell);
  const memory = memoryFrom(flags);
  if (memory !== undefined && needsLargerHeap(memory)) return withLargerHeap(["gate", ...argv], memory);
  assertWritable(place);

  const reporting = reporter(formats, flags, shell);
  const run = await runAll(jobs, memory ?? defaultMegabytes(), flags, config, shell);
  const warning = writeTo(place, ciFiles(run.suites, formats, "gate", version()));
  reporting(run.suites);
  if (warning !== null) shell.err.write(`byzcheck: ${warning}\n`);
  if (run.interrupted) return EXIT.interrupted;
  return run.results.every(({ met }) => met) ? EXIT.ok : EXIT.violation;
}

/** Tells GitHub what came of it, once the gate's own lines are out. */
function reporter(formats: readonly CiFormat[], flags: GivenFlags, shell: Shell): (suites: readonly Suite[]) => void {
  if (!formats.includes("github")) return () => {};
  const stream = isSet(flags, "json") ? shell.err : shell.out;
  const listenAgain = stopCommands(stream);
  return (suites) => {
    listenAgain();
    tellGithub(suites, stream, shell);
  };
}

interface Run {
  readonly results: readonly Result[];
  readonly suites: readonly Suite[];
  readonly interrupted: boolean;
}

/** Decides one job after the other, and prints each expectation as soon as it is decided. */
function runAll(
  jobs: readonly Job[],
  memory: number,
  flags: GivenFlags,
  config: FoundConfig,
  shell: Shell,
): Promise<Run> {
  const json = isSet(flags, "json");
  const table = tableFor(
    shell,
    jobs.flatMap(({ entries }) => entries),
  );
  return watched(shell, false, async ({ line, ...watch }) => {
    const results: Result[] = [];
    const suites: Suite[] = [];
    let notRun = 0;
    for (const job of jobs) {
      const isRun = !watch.signal.aborted;
      const origin = originOf(job.protocol, job.configuration, job.source, shell, config.file);
      const found = await decide(job, { ...watch, memory }, origin);
      line.end();
      if (!isRun) notRun += found.results.length;
      else if (!json) for (const result of found.results) shell.out.write(table(result));
      results.push(...found.results);
      suites.push(found.suite);
    }
    const met = results.filter((result) => result.met).length;
    const expectations = results.map(({ name, expected, found, met: isMet }) => ({
      name,
      expected,
      found,
      met: isMet,
    }));
    if (json) shell.out.write(jsonText({ expectations }));
    else
      shell.out.write(
        `\n${met} of ${counted(results.length, "expectation")} met${notRun > 0 ? `, ${notRun} not run` : ""}\n`,
      );
    return { results, suites, interrupted: watch.signal.aborted };
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
