import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

test.skipIf(!hasTmux)(
  "--terminals shows each node in a pane of its own, and takes them away at the end",
  async () => {
    const server = `byzcheck-test-${process.pid}`;
    const tmux = (...argv: readonly string[]): string =>
      execFileSync("tmux", ["-L", server, "-f", "/dev/null", ...argv], { encoding: "utf8" });
    onTestFinished(() => void spawnSync("tmux", ["-L", server, "kill-server"]));
    const command = `cd ${root}; env -u CI node cli/start.js cluster --protocol bsmr --scenario result-equivocation --terminals; sleep 60`;
    tmux("new-session", "-d", "-x", "160", "-y", "60", command);
    const panes = (): readonly string[] => tmux("list-panes", "-a", "-F", "#{pane_id}").trim().split("\n");
    const shows = (pane: string): string => tmux("capture-pane", "-p", "-t", pane);
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await until(() => panes().length === 5);
    const [first = "", ...nodes] = panes();
    await until(() => nodes.every((pane) => shows(pane).includes("the run is over")));
    for (const pane of nodes) expect(shows(pane)).toContain("node 3: $2234");
    // Ctrl-C in any of them ends all, and the command.
    tmux("send-keys", "-t", nodes[2] ?? "", "C-c");
    await until(() => panes().length === 1);
    await until(() => tmux("display-message", "-p", "-t", first, "#{pane_current_command}").trim() === "sleep");
  },
  60_000,
);
