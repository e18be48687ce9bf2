/** `byzcheck check --watch`: checks again whenever a file is another. Each check is a process of its own, with fresh modules. */
import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { counted } from "../reports/words.ts";
import { peek } from "./arguments.ts";
import { digestOf, filesFrom, onTouched, sourcesBelow } from "./changes.ts";
import { cloneFolder } from "./clone.ts";
import { configPath } from "./config.ts";
import { EXIT, UsageError } from "./exit.ts";
import { FLAGS } from "./flags.ts";
import { looksLikeFile } from "./load.ts";
import type { Shell } from "./shell.ts";

/** Clears what is visible; what was scrolled away stays there. */
const CLEAR = "\x1b[H\x1b[2J";

/** The parts of a clone that a check may run. */
const ROOMS = ["model", "protocols", "checker", "reports", "cli"];

/** Whether a command line asks for that. */
export const wantsWatch = (argv: readonly string[]): boolean => argv.includes("--watch");

/**
 * Checks, and checks again whenever a file is another, until it is interrupted. A check that is under way then is
 * abandoned. What goes wrong in one, a file that does not compile for instance, is shown, and ends nothing.
 *
 * @throws UsageError where there is no file to watch
 */
export async function watchCommand(argv: readonly string[], shell: Shell): Promise<number> {
  if (entriesOf(argv, shell).length === 0) {
    throw new UsageError("--watch has nothing to watch: no file is named; give one: --protocol ./my-protocol.ts");
  }
  const words = argv.filter((word) => word !== "--watch");
  let interrupted = false;
  let stopWaiting = (): void => {};
  const stopListening = shell.onInterrupt(() => {
    interrupted = true;
    stopWaiting();
  });
  try {
    for (let first = true; !interrupted; first = false) {
      const files = filesFrom(entriesOf(argv, shell));
      const changed = new Changed(files);
      stopWaiting = () => changed.giveUp();
      begin(shell, first);
      const run = start(words);
      await Promise.race([run.ended, changed.happened]);
      if (interrupted) run.child.kill("SIGINT");
      else if (changed.has) run.child.kill("SIGTERM");
      await run.ended;
      if (!interrupted && !changed.has) {
        shell.err.write(`\nwatching ${counted(files.size, "file")}; Ctrl-C ends\n`);
        await changed.happened;
      }
      changed.giveUp();
    }
  } finally {
    stopListening();
  }
  return EXIT.interrupted;
}

/** The files from which all others are found: the protocol's, the configuration's, and in a clone its own sources. */
function entriesOf(argv: readonly string[], { cwd, env }: Shell): readonly string[] {
  const protocol = peek(argv, "protocol", FLAGS.check) ?? env.BYZCHECK_PROTOCOL;
  const config = configPath(cwd);
  return [
    ...(protocol !== undefined && looksLikeFile(protocol) ? [resolve(cwd, protocol)] : []),
    ...(config === null ? [] : [config]),
    ...(cloneFolder === null ? [] : ROOMS.flatMap((room) => sourcesIn(cloneFolder, room))),
  ];
}

const sourcesIn = (clone: string | null, room: string): readonly string[] =>
  clone === null ? [] : sourcesBelow(join(clone, room), join(clone, "reports", "out"));

/** A terminal shows one check at a time; elsewhere a line stands between two. */
function begin({ out, err }: Shell, first: boolean): void {
  if (out.isTTY) out.write(CLEAR);
  else if (!first) err.write("\nsomething has changed, so it is checked again\n\n");
}

/** Waits for files to become others than they are now. */
class Changed {
  readonly happened: Promise<void>;
  readonly giveUp: () => void;
  /** Whether they have. */
  has = false;

  constructor(files: ReadonlySet<string>) {
    let end = (): void => {};
    this.happened = new Promise((resolve) => {
      end = resolve;
    });
    // Watched before they are read: what happens in between is seen.
    const stop = onTouched(files, () => {
      if (digestOf(files) === before) return;
      this.has = true;
      end();
    });
    const before = digestOf(files);
    this.giveUp = () => {
      stop();
      end();
    };
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** Starts a check as this process was started. It ends when this process does. */
function start(words: readonly string[]): Started {
  const [, program = ""] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, program, "check", ...words], { stdio: "inherit" });
  const signals = ["SIGTERM", "SIGHUP"] as const;
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    process.exit(EXIT.interrupted);
  };
  for (const signal of signals) process.on(signal, pass);
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      for (const signal of signals) process.off(signal, pass);
      resolve();
    });
  });
  return { child, ended };
}
