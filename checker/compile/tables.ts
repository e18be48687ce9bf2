/** All honest replicas as tables, closed under every message that anybody could ever send. */
import { type Lie, vocabulary } from "../../model/adversary.ts";
import type { Body } from "../../model/message.ts";
import type { Protocol, Setting } from "../../model/protocol.ts";
import { Alphabet } from "./alphabet.ts";
import { ReplicaTable } from "./replica-table.ts";

export interface Tables {
  readonly setting: Setting;
  readonly alphabet: Alphabet;
  readonly lies: readonly Lie[];
  /** One table for each honest replica, in the order of their ids. */
  readonly replicas: readonly ReplicaTable[];
  /** Whether the tables are closed; if not, a limit was met. */
  readonly closed: boolean;
}

/**
 * Builds the tables: states reachable under the messages known so far, messages sent from those states, and so on to
 * the fixpoint.
 *
 * @param limit how many states a replica may have before the tables are left open
 */
export function buildTables<R, B extends Body>(protocol: Protocol<R, B>, setting: Setting, limit: number): Tables {
  const alphabet = new Alphabet();
  const lies = vocabulary(protocol as Protocol, setting);
  const replicas = setting.honest.map((id) => new ReplicaTable(protocol as Protocol, setting, id, lies, alphabet));
  for (const { start } of replicas) alphabet.idOfOutput(start);
  for (let grows = true; grows; ) {
    grows = replicas.map((table) => table.close(limit)).includes(true);
    if (replicas.some((table) => table.size > limit)) return { setting, alphabet, lies, replicas, closed: false };
  }
  return { setting, alphabet, lies, replicas, closed: true };
}
