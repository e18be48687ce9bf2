/** All honest replicas as tables, closed under every message that anybody could ever send. */
import { type Lie, vocabulary } from "../../model/adversary.ts";
import type { Body } from "../../model/message.ts";
import type { Property } from "../../model/property.ts";
import type { Protocol, Setting } from "../../model/protocol.ts";
import type { StoppedBy } from "../explore.ts";
import { Alphabet } from "./alphabet.ts";
import { ReplicaTable } from "./replica-table.ts";
import { SharedReactions } from "./shared-reactions.ts";

export interface Tables {
  readonly setting: Setting;
  readonly alphabet: Alphabet;
  readonly lies: readonly Lie[];
  /** One table for each honest replica, in the order of their ids. */
  readonly replicas: readonly ReplicaTable[];
}

/** What limits the building of tables. */
export interface TableWatch {
  /** How many states a replica may have before the tables are given up. */
  readonly limit: number;
  /** Called now and then; ends the building by naming a reason. */
  pause(states: number): Promise<StoppedBy | null>;
  /** The properties that no postponed step may be seen by; nothing is postponed if left out. */
  readonly delaysFor?: readonly Property[];
}

/** Replica states given their cues between two looks at the clock. */
const BETWEEN_PAUSES = 64;

/** A replica that comes to new states for so many steps in a row counts something, and does not stop. */
const MOST_STEPS = 10_000;

/**
 * Builds the tables: states reachable under the messages known so far, messages sent from those states, and so on to
 * the fixpoint.
 *
 * @returns the tables, closed; `too-large` where a replica has more states than the limit, `endless` where it comes to ever new
 *   ones; or what stopped it
 */
export async function buildTables<R, B extends Body>(
  protocol: Protocol<R, B>,
  setting: Setting,
  { limit, pause, delaysFor }: TableWatch,
): Promise<Tables | "too-large" | "endless" | StoppedBy> {
  const alphabet = new Alphabet();
  const lies = vocabulary(protocol as Protocol, setting);
  const surface = { lies, alphabet, shared: new SharedReactions(alphabet), delaysFor: delaysFor ?? null };
  const replicas = setting.honest.map((id) => new ReplicaTable(protocol as Protocol, setting, id, surface));
  for (const { start } of replicas) alphabet.idOfOutput(start);
  for (let grows = true; grows; ) {
    grows = false;
    const known = alphabet.messages;
    for (const table of replicas) {
      if (delaysFor) table.restart();
      let steps = 0;
      let inSteps = table.size;
      for (let state = 0; state < table.size; state++) {
        if (state === inSteps) {
          inSteps = table.size;
          if (++steps > MOST_STEPS) return "endless";
        }
        if (table.complete(state)) grows = true;
        if (table.size > limit) return "too-large";
        if (state % BETWEEN_PAUSES !== 0) continue;
        const stoppedBy = await pause(replicas.reduce((sum, { size }) => sum + size, 0));
        if (stoppedBy !== null) return stoppedBy;
      }
    }
    // What may wait among the messages known before need not among more of them.
    if (delaysFor) grows = alphabet.messages > known;
  }
  return { setting, alphabet, lies, replicas };
}
