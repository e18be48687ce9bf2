/** Starts nodes as processes. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Spawn } from "../cluster/crew.ts";
import type { Report } from "../cluster/job.ts";
import { isSource } from "./clone.ts";
import type { Said } from "./cluster-process.ts";

/** How much of what a process says to nobody is kept, for the case that it ends. */
const LAST_WORDS = 2000;

/** Starts nodes as processes whose working folder is this one. */
export const spawnIn =
  (cwd: string): Spawn =>
  (job, report, ended) => {
    const file = fileURLToPath(new URL(isSource ? "cluster-process.ts" : "cluster-process.js", import.meta.url));
    const child = fork(file, [], {
      cwd,
      // Sources run under the loader; what is compiled needs none.
      execArgv: isSource ? ["--import", import.meta.resolve("tsx")] : [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let words = "";
    child.stderr?.on("data", (text: Buffer) => {
      words = `${words}${text.toString()}`.slice(-LAST_WORDS);
    });
    const say = (said: Said): void => {
      // It may have ended a moment ago; whoever waits for it hears of that otherwise.
      if (child.connected) child.send(said, () => {});
    };
    child.on("message", (what) => report(what as Report));
    child.on("error", (error) => ended(error.message));
    child.on("exit", (code, signal) => ended(signal ? `signal ${signal}` : `exit code ${code}\n${words}`));
    say({ job });
    return { command: (command) => say({ command }), kill: () => void child.kill("SIGKILL") };
  };
