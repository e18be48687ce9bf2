/** Reading the flags that only `cluster` has. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Together } from "../cluster/jobs.ts";
import { logName } from "../cluster/log.ts";
import type { Blow } from "../cluster/run.ts";
import type { GivenFlags } from "./arguments.ts";
import { keysFrom } from "./cluster-keys.ts";
import { UsageError } from "./exit.ts";
import { number, text } from "./values.ts";

/** A whole number in a range. @throws UsageError for anything else */
export function wholeFrom(flags: GivenFlags, name: string, least: number, most: number): number | undefined {
  const value = number(flags, name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  throw new UsageError(`${flags.get(name)?.source} is ${value}; it must be a whole number, ${least} to ${most}`);
}

/** Where the nodes are, who they are, and where they log. */
export function networkFrom(flags: GivenFlags, nodes: number, cwd: string): Partial<Together> {
  const logFolder = text(flags, "log-dir");
  if (logFolder !== undefined && existsSync(resolve(cwd, logFolder, logName(0))))
    throw new UsageError(`${logFolder} has the logs of another run; name a folder that has none`);
  return {
    host: text(flags, "host") ?? "127.0.0.1",
    basePort: wholeFrom(flags, "base-port", 1, 65_536 - nodes),
    privateKeys: keysFrom(flags, nodes, cwd),
    logFolder: logFolder === undefined ? undefined : resolve(cwd, logFolder),
  };
}

/** What is done to nodes: `0@500` is to node 0, after 500 milliseconds; `0` at the very beginning. @throws UsageError */
export function blowsFrom(flags: GivenFlags, nodes: number): readonly Blow[] {
  const blows = (["kill", "restart"] as const).flatMap((kind) =>
    (flags.get(kind)?.values ?? []).map((value): Blow => {
      const [, id, at = "0"] = /^(\d{1,3})(?:@(\d{1,8}))?$/.exec(value) ?? [];
      if (id === undefined || Number(id) >= nodes) {
        throw new UsageError(
          `${flags.get(kind)?.source} is "${value}"; it must be a node, 0 to ${nodes - 1}, and when, in milliseconds: 0@500`,
        );
      }
      return { kind, id: Number(id), at: Number(at) };
    }),
  );
  for (const { kind, id, at } of blows) {
    const wasKilled = blows.some((other) => other.kind === "kill" && other.id === id && other.at < at);
    if (kind === "restart" && !wasKilled)
      throw new UsageError(
        `--restart ${id}@${at}: node ${id} is not killed before; add --kill ${id}@${Math.max(0, at - 100)}`,
      );
  }
  return blows;
}
