/** What a Byzantine replica of pbft-rounds can say: every message of every kind, view, slot and value, to everybody. */
import type { ReplicaId } from "../../model/message.ts";
import type { Forgery, Setting } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import { op, type Parameters, type Rules } from "./replica.ts";

export function* forge(
  _id: ReplicaId,
  { honest, parameters, rules }: Setting<Parameters, Rules>,
): Iterable<Forgery<Message>> {
  for (let round = 0; round < parameters.rounds; round++) {
    // A view is entered by skipping a slot, so there are never more views than slots.
    for (let view = 0; view <= round; view++) {
      for (const slot of rules.numbering.possible(round, view)) {
        for (const value of [op(round), op(round) + 1]) {
          yield { body: { kind: "PRE-PREPARE", view, slot, value } };
          for (const kind of ["PREPARE", "COMMIT"] as const) {
            for (const to of honest) {
              for (const sender of rules.names.claims(to)) {
                yield { to, body: { kind, view, slot, value, ...(sender === undefined ? {} : { sender }) } };
              }
            }
          }
        }
      }
    }
  }
}
