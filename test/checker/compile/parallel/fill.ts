/** What a thread of the table's test runs: it puts rows in, the same ones as the others, in an order of its own. */
import { parentPort, workerData } from "node:worker_threads";
import type { SharedMemory } from "../../../../checker/compile/parallel/shared-memory.ts";
import { SharedTable } from "../../../../checker/compile/parallel/shared-table.ts";

export interface Filling {
  readonly memory: SharedMemory;
  readonly thread: number;
  /** Rows, one after the other. */
  readonly rows: Int32Array;
  /** Counts the threads that are ready: they begin together. */
  readonly gate: Int32Array;
  readonly threads: number;
}

const { memory, thread, rows, gate, threads } = workerData as Filling;
const table = new SharedTable(memory, thread);
const count = rows.length / memory.width;
const row = new Int32Array(memory.width);
Atomics.add(gate, 0, 1);
while (Atomics.load(gate, 0) < threads);
const numbers = new Int32Array(count);
let fresh = 0;
for (let at = 0; at < count; at++) {
  for (let word = 0; word < memory.width; word++) row[word] = rows[at * memory.width + word] as number;
  const number = table.insert(row, -1);
  if (number >= 0) fresh++;
  numbers[at] = number >= 0 ? number : ~number;
}
parentPort?.postMessage({ numbers, fresh });
