/** `byzcheck cluster`: the checked reducers as real processes that talk over sockets. */

import { InternalError } from "../checker/trace.ts";
import { ClusterError } from "../cluster/crew.ts";
import { jobsFor, TIMER, type Together } from "../cluster/jobs.ts";
import { createLines } from "../cluster/lines.ts";
import { type Happening, runCluster } from "../cluster/run.ts";
import { configure } from "../model/configuration.ts";
import type { Configuration } from "../model/protocol.ts";
import type { GivenFlags } from "./arguments.ts";
import { blowsFrom, wholeFrom } from "./cluster-flags.ts";
import { keysFrom } from "./cluster-keys.ts";
import { spawnIn } from "./cluster-spawn.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { variantsText } from "./list.ts";
import { changeFrom, overlay, readProtocolSettings, scenarioFrom, variantFrom } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { text } from "./values.ts";

/** Seconds after which a run ends that does not end by itself. */
const MOST_SECONDS = 60;

export async function clusterCommand(argv: readonly string[], shell: Shell): Promise<number> {
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
  const logFolder = text(flags, "log-dir");
  const jobs = jobsFor({
    ...together,
    host: text(flags, "host") ?? "127.0.0.1",
    basePort: wholeFrom(flags, "base-port", 1, 65_536 - nodes),
    timer: wholeFrom(flags, "timer", 1, 3_600_000) ?? TIMER,
    privateKeys: keysFrom(flags, nodes, shell.cwd),
    logFolder,
  });
  const lines = createLines(styleFor(shell, shell.out));
  const tell = (happening: Happening): void => {
    const stream = happening.kind === "listens" ? shell.err : shell.out;
    for (const line of lines(happening)) stream.write(`${line}\n`);
  };
  const stop = new AbortController();
  const ignore = shell.onInterrupt(() => stop.abort());
  const most = wholeFrom(flags, "most", 1, 86_400) ?? MOST_SECONDS;
  const blows = blowsFrom(flags, nodes);
  try {
    const { ended } = await runCluster({ jobs, blows, most, spawn: spawnIn(shell.cwd), signal: stop.signal, tell });
    if (ended === "late") shell.err.write(`byzcheck: not over after ${most} seconds; --most takes another number\n`);
    return { over: EXIT.ok, late: EXIT.incomplete, interrupted: EXIT.interrupted }[ended];
  } catch (error) {
    throw asUsual(error);
  } finally {
    ignore();
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

/** A cluster's failure as the command's: whose fault it is decides how it ends. */
function asUsual(error: unknown): unknown {
  if (!(error instanceof ClusterError)) return error;
  switch (error.why) {
    case "port":
      return new UsageError(
        `${error.message}\nGive another --base-port or --host, or leave --base-port out: each node then takes a free port`,
        { cause: error },
      );
    case "protocol":
      return new UsageError(error.message, { cause: error });
    case "impure":
    case "trace":
    case "fault":
      return new InternalError(error.message);
  }
}
