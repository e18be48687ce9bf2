/** From a command line to an exit code. Whatever goes wrong ends here, as a message. */
import { InternalError } from "../checker/trace.ts";
import { ConfigurationError } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import { cleanLines } from "../reports/words.ts";
import { EXIT, UsageError } from "./exit.ts";
import { COMMANDS, type Command } from "./flags.ts";
import { help, overview, version } from "./help.ts";
import { unknown } from "./nearest.ts";
import type { Shell } from "./shell.ts";

type Run = (argv: readonly string[], shell: Shell) => Promise<number>;

/** Each command is loaded when it is asked for: the help appears at once. */
const RUN: { readonly [command in Command]: () => Promise<Run> } = {
  check: async () => (await import("./check.ts")).checkCommand,
  simulate: async () => (await import("./simulate.ts")).simulateCommand,
  cluster: async () => (await import("./cluster.ts")).clusterCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  list: async () => (await import("./list.ts")).listCommand,
  mutants: async () => (await import("./mutants.ts")).mutantsCommand,
  compare: async () => (await import("./compare.ts")).compareCommand,
  gate: async () => (await import("./gate.ts")).gateCommand,
};

/**
 * Runs a command line.
 *
 * @param argv without the program
 * @returns the exit code; nothing is thrown
 */
export async function run(argv: readonly string[], shell: Shell): Promise<number> {
  const [name, ...rest] = argv;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      shell.out.write(overview());
      return name === undefined ? EXIT.usage : EXIT.ok;
    }
    if (name === "--version" || name === "-v") {
      shell.out.write(`${version()}\n`);
      return EXIT.ok;
    }
    const command = COMMANDS.find((one) => one === name);
    if (!command) throw unknown("command", name, COMMANDS);
    if (rest.some((word) => word === "--help" || word === "-h")) {
      shell.out.write(help(command));
      return EXIT.ok;
    }
    return await (await RUN[command]())(rest, shell);
  } catch (error) {
    const { words, code } = failure(error);
    // A message may quote a protocol or a file, and those may say anything.
    shell.err.write(`byzcheck: ${cleanLines(words)}\n`);
    return code;
  }
}

/** What went wrong, in words, and how that ends. A stack is shown only where the fault is in this program. */
function failure(error: unknown): { readonly words: string; readonly code: number } {
  if (error instanceof UsageError || error instanceof ConfigurationError)
    return { words: error.message, code: EXIT.usage };
  if (error instanceof ModelError) {
    return { words: error.message, code: error.kind === "impure" ? EXIT.internal : EXIT.usage };
  }
  if (error instanceof InternalError) return { words: error.message, code: EXIT.internal };
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { words: `a fault in byzcheck itself, please report it:\n${words}`, code: EXIT.internal };
}
