/** Spin, Gerard Holzmann's model checker: compiles a Promela model to a program and runs it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "./models.ts";
import { type Measured, run } from "./process.ts";
import { ROOT } from "./root.ts";

/** Said where Spin is missing. */
export const HOW_TO_INSTALL = "Spin and a C compiler are needed; on Debian: apt install spin gcc libc6-dev";

/** The version, or null where Spin or the compiler is missing. */
export function spinVersion(): string | null {
  try {
    execFileSync("gcc", ["--version"], { stdio: "pipe" });
    return execFileSync("spin", ["-V"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return null;
  }
}

/**
 * `plain` is made for the most states a second: one process, partial order reduction left out. `partial-order` has a
 * process for each replica and the reduction.
 */
export type Make = "plain" | "partial-order";

/** What a run of Spin's program says. */
export interface Said {
  readonly states: number;
  /** Without the initial state, which Spin counts as one. */
  readonly transitions: number;
  readonly errors: number;
}

export interface Spun extends Said {
  readonly whole: Measured;
}

/** A model compiled by Spin and gcc. */
export interface Pan {
  /** Spin and gcc together. */
  readonly buildSeconds: number;
  search(): Promise<Spun>;
  /** Removes the program. */
  remove(): void;
}

/** Memory that Spin may take, in megabytes. */
const MEMORY = 16_000;

/** @throws Error if Spin or gcc fails */
export async function buildPan(model: Model, make: Make): Promise<Pan> {
  const folder = mkdtempSync(join(tmpdir(), "byzcheck-spin-"));
  const defines = [...model.promela.defines, ...(make === "plain" ? ["ONE"] : [])].map((one) => `-D${one}`);
  const source = join(ROOT, "bench", "promela", model.promela.file);
  const spin = await run("spin", ["-a", ...defines, source], folder);
  const reduction = make === "plain" ? ["-DNOREDUCE"] : [];
  const flags = ["-O2", "-w", "-DSAFETY", `-DMEMLIM=${MEMORY}`, ...reduction];
  const gcc = await run("gcc", [...flags, "-o", "pan", "pan.c"], folder);
  // One slot or two of the hash table for each state: fewer cost time, more memory.
  const slots = Math.ceil(Math.log2(model.states)) + 1;
  return {
    buildSeconds: spin.seconds + gcc.seconds,
    async search() {
      // -E: that nothing is left to do is no error here.
      const measured = await run("./pan", ["-E", "-m100000", `-w${slots}`], folder);
      const said = parsePan(measured.stdout);
      const isSame = make === "partial-order" ? said.states <= model.states : said.states === model.states;
      if (said.errors > 0 || !isSame) {
        throw new Error(`${model.name} is safe and has ${model.states} states; Spin says:\n${measured.stdout}`);
      }
      return { ...said, whole: measured };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @throws Error if that is not the report of a finished run */
export function parsePan(report: string): Said {
  const number = (pattern: RegExp): number => {
    const found = pattern.exec(report)?.[1];
    if (found === undefined) throw new Error(`that is not the report of a finished search by Spin:\n${report}`);
    return Number(found);
  };
  if (report.includes("Search not completed") || report.includes("max search depth too small")) {
    throw new Error(`Spin has not finished its search:\n${report}`);
  }
  return {
    states: number(/(\d+) states, stored/),
    transitions: number(/(\d+) transitions/) - 1,
    errors: number(/errors: (\d+)/),
  };
}
