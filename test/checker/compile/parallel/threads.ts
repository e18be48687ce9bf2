/** Threads of a test that run a TypeScript file. */
import { Worker } from "node:worker_threads";

/** Runs a file in a thread, and waits for the one thing that it says. */
export function inThread<T>(file: string, workerData: unknown): Promise<T> {
  const api = import.meta.resolve("tsx/esm/api");
  const url = new URL(file, import.meta.url).href;
  const code = `import(${JSON.stringify(api)}).then(({ register }) => (register(), import(${JSON.stringify(url)})))`;
  const worker = new Worker(code, { eval: true, workerData, execArgv: [] });
  return new Promise<T>((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
  }).finally(() => worker.terminate());
}
