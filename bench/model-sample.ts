/**
 * Checks one model once, in a process of its own, and prints what it took as JSON:
 * `node --import tsx bench/model-sample.ts two-phase-commit-8 none 1`.
 */
import { modelNamed } from "./models.ts";
import type { Sample } from "./ours.ts";

const [name = "", reduce = "none", workers = "1"] = process.argv.slice(2);
const before = process.cpuUsage();
const { verdict, exhaustive, statistics } = await modelNamed(name).check({
  reduce: reduce === "all" ? "all" : "none",
  workers: Number(workers),
});
const { user, system } = process.cpuUsage(before);
if (verdict !== "safe" || !exhaustive) throw new Error(`${name} is safe, and this says: ${verdict}`);
const sample: Sample = {
  states: statistics.distinctStates,
  transitions: statistics.transitions,
  seconds: statistics.milliseconds / 1000,
  cpuSeconds: (user + system) / 1e6,
  tableSeconds: (statistics.tables?.milliseconds ?? 0) / 1000,
  heldBytes: statistics.peakMemoryBytes,
  workers: statistics.workers,
};
console.log(JSON.stringify(sample));
