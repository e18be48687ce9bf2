/** `byzcheck replay`: a trace file, replayed step by step on the reference system. */
import { conflictText } from "../reports/conflict-text.ts";
import { readRecording } from "../reports/itf.ts";
import { traceLines } from "../reports/lanes-text.ts";
import { TraceFileError } from "../reports/read.ts";
import { replayFile } from "../reports/replay.ts";
import { titleWords } from "../reports/summary.ts";
import type { Recording } from "../reports/trace-file.ts";
import { wrapped } from "../reports/trace-text.ts";
import { clean, counted, sentence } from "../reports/words.ts";
import { readArguments } from "./arguments.ts";
import { lookOf } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { readText } from "./files.ts";
import { FLAGS } from "./flags.ts";
import { loadProtocol } from "./load.ts";
import type { Shell } from "./shell.ts";
import { text } from "./values.ts";

export async function replayCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags, files } = readArguments(argv, FLAGS.replay, "replay", 1);
  const [name] = files;
  if (name === undefined) throw new UsageError("which file? Give a trace file: replay reports/out/NAME.json");
  const file = readTrace(name, shell.cwd);
  const { protocol } = await loadProtocol(text(flags, "protocol") ?? file.protocolFile ?? file.protocol, shell.cwd);
  const { trace, finding } = replayFile(file, protocol, name);
  const look = lookOf(shell, shell.out);
  const claim = `${file.property} ${file.verdict} in ${counted(trace.length, "step")}`;
  const lines = [
    look.style.heading(
      clean(`${titleWords({ protocol: file.protocol, variant: file.configuration.variant })}: ${claim}`),
    ),
    "",
    ...traceLines({ trace, configuration: file.configuration, protocol, finding }, look),
    "",
    ...conflictText(finding, trace.final, look),
    ...wrapped(sentence(clean(finding.says)), look.width - 2).map((line) => `  ${line}`),
    "",
    look.style.right("it replays, and ends as the file says"),
  ];
  shell.out.write(`${lines.join("\n")}\n`);
  return EXIT.ok;
}

/** Reads a trace file. @throws UsageError if it cannot be read or is damaged */
export function readTrace(name: string, folder: string): Recording {
  try {
    return readRecording(readText(name, folder), name);
  } catch (error) {
    if (error instanceof TraceFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
