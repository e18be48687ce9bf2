/** Three replicas, of which the last two are alike but for one thing. */
import type { Property, ReplicaProperty } from "../../../model/property.ts";
import { defineProtocol, type Protocol } from "../../../model/protocol.ts";

export type Replica = { a: number; b: number };
type Message = { readonly kind: "GO" };

/** The protocol in which they are alike, but for a change. */
export const almost = (change: Partial<Protocol<Replica, Message, Record<never, never>, null>>): Protocol =>
  defineProtocol<Replica, Message, Record<never, never>, null>({
    name: "almost",
    says: "two replicas are alike, almost",
    kinds: ["GO"],
    defaults: { nodes: 3, faulty: 0, byzantine: [], timing: "asynchronous" },
    parameters: {},
    rules: () => null,
    start: (out, { id }) => {
      if (id === 0) out.broadcast({ kind: "GO" });
      return { a: 0, b: 0 };
    },
    receive(replica, _message, out) {
      if (replica.a === 1) return;
      replica.a = 1;
      out.execute(0, 0, 1);
    },
    timeout(replica) {
      replica.b = 1;
    },
    properties: () => [],
    ...change,
  }) as unknown as Protocol;

/** A property of what is observed of b. */
export const bSeen = (observe: ReplicaProperty<Replica>["observe"]): Property<Replica> => ({
  name: "b-seen",
  kind: "sometimes",
  says: "the last replica has a b",
  over: "replicas",
  observe,
  judge: (seen) => (seen.includes(1) ? { says: "it has", replicas: [] } : null),
});
