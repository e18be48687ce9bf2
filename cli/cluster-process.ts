/** One node of a cluster, in a process of its own. It ends with whoever started it, however that ends. */
import type { Command, Job, Report } from "../cluster/job.ts";
import { type Node, startNode } from "../cluster/node.ts";
import { loadProtocol } from "./load.ts";

/** What the process hears: first what it is, then what it is to do. */
export type Said = { readonly job: Job } | { readonly command: Command };

const report = (what: Report): void => {
  if (process.connected) process.send?.(what);
};
const fail = (error: unknown): void =>
  report({
    kind: "failed",
    words: error instanceof Error ? (error.stack ?? error.message) : String(error),
    cause: "fault",
  });

let node: Node | null = null;

process.on("message", (said: Said) => {
  if ("command" in said) node?.command(said.command);
  else
    loadProtocol(said.job.protocol, process.cwd()).then(({ protocol }) => {
      node = startNode(protocol, said.job, report);
    }, fail);
});
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
process.on("disconnect", () => process.exit());
// A terminal interrupts everybody in it. When nodes end is for their starter to say.
process.on("SIGINT", () => {});
