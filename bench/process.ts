/** Runs a command and measures it from outside: the clock, and what Linux says of the process and its descendants. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Measured {
  /** From start to exit. */
  readonly seconds: number;
  /** Processor time of it and its descendants, as far as it was seen; 0 where the system does not tell. */
  readonly cpuSeconds: number;
  /** The largest resident set that one of them had (VmHWM); 0 where the system does not tell. */
  readonly peakBytes: number;
  readonly code: number | null;
  readonly stdout: string;
}

/** Milliseconds between two looks at the process. Both figures only grow, so what a late look misses is small. */
const BETWEEN_LOOKS = 20;
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/**
 * Runs a command to its end.
 *
 * @param folder where it runs
 * @throws Error if it cannot be started, or exits with another code than one of `codes`
 */
export async function run(
  command: string,
  parameters: readonly string[],
  folder: string,
  codes: readonly number[] = [0],
): Promise<Measured> {
  const began = performance.now();
  const child = spawn(command, parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const peaks = new Map<number, number>();
  const times = new Map<number, number>();
  const look = (): void => {
    for (const pid of child.pid === undefined ? [] : familyOf(child.pid)) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peakOf(pid)));
      times.set(pid, Math.max(times.get(pid) ?? 0, cpuOf(pid)));
    }
  };
  const looking = setInterval(look, BETWEEN_LOOKS);
  let ended = began;
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", () => {
        ended = performance.now();
      });
      child.on("close", resolve);
    });
    if (code === null || !codes.includes(code)) {
      throw new Error(`${[command, ...parameters].join(" ")} exited with ${code}\n${stdout}${stderr}`);
    }
    return {
      seconds: (ended - began) / 1000,
      cpuSeconds: [...times.values()].reduce((sum, one) => sum + one, 0),
      peakBytes: Math.max(0, ...peaks.values()),
      code,
      stdout,
    };
  } finally {
    clearInterval(looking);
  }
}

function familyOf(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").map(Number).filter(Boolean);
  return [pid, ...children.flatMap(familyOf)];
}

const peakOf = (pid: number): number => 1024 * Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

function cpuOf(pid: number): number {
  // The second field is the program's name, in brackets, and may hold spaces; user and system time are the 14th and 15th.
  const fields = read(`/proc/${pid}/stat`).split(") ").pop()?.split(" ") ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** Empty where there is no such file: the process has ended, or this is not Linux. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
