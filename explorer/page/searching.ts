/** Starts work in a worker of its own, and ends it. */
import type { Answer, Task } from "../tasks.ts";

export interface Work {
  /** Asks it to end with what it has. */
  stop(): void;
  /** Ends it at once; nothing more is heard of it. */
  abandon(): void;
}

/** Starts a task. @param hear is called with each answer; the last is an outcome, a graph or a failure */
export function start(task: Task, hear: (answer: Answer) => void): Work {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const send = (one: Task): void => worker.postMessage(one);
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if (data.kind !== "progress" && data.kind !== "violation") worker.terminate();
    hear(data);
  });
  worker.addEventListener("error", ({ message }) => {
    worker.terminate();
    hear({ kind: "failed", says: message || "the search could not be started; reload the page" });
  });
  send(task);
  return { stop: () => send({ kind: "stop" }), abandon: () => worker.terminate() };
}
