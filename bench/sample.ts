/** Takes the samples of one case, in a process of its own, and prints them: `node --import tsx bench/sample.ts states`. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bsmr, check } from "../index.ts";
import { CASES, type CaseName, isCase } from "./cases.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const take: Readonly<Record<CaseName, () => Promise<number>>> = {
  async states() {
    const { statistics } = await check({ protocol: bsmr, rounds: 2, engine: "reference" });
    return statistics.distinctStates / (statistics.milliseconds / 1000);
  },

  async command() {
    const out = mkdtempSync(join(tmpdir(), "byzcheck-bench-"));
    const command = [
      "--import",
      "tsx",
      join(root, "cli", "main.ts"),
      "check",
      "--protocol",
      "bsmr",
      "--engine",
      "reference",
      "--fail-fast",
    ];
    const began = performance.now();
    const ended = await promisify(execFile)(process.execPath, [...command, "--out", out], { cwd: root }).then(
      () => 0,
      (error: { code?: unknown }) => error.code,
    );
    const seconds = (performance.now() - began) / 1000;
    rmSync(out, { recursive: true, force: true });
    if (ended !== 1) throw new Error(`the command is to find a violation and exit with 1, not ${String(ended)}`);
    return seconds;
  },

  async memory() {
    const { statistics } = await check({ protocol: bsmr, rounds: 4, engine: "reference" });
    return statistics.peakMemoryBytes / statistics.distinctStates;
  },
};

const name = process.argv[2] ?? "";
if (!isCase(name)) throw new Error(`no case "${name}"; there are: ${Object.keys(CASES).join(", ")}`);
const samples: number[] = [];
for (let i = 0; i < CASES[name].repeats; i++) samples.push(await take[name]());
console.log(JSON.stringify(samples));
