/** `byzcheck cluster --conform`: whether a recorded run is a behaviour of the model. */
import { resolve } from "node:path";
import { conformance } from "../cluster/conform.ts";
import { LogError, readLogs } from "../cluster/recorded.ts";
import { endLines } from "../cluster/replay-lines.ts";
import { clean, configurationWords, counted, nodesWords } from "../reports/words.ts";
import { readArguments } from "./arguments.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { FLAGS } from "./flags.ts";
import { loadProtocol } from "./load.ts";
import type { Shell } from "./shell.ts";
import { text } from "./values.ts";

export async function conformCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags } = readArguments(argv, FLAGS.cluster, "cluster");
  const other = [...flags.keys()].find((name) => name !== "conform" && name !== "protocol");
  if (other !== undefined)
    throw new UsageError(
      `--${other} has no use beside --conform: the logs say how the system was set up; leave it out`,
    );
  const recording = logsIn(resolve(shell.cwd, text(flags, "conform") ?? ""));
  const { protocol } = await loadProtocol(text(flags, "protocol") ?? recording.protocol, shell.cwd);
  const { actions, final, flaw, beyond, restarted } = conformance(recording, protocol);
  const style = styleFor(shell, shell.out);
  const lines = [
    style.heading(clean(`${protocol.name}, ${configurationWords(recording.configuration)}`)),
    counted(actions.length, "step"),
    ...(beyond > 0 ? [`liars said ${counted(beyond, "thing")} that the model's liars do not; it was let them`] : []),
    ...(restarted.length > 0 ? [`${nodesWords(restarted)} started again, without a memory: taken for Byzantine`] : []),
    flaw === null ? style.right("a behaviour of the model") : style.wrong(clean(`no behaviour of the model: ${flaw}`)),
    ...endLines(final, style),
  ];
  shell.out.write(`${lines.join("\n")}\n`);
  return flaw === null ? EXIT.ok : EXIT.diverged;
}

function logsIn(folder: string): ReturnType<typeof readLogs> {
  try {
    return readLogs(folder);
  } catch (error) {
    if (error instanceof LogError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
