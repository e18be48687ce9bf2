/** What properties observe of a replica, as the output of an input of its own: so it is known what that depends on. */
import { canonical } from "../../model/canonical.ts";
import { observeReplica } from "../../model/judge.ts";
import type { Machine } from "../../model/machine.ts";
import type { ReplicaId } from "../../model/message.ts";
import type { Property, ReplicaProperty } from "../../model/property.ts";
import { Alphabet } from "./alphabet.ts";
import type { Layout } from "./layout.ts";
import { type Learned, Reactions } from "./reactions.ts";

/** Puts out what some properties observe of a replica. */
export interface Observer {
  readonly reactions: Reactions;
  /** All that was found out of them, one after the other. */
  readonly learned: readonly Learned[];
}

/** What some properties observe of a replica; null where none of them looks at replicas. */
export function observerOf(properties: readonly Property[], id: ReplicaId, layout: Layout): Observer | null {
  const looking = properties.filter((one): one is ReplicaProperty => one.over === "replicas");
  if (looking.length === 0) return null;
  const machine: Pick<Machine, "on"> = {
    on(state, _, watched) {
      const seen = watched?.watch(state as never) ?? state;
      const value = looking.map((property) => canonical(observeReplica(property, seen, id))).join();
      return [{ replica: state, sends: [], executions: [{ slot: 0, view: 0, value }], choices: [] }];
    },
  };
  const learned: Learned[] = [];
  return { reactions: new Reactions(machine, { kind: "timeout" }, layout, new Alphabet(), learned), learned };
}
