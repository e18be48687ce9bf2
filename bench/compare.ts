/** Samples of several checkouts, taken in turns, so that a machine that gets slower is slower for all of them. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CaseName } from "./cases.ts";

/** The middle of some numbers; the mean of the two in the middle where their count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

/**
 * The order in which to sample: every round has each once, and every other round goes the other way, so that nobody
 * is always first.
 */
export const turns = <T>(items: readonly T[], rounds: number): readonly T[] =>
  Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? [...items] : [...items].reverse())).flat();

/**
 * All samples of a case, by checkout.
 *
 * @param roots folders with a checkout each, with its packages installed
 * @param rounds processes for each checkout
 */
export async function sample(
  name: CaseName,
  roots: readonly string[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map<string, readonly number[]>();
  for (const root of turns(roots, rounds)) {
    const script = join(root, "bench", "sample.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, name], { cwd: root });
    samples.set(root, [...(samples.get(root) ?? []), ...(JSON.parse(stdout) as number[])]);
  }
  return samples;
}
