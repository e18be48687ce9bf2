/** Nodes that are started one after the other, each knowing where the others will be. */
import { createServer } from "node:net";
import { jobsFor } from "../../cluster/jobs.ts";
import { type Node, startNode } from "../../cluster/node.ts";
import { configure } from "../../model/configuration.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

/** Ports that nobody uses at the moment. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Starts four nodes in this order, with a pause between them, and waits until everybody has found everybody. */
export async function findEachOther(order: readonly number[], pause: number): Promise<void> {
  const ports = await freePorts(order.length);
  const addresses = ports.map((port) => ({ host: "127.0.0.1", port }));
  const jobs = jobsFor({ protocol: "bsmr", configuration: configure(bsmr) });
  const connected = new Map<number, number>();
  const nodes: Node[] = [];
  try {
    await new Promise<void>((resolve) => {
      order.forEach((id, place) => {
        setTimeout(() => {
          const [job, address] = [jobs[id], addresses[id]];
          if (!job || !address) return;
          const node = startNode(bsmr, { ...job, address }, (report) => {
            if (report.kind === "connected") connected.set(id, report.to.length);
            if (order.every((one) => connected.get(one) === order.length - 1)) resolve();
          });
          nodes.push(node);
          node.command({ kind: "peers", addresses });
        }, place * pause);
      });
    });
  } finally {
    for (const node of nodes) node.close();
  }
}

/** Every order of some items. */
export const orders = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) => orders(items.filter((one) => one !== first)).map((rest) => [first, ...rest]));
