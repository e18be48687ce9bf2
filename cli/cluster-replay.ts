/** `byzcheck cluster --replay`: a trace, made to happen by real processes, and what they then are against the model. */
import { replayOnWire } from "../cluster/controller.ts";
import { jobsFor } from "../cluster/jobs.ts";
import { differenceLines, endLines, stepLine } from "../cluster/replay-lines.ts";
import { configure } from "../model/configuration.ts";
import { replayFile } from "../reports/replay.ts";
import { titleWords } from "../reports/summary.ts";
import { clean, counted } from "../reports/words.ts";
import { readArguments } from "./arguments.ts";
import { asUsual } from "./cluster-failure.ts";
import { networkFrom } from "./cluster-flags.ts";
import { spawnIn } from "./cluster-spawn.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { FLAGS } from "./flags.ts";
import { loadProtocol } from "./load.ts";
import { readTrace } from "./replay.ts";
import type { Shell } from "./shell.ts";
import { text } from "./values.ts";

/** What else may be said; how the system is set up, the trace says. */
const BESIDE = ["replay", "protocol", "host", "base-port", "keys", "new-keys", "log-dir"];

export async function replayCluster(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags } = readArguments(argv, FLAGS.cluster, "cluster");
  const other = [...flags.keys()].find((name) => !BESIDE.includes(name));
  if (other !== undefined)
    throw new UsageError(
      `--${other} has no use beside --replay: the trace says how the system is set up; leave it out`,
    );
  const name = text(flags, "replay") ?? "";
  const file = readTrace(name, shell.cwd);
  const { protocol, source } = await loadProtocol(
    text(flags, "protocol") ?? file.protocolFile ?? file.protocol,
    shell.cwd,
  );
  // A file that does not hold on the model is not tried on the wire.
  replayFile(file, protocol, name);
  const { variant, ...change } = file.configuration;
  const configuration = configure(protocol, change, variant);
  const jobs = jobsFor({
    protocol: source?.file ?? protocol.name,
    configuration,
    held: true,
    ...networkFrom(flags, configuration.nodes, shell.cwd),
  });

  const style = styleFor(shell, shell.out);
  const say = (line: string): void => shell.out.write(`${line}\n`);
  const title = titleWords({ protocol: file.protocol, variant });
  say(
    style.heading(
      clean(
        `${title}: ${file.property} ${file.verdict} in ${counted(file.actions.length, "step")}, with real processes`,
      ),
    ),
  );
  const stop = new AbortController();
  const ignore = shell.onInterrupt(() => stop.abort());
  try {
    const { final, difference } = await replayOnWire({
      recording: { actions: file.actions, configuration },
      protocol,
      jobs,
      spawn: spawnIn(shell.cwd),
      stepped: (index, action) => say(stepLine(index, action, style)),
      signal: stop.signal,
    });
    if (difference) for (const line of differenceLines(difference, style)) say(line);
    else if (final) say(style.right("the processes are what the model says"));
    if (!final) return difference ? EXIT.diverged : EXIT.interrupted;
    for (const line of endLines(final, style)) say(line);
    return difference ? EXIT.diverged : EXIT.ok;
  } catch (error) {
    throw asUsual(error);
  } finally {
    ignore();
  }
}
