/** `byzcheck cluster`: the checked reducers as real processes that talk over sockets. */

import { jobsFor, TIMER, type Together } from "../cluster/jobs.ts";
import { createLines } from "../cluster/lines.ts";
import { type Happening, runCluster } from "../cluster/run.ts";
import { configure } from "../model/configuration.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Configuration } from "../model/protocol.ts";
import { counted } from "../reports/words.ts";
import type { GivenFlags } from "./arguments.ts";
import { peek } from "./arguments.ts";
import { conformCommand } from "./cluster-conform.ts";
import { asUsual } from "./cluster-failure.ts";
import { blowsFrom, networkFrom, wholeFrom } from "./cluster-flags.ts";
import { replayCluster } from "./cluster-replay.ts";
import { spawnIn } from "./cluster-spawn.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { FLAGS } from "./flags.ts";
import { variantsText } from "./list.ts";
import { changeFrom, overlay, readProtocolSettings, scenarioFrom, variantFrom } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { openTerminals } from "./terminals.ts";
import { isSet, text } from "./values.ts";

/** Seconds after which a run ends that does not end by itself. */
const MOST_SECONDS = 60;

export async function clusterCommand(argv: readonly string[], shell: Shell): Promise<number> {
  if (peek(argv, "replay", FLAGS.cluster) !== undefined) return replayCluster(argv, shell);
  if (peek(argv, "conform", FLAGS.cluster) !== undefined) return conformCommand(argv, shell);
  const { protocol, flags, source } = await readProtocolSettings(argv, "cluster", shell);
  if (text(flags, "variant") === "list") {
    shell.out.write(variantsText(protocol));
    return EXIT.ok;
  }
  const scenario = scenarioFrom(flags, protocol);
  const change = overlay(scenario?.under, changeFrom(flags, protocol));
  const configuration = configure(protocol, change, variantFrom(flags, protocol));
  assertEnough(configuration);
  return live(
    { protocol: source?.file ?? protocol.name, configuration, scenario: text(flags, "scenario") ?? null },
    flags,
    shell,
  );
}

async function live(together: Together, flags: GivenFlags, shell: Shell): Promise<number> {
  const { nodes } = together.configuration;
  const timer = wholeFrom(flags, "timer", 1, 3_600_000) ?? TIMER;
  const most = wholeFrom(flags, "most", 1, 86_400) ?? MOST_SECONDS;
  const blows = blowsFrom(flags, nodes);
  const jobs = jobsFor({ ...together, ...networkFrom(flags, nodes, shell.cwd), timer });
  const lines = createLines(styleFor(shell, shell.out));
  const terminals = isSet(flags, "terminals") ? openTerminals(nodes, shell) : null;
  const tell = (happening: Happening, by: ReplicaId | null): void => {
    const stream = happening.kind === "listens" ? shell.err : shell.out;
    for (const line of lines(happening)) {
      if (terminals) terminals.show(by, line);
      else stream.write(`${line}\n`);
    }
  };
  const stop = new AbortController();
  const interrupted = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  const ignore = shell.onInterrupt(() => stop.abort());
  void terminals?.left.then(() => stop.abort());
  try {
    const { ended } = await runCluster({ jobs, blows, most, spawn: spawnIn(shell.cwd), signal: stop.signal, tell });
    if (ended === "late")
      shell.err.write(`byzcheck: not over after ${counted(most, "second")}; --most takes another number\n`);
    if (terminals && ended !== "interrupted") {
      // They are there to be read, and close when the user leaves or interrupts.
      terminals.show(null, "the run is over; Ctrl-C, or leaving tmux, closes this");
      // A process that waits for a signal alone ends.
      const awake = setInterval(() => {}, 60_000);
      await interrupted;
      clearInterval(awake);
    }
    return { over: EXIT.ok, late: EXIT.incomplete, interrupted: EXIT.interrupted }[ended];
  } catch (error) {
    throw asUsual(error);
  } finally {
    ignore();
    terminals?.close();
  }
}

/** Fewer nodes than that hold nothing: whoever wants to see what happens then asks `check`. */
function assertEnough({ nodes, faulty }: Configuration): void {
  if (nodes < 2) throw new UsageError("nodes is 1; a cluster needs 2 or more, there is nobody to talk to otherwise");
  if (nodes < 3 * faulty + 1) {
    throw new UsageError(
      `${nodes} nodes are too few for ${faulty} faulty; 3f+1 = ${3 * faulty + 1} are needed: --nodes ${3 * faulty + 1}, or --faulty ${Math.floor((nodes - 1) / 3)}`,
    );
  }
}
