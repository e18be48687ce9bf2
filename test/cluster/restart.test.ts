import { expect, test } from "vitest";
import type { Spawn } from "../../cluster/crew.ts";
import { jobsFor } from "../../cluster/jobs.ts";
import { runCluster } from "../../cluster/run.ts";
import { configure } from "../../model/configuration.ts";
import type { ReplicaId } from "../../model/message.ts";
import type { Log } from "../../model/property.ts";
import { protocolNamed } from "./crew.ts";

const LOG: Log = [{ view: 0, slot: 0, value: 1 }];

/** Node 0 says a word to each of the others, which makes it execute; nobody else says anything. */
const lastWords = (id: ReplicaId) =>
  id === 0 ? { sent: [0, 1, 1, 1], heard: [0, 0, 0, 0] } : { sent: [0, 0, 0, 0], heard: [1, 0, 0, 0] };

/** A run in which node 2 is killed and started again, and executes in its second life, or does not. */
async function restarted(executesAgain: boolean) {
  const born: ReplicaId[] = [];
  const spawn: Spawn = ({ id }, report) => {
    const isSecond = born.includes(id);
    born.push(id);
    setImmediate(() => report({ kind: "listening", port: 1, key: "" }));
    return {
      command({ kind }) {
        if (kind === "peers") report({ kind: "connected", to: [0, 1, 2, 3] });
        if (kind !== "go") return;
        const executes = (): void => {
          if (!isSecond || executesAgain) report({ kind: "happened", event: { kind: "state", replica: id, log: LOG } });
          report({ kind: "settled", ...lastWords(id) });
        };
        setTimeout(executes, isSecond ? 20 : 0);
      },
      kill() {},
    };
  };
  const { ended, logs } = await runCluster({
    jobs: jobsFor({ protocol: "bsmr", configuration: configure(protocolNamed("bsmr"), { byzantine: [] }) }),
    spawn,
    blows: [
      { kind: "kill", id: 2, at: 50 },
      { kind: "restart", id: 2, at: 60 },
    ],
    most: 5,
    tell() {},
  });
  return { ended, logs, born };
}

const BORN = [0, 1, 2, 3, 2];

test("a run does not end with what a node said in its last life: it comes back, and does it all again", async () =>
  expect(await restarted(true)).toEqual({ ended: "over", logs: [LOG, LOG, LOG, LOG], born: BORN }));

test("what a node executed in its last life is not said of its next", async () =>
  expect(await restarted(false)).toEqual({ ended: "over", logs: [LOG, LOG, [], LOG], born: BORN }));
