/** Searches beside the page, so that it stays responsive: the checker itself, in a thread of the browser. */
import { type CheckOptions, check } from "../../checker/check.ts";
import { unreachable } from "../../model/error.ts";
import { drawn } from "../graph-layout.ts";
import { systemOf } from "../scenario.ts";
import { stateGraph } from "../state-graph.ts";
import { type Answer, type SearchWish, type Task, unnamed } from "../tasks.ts";

const answer = (one: Answer): void => postMessage(one);
const stopping = new AbortController();

addEventListener("message", ({ data: task }: MessageEvent<Task>) => {
  run(task).catch((error: unknown) =>
    answer({ kind: "failed", says: error instanceof Error ? error.message : String(error) }),
  );
});

async function run(task: Task): Promise<void> {
  switch (task.kind) {
    case "stop":
      return stopping.abort();
    case "graph":
      return answer({ kind: "graph", graph: drawn(stateGraph(systemOf(unnamed(task.setup)), task.most)) });
    case "check":
      return search(task.setup, task.wish);
    default:
      return unreachable(task);
  }
}

/** A check is about the protocol, not about what the script of a scenario adds to it. */
async function search(setup: Extract<Task, { kind: "check" }>["setup"], wish: SearchWish): Promise<void> {
  const { protocol, configuration } = unnamed({ ...setup, scenario: null });
  const { property: _, ...outcome } = await check({
    ...configuration,
    ...wish,
    protocol,
    signal: stopping.signal,
    onProgress: (moment) => answer({ kind: "progress", moment }),
    onViolation: ({ property }) => answer({ kind: "violation", property }),
  } as CheckOptions);
  answer({ kind: "outcome", outcome });
}
