/** All honest replicas as tables, closed under every message that anybody could ever send. */
import type { Lie } from "../../model/adversary.ts";
import type { Body } from "../../model/message.ts";
import type { Property } from "../../model/property.ts";
import type { Protocol, Setting } from "../../model/protocol.ts";
import type { StoppedBy } from "../explore.ts";
import type { Alphabet } from "./alphabet.ts";
import { replicasOf } from "./inputs.ts";
import type { OwnTable, ReplicaTable } from "./replica-table.ts";
import { TableMaker } from "./table-maker.ts";

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
  readonly delaysFor?: readonly Property[] | null;
}

/** Replica states given their cues between two looks at the clock. */
const BETWEEN_PAUSES = 64;

/** A replica that comes to new states for so many steps in a row counts something, and does not stop. */
const MOST_STEPS = 10_000;

/**
 * Builds the tables: states reachable under the messages known so far, messages sent from those states, and so on to
 * the fixpoint.
 *
 * @param replicas what is known of the replicas; nothing if left out
 * @returns the tables, closed; `too-large` where a replica has more states than the limit, `endless` where it comes to ever new
 *   ones; or what stopped it
 */
export async function buildTables<R, B extends Body>(
  protocol: Protocol<R, B>,
  setting: Setting,
  { limit, pause, delaysFor = null }: TableWatch,
  replicas = replicasOf(protocol, setting),
): Promise<Tables | "too-large" | "endless" | StoppedBy> {
  const { alphabet, lies, inputs } = replicas;
  const makers: TableMaker[] = [];
  for (const one of inputs) makers.push(new TableMaker(one, makers.slice(), delaysFor));
  // What may wait is found out when there are messages that it may wait for.
  let isSketch = delaysFor !== null;
  for (let grows = true; grows; ) {
    const known = alphabet.messages;
    for (const maker of makers) {
      const table = maker.next();
      const stoppedBy = table && (await close(table, isSketch, limit, () => pause(sum(makers))));
      if (stoppedBy) return stoppedBy;
    }
    const isOver = alphabet.messages === known && makers.filter((maker) => !maker.settles()).length === 0;
    grows = isSketch || !isOver;
    if (isOver) isSketch = false;
  }
  return { setting, alphabet, lies, replicas: makers.map((maker) => maker.table()) };
}

const sum = (makers: readonly TableMaker[]): number => makers.reduce((states, { size }) => states + size, 0);

/** Gives all states every input that there is now, and so comes to new ones; null when that is done. */
async function close(
  table: OwnTable,
  isSketch: boolean,
  limit: number,
  pause: () => Promise<StoppedBy | null>,
): Promise<"too-large" | "endless" | StoppedBy | null> {
  table.begin(isSketch);
  let steps = 0;
  let inSteps = table.size;
  for (let state = 0; state < table.size; state++) {
    if (state === inSteps) {
      inSteps = table.size;
      if (++steps > MOST_STEPS) return "endless";
    }
    table.complete(state);
    if (table.size > limit) return "too-large";
    if (state % BETWEEN_PAUSES !== 0) continue;
    const stoppedBy = await pause();
    if (stoppedBy !== null) return stoppedBy;
  }
  return null;
}
