/** How much memory a search may take, and a process with a heap that is large enough for it. */
import { spawn } from "node:child_process";
import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { getHeapStatistics } from "node:v8";
import type { GivenFlags } from "./arguments.ts";
import { EXIT, UsageError } from "./exit.ts";
import { number } from "./values.ts";

const MB = 2 ** 20;
const SHARE = 0.7;

/** Megabytes that a search may take where nobody says: 70 % of what the machine, or the container, has. */
export function defaultMegabytes(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.floor((SHARE * total) / MB);
}

/** The megabytes that `--memory` allows; undefined if it is not given. */
export function memoryFrom(flags: GivenFlags): number | undefined {
  const megabytes = number(flags, "memory");
  if (megabytes === undefined || megabytes >= 1) return megabytes;
  throw new UsageError(`${flags.get("memory")?.source} is ${megabytes}; it must be 1 or more, in megabytes`);
}

/** Whether the heap of this process is too small for that, and can be made larger by a new process. */
export const needsLargerHeap = (megabytes: number): boolean =>
  megabytes > getHeapStatistics().heap_size_limit / MB && !process.execArgv.some((flag) => flag.startsWith(HEAP_FLAG));

const HEAP_FLAG = "--max-old-space-size=";

/**
 * Runs the same command in a process with a larger heap: a running one cannot raise its own.
 *
 * @returns the exit code of that process
 */
export function withLargerHeap(argv: readonly string[], megabytes: number): Promise<number> {
  const main = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "main.ts" : "main.js", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, `${HEAP_FLAG}${Math.ceil(megabytes)}`, main, ...argv], {
    stdio: "inherit",
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? EXIT.interrupted);
    });
  });
}
