/** `byzcheck replay`: a trace file, replayed step by step on the reference system. */
import type { Trace } from "../checker/outcome.ts";
import { findingIn } from "../checker/stuck.ts";
import { InternalError, replay } from "../checker/trace.ts";
import { type Action, actionWords } from "../model/action.ts";
import { canonical } from "../model/canonical.ts";
import { configure } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import type { Finding } from "../model/property.ts";
import type { Protocol } from "../model/protocol.ts";
import { createSystem, type System } from "../model/system.ts";
import { conflictText } from "../reports/conflict-text.ts";
import { readRecording } from "../reports/itf.ts";
import { TraceFileError } from "../reports/read.ts";
import { titleWords } from "../reports/summary.ts";
import type { Recording } from "../reports/trace-file.ts";
import { traceText, wrapped } from "../reports/trace-text.ts";
import { clean, counted, sentence } from "../reports/words.ts";
import { readArguments } from "./arguments.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { readText } from "./files.ts";
import { FLAGS } from "./flags.ts";
import { loadProtocol } from "./load.ts";
import { unknown } from "./nearest.ts";
import type { Shell } from "./shell.ts";
import { text } from "./values.ts";

export async function replayCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags, files } = readArguments(argv, FLAGS.replay, "replay", 1);
  const [name] = files;
  if (name === undefined) throw new UsageError("which file? Give a trace file: replay reports/out/NAME.json");
  const file = readTrace(name, shell.cwd);
  const { protocol } = await loadProtocol(text(flags, "protocol") ?? file.protocolFile ?? file.protocol, shell.cwd);
  const { trace, finding } = replayFile(file, protocol, name);
  const look = { style: styleFor(shell, shell.out), width: shell.out.columns };
  const claim = `${file.property} ${file.verdict} in ${counted(trace.length, "step")}`;
  const lines = [
    look.style.heading(
      clean(`${titleWords({ protocol: file.protocol, variant: file.configuration.variant })}: ${claim}`),
    ),
    "",
    ...traceText(trace, look),
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

/**
 * Replays a trace file.
 *
 * @throws ConfigurationError, UsageError if the protocol has no such configuration or property
 * @throws InternalError if a step is not enabled, or the end is not what the file claims
 */
export function replayFile(
  { configuration, property: name, actions, final }: Recording,
  protocol: Protocol,
  file: string,
): { readonly trace: Trace; readonly finding: Finding } {
  const { variant, ...change } = configuration;
  const system = createSystem(protocol, configure(protocol, change, variant));
  const property = system.properties.find((one) => one.name === name);
  if (!property)
    throw unknown(
      `property of ${protocol.name}`,
      name,
      system.properties.map((one) => one.name),
    );
  const trace = replayed(system, actions, file);
  const finding = findingIn(system, property, trace.final);
  const what = property.kind === "sometimes" ? "reached" : "violated";
  if (!finding) throw new InternalError(`${file}: every step is enabled, but ${name} is not ${what} at the end`);
  if (canonical(trace.final) !== canonical(final)) {
    throw new InternalError(`${file}: every step is enabled, but the end is another state than the file says`);
  }
  return { trace, finding };
}

function replayed(system: System, actions: readonly Action[], file: string): Trace {
  try {
    return replay(system, actions);
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== "not-enabled") throw error;
    const { index, enabled } = firstNotEnabled(system, actions);
    const action = actions[index];
    throw new InternalError(
      `${file}: step ${index + 1} is not enabled: ${action ? actionWords(action) : ""}\nEnabled there:\n${enabled.map((one) => `  ${one}`).join("\n")}`,
    );
  }
}

/** How many enabled actions an error message names. */
const NAMED = 8;

function firstNotEnabled(system: System, actions: readonly Action[]): { index: number; enabled: readonly string[] } {
  let state = system.initial;
  for (const [index, action] of actions.entries()) {
    const transitions = system.transitions(state);
    const taken = transitions.find((one) => canonical(one.action) === canonical(action));
    if (!taken) {
      const words = transitions.map((one) => actionWords(one.action));
      const more = words.length - NAMED;
      return { index, enabled: [...words.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])] };
    }
    state = taken.next;
  }
  return { index: actions.length, enabled: [] };
}
