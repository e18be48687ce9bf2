/** What a Byzantine replica of pbft-rounds can say: every message of every kind, view, slot and value, to everybody. */
import type { ReplicaId } from "../../model/message.ts";
import type { Forgery, Setting } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import { op, type Parameters, type Rules } from "./replica.ts";

export function* forge(_id: ReplicaId, { parameters: { rounds } }: Setting<Parameters, Rules>): Iterable<Forgery<Message>> {
  for (let slot = 0; slot < rounds; slot++) {
    // A view is entered by skipping a slot, so there are never more views than slots.
    for (let view = 0; view <= slot; view++) {
      for (const value of [op(slot), op(slot) + 1]) {
        yield { body: { kind: "PRE-PREPARE", view, slot, value } };
        yield { body: { kind: "PREPARE", view, slot, value } };
        yield { body: { kind: "COMMIT", view, slot, value } };
      }
    }
  }
}
