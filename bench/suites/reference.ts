/** The reference system, in this checkout and, if asked for, in another. */
import { join } from "node:path";
import { CASES, type CaseName } from "../cases.ts";
import { median, sampled } from "../median.ts";
import { run } from "../process.ts";
import { ROOT } from "../root.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, targetWords } from "../target.ts";

export const reference: Suite = {
  name: "reference",
  says: "The reference system: `--engine reference`.",
  long: false,
  async measure({ rounds, against, progress }) {
    const roots = against === null ? [ROOT] : [ROOT, against];
    const rows: (readonly string[])[] = [];
    let missed = 0;
    for (const name of Object.keys(CASES) as CaseName[]) {
      progress(name);
      const { target, unit, says, processes } = CASES[name];
      const samples = await sampled(roots, Math.min(rounds, processes), (root) => samplesOf(name, root));
      for (const [root, taken] of samples) {
        const numbers = taken.flat();
        const middle = median(numbers);
        if (root === ROOT && !reaches(target, middle)) missed++;
        rows.push([
          root === ROOT ? says : `the same, ${root}`,
          `${shown(middle)} ${unit}`,
          `${shown(Math.min(...numbers))} to ${shown(Math.max(...numbers))}`,
          String(numbers.length),
          targetWords(target, ""),
          judged(target, middle),
        ]);
      }
    }
    return { columns: ["what", "median", "from, to", "samples", "target", ""], rows, notes: [], missed };
  },
};

/** The samples that one process takes. */
async function samplesOf(name: CaseName, root: string): Promise<readonly number[]> {
  const script = join(root, "bench", "sample.ts");
  const { stdout } = await run(process.execPath, ["--import", "tsx", script, name], root);
  return JSON.parse(stdout) as readonly number[];
}
