/** Stands in for `node:worker_threads` in a browser. The explorer searches with one thread, which asks for none of this. */
export const parentPort = null;
export const workerData = null;

/** @throws Error always */
export class Worker {
  constructor() {
    throw new Error("a browser has no threads of Node.js; search with one worker");
  }
}
