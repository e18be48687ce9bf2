/** On what was measured, and when. */
import { cpus, getPriority, loadavg, totalmem } from "node:os";

/** One line; to be asked for before anything is measured, because of the load. */
export function machine(): string {
  const [first] = cpus();
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return [
    `${cpus().length} cores (${first?.model.trim() ?? "unknown"})`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.version}`,
    process.platform,
    new Date().toISOString().slice(0, 10),
    `priority ${getPriority()}`,
    `load ${load} before the first run`,
  ].join(", ");
}
