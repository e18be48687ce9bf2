/** What the nodes of one cluster are started with. */
import { join } from "node:path";
import type { Configuration } from "../model/protocol.ts";
import type { Job } from "./job.ts";
import { logName } from "./log.ts";
import { clusterName, newPrivateKey, nonce, signerOf } from "./signing.ts";

export interface Together {
  /** A protocol of this library by its name, or a file. */
  readonly protocol: string;
  readonly configuration: Configuration;
  readonly scenario?: string | null;
  readonly host?: string;
  /** The port of node 0, the others following; each takes a free one if left out. */
  readonly basePort?: number | undefined;
  /** Everybody's private keys, as PEM; new ones if left out. Where they are given, nobody is believed to have another. */
  readonly privateKeys?: readonly string[] | undefined;
  readonly timer?: number;
  readonly held?: boolean;
  /** A folder for a log of each node. */
  readonly logFolder?: string | undefined;
}

/** Milliseconds of a timer where nobody says. */
export const TIMER = 500;

export function jobsFor(together: Together): readonly Job[] {
  const { protocol, configuration, scenario = null, host = "127.0.0.1", basePort } = together;
  const { privateKeys, timer = TIMER, held = false, logFolder } = together;
  const keys = privateKeys ?? Array.from({ length: configuration.nodes }, newPrivateKey);
  const cluster = clusterName({ protocol, configuration, run: nonce() });
  const accomplices = held ? configuration.byzantine.map((id) => ({ id, privateKey: keys[id] ?? "" })) : [];
  return keys.slice(0, configuration.nodes).map((privateKey, id) => ({
    protocol,
    configuration,
    scenario,
    cluster,
    id,
    address: { host, port: basePort === undefined ? 0 : basePort + id },
    privateKey,
    pinned: privateKeys ? privateKeys.map((one) => signerOf(one).key) : null,
    held,
    accomplices: configuration.byzantine.includes(id) ? accomplices : [],
    timer,
    logFile: logFolder === undefined ? null : join(logFolder, logName(id)),
  }));
}
