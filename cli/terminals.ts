/** A terminal for each node: panes of tmux, each of which shows what one node does. */
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplicaId } from "../model/message.ts";
import { EXIT, UsageError } from "./exit.ts";
import type { Shell } from "./shell.ts";

export interface Terminals {
  /** Shows a line in a node's terminal; in all of them for null. */
  show(id: ReplicaId | null, line: string): void;
  /** Fulfilled when the user has left them. */
  readonly left: Promise<void>;
  close(): void;
}

/** Opens them: in a window of their own where this runs in tmux, else in a session that takes this terminal. @throws UsageError */
export function openTerminals(nodes: number, { env, out }: Pick<Shell, "env" | "out">): Terminals {
  const tmux = (...argv: readonly string[]) => spawnSync("tmux", argv, { encoding: "utf8" });
  const cure = "leave out --terminals: all nodes are then shown in this terminal, each in its colour";
  if (tmux("-V").status !== 0)
    throw new UsageError(`--terminals needs tmux, which is not installed here; install it, or ${cure}`);
  if (!out.isTTY) throw new UsageError(`--terminals needs a terminal, and the output goes elsewhere; ${cure}`);
  const folder = mkdtempSync(join(tmpdir(), "byzcheck-cluster-"));
  const files = Array.from({ length: nodes }, (_, id) => join(folder, `node-${id}`));
  for (const [id, file] of files.entries()) writeFileSync(file, `node ${id}\n`);
  // The pane goes with this process even if that falls; where tail cannot see to it, when it is closed. Ctrl-C in any of
  // them is meant for this process. Whatever shell tmux starts otherwise, it is sh that understands this.
  const withUs = spawnSync("tail", ["--pid=1", "--version"]).status === 0 ? `--pid=${process.pid}` : "";
  const pane = (file: string): readonly string[] => [
    "sh",
    "-c",
    `trap 'kill -INT ${process.pid}' INT; tail ${withUs} -n +1 -f '${file}'`,
  ];
  const [first = "", ...others] = files;
  const isInside = env.TMUX !== undefined && env.TMUX !== "";
  const name = `byzcheck-${process.pid}`;
  const [command, kill] = isInside
    ? (["new-window", "kill-window"] as const)
    : (["new-session", "kill-session"] as const);
  const opened = isInside
    ? tmux(command, "-P", "-F", "#{window_id}", "-n", name, ...pane(first))
    : tmux(command, "-d", "-P", "-F", "#{window_id}", "-s", name, ...pane(first));
  if (opened.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new UsageError(`tmux opens no ${isInside ? "window" : "session"}: ${opened.stderr.trim()}; ${cure}`);
  }
  const window = opened.stdout.trim();
  for (const file of others) {
    tmux("split-window", "-t", window, ...pane(file));
    // Without room for another pane there would be none.
    tmux("select-layout", "-t", window, "tiled");
  }
  const close = (): void => {
    tmux(kill, "-t", isInside ? window : name);
    rmSync(folder, { recursive: true, force: true });
  };
  // Whoever closes the terminal interrupts.
  const end = (): void => {
    close();
    process.exit(EXIT.interrupted);
  };
  const signals = ["SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, end);
  const attached = isInside ? null : spawn("tmux", ["attach-session", "-t", name], { stdio: "inherit" });
  return {
    show(id, line) {
      for (const file of id === null ? files : files.slice(id, id + 1)) appendFileSync(file, `${line}\n`);
    },
    left: new Promise((resolve) => attached?.on("close", () => resolve())),
    close() {
      close();
      for (const signal of signals) process.off(signal, end);
    },
  };
}
