/** A live cluster: how many values a second are decided, over real sockets between real processes. No target. */
import { spawnIn } from "../../cli/cluster-spawn.ts";
import { jobsFor } from "../../cluster/jobs.ts";
import { runCluster } from "../../cluster/run.ts";
import { configure } from "../../model/configuration.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { medianOf, sampled } from "../median.ts";
import { ROOT } from "../root.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";

interface Case {
  readonly protocol: Protocol;
  readonly nodes: number;
  readonly faulty: number;
}

/** Values that are decided, one after the other. */
const ROUNDS = 50;

const CASES: readonly Case[] = [bsmr, pbftRounds].flatMap((protocol) => [
  { protocol, nodes: 4, faulty: 1 },
  { protocol, nodes: 7, faulty: 2 },
]);

export const cluster: Suite = {
  name: "cluster",
  says: `A live cluster on this machine, nobody faulty: ${ROUNDS} values decided one after the other, from the first message to the last. Every reducer runs twice, as in the checker, and every message is signed, verified and told to the command.`,
  long: false,
  async measure({ rounds, progress }) {
    const samples = await sampled(CASES, rounds, async (one) => {
      progress(`${one.protocol.name}, ${one.nodes} nodes`);
      return measureRun(one);
    });
    return {
      columns: ["protocol", "nodes", "commits a second", "messages a second"],
      rows: CASES.map((one) => [
        one.protocol.name,
        String(one.nodes),
        shown(medianOf(samples.get(one), ({ commits }) => commits)),
        shown(medianOf(samples.get(one), ({ messages }) => messages)),
      ]),
      notes: [],
      missed: 0,
    };
  },
};

/** @throws Error if not everything was decided by everybody */
async function measureRun({ protocol, nodes, faulty }: Case): Promise<{ commits: number; messages: number }> {
  const configuration = configure(protocol, {
    nodes,
    faulty,
    byzantine: [],
    timing: "none",
    parameters: { rounds: ROUNDS },
  });
  let sent = 0;
  const { logs, milliseconds } = await runCluster({
    jobs: jobsFor({ protocol: protocol.name, configuration }),
    spawn: spawnIn(ROOT),
    blows: [],
    most: 300,
    tell({ kind }) {
      if (kind === "sent") sent++;
    },
  });
  if (logs.some((log) => log.length !== ROUNDS)) throw new Error(`${protocol.name}: not everybody decided ${ROUNDS}`);
  return { commits: ROUNDS / (milliseconds / 1000), messages: sent / (milliseconds / 1000) };
}
