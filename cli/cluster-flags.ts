/** Reading the flags that only `cluster` has. */
import { accessSync, constants, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Together } from "../cluster/jobs.ts";
import { logName } from "../cluster/log.ts";
import type { Blow } from "../cluster/run.ts";
import { makeFolder } from "../reports/write.ts";
import type { GivenFlags } from "./arguments.ts";
import { keysFrom } from "./cluster-keys.ts";
import { UsageError } from "./exit.ts";
import { why } from "./files.ts";
import { number, text } from "./values.ts";

/** A whole number in a range. @throws UsageError for anything else */
export function wholeFrom(flags: GivenFlags, name: string, least: number, most: number): number | undefined {
  const value = number(flags, name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  throw new UsageError(`${flags.get(name)?.source} is ${value}; it must be a whole number, ${least} to ${most}`);
}

/** Where the nodes are, where they log, and who they are. To be read last: it makes folders, and keys. */
export function networkFrom(flags: GivenFlags, nodes: number, cwd: string): Partial<Together> {
  return {
    host: text(flags, "host") ?? "127.0.0.1",
    basePort: wholeFrom(flags, "base-port", 1, 65_536 - nodes),
    logFolder: logFolderFrom(flags, cwd),
    privateKeys: keysFrom(flags, nodes, cwd),
  };
}

/** The folder for the logs, made if it is not there: who cannot write to it is told before anything runs. @throws UsageError */
function logFolderFrom(flags: GivenFlags, cwd: string): string | undefined {
  const named = text(flags, "log-dir");
  if (named === undefined) return undefined;
  const folder = resolve(cwd, named);
  if (existsSync(join(folder, logName(0))))
    throw new UsageError(`${named} has the logs of another run; name a folder that has none`);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new UsageError(`cannot write logs to ${named}: ${why(error)}; name another folder with --log-dir`, {
      cause: error,
    });
  }
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
