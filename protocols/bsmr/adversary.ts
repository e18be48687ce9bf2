/** What a Byzantine replica of bsmr can say: every message of every kind, round and value, to everybody. */
import type { ReplicaId } from "../../model/message.ts";
import type { Forgery, Setting } from "../../model/protocol.ts";
import type { Message, Round, Value } from "./messages.ts";
import { op, type Parameters, type Rules } from "./replica.ts";

/** A liar says the proposal or one more, as the seed does; `wide` adds 0, which wins every minimum. */
const lies = (round: Round, { byzantineValues }: Parameters): readonly Value[] =>
  byzantineValues === "wide" ? [0, op(round), op(round) + 1] : [op(round), op(round) + 1];

export function* forge(
  _id: ReplicaId,
  { honest, parameters, rules }: Setting<Parameters, Rules>,
): Iterable<Forgery<Message>> {
  for (let round = 0; round < parameters.rounds; round++) {
    const named = rules.resultRound(round);
    for (const value of lies(round, parameters)) {
      yield { body: { kind: "PROPOSAL", round, value } };
      yield { body: named === null ? { kind: "RESULT", value } : { kind: "RESULT", round: named, value } };
      for (const to of honest) {
        for (const sender of rules.names.claims(to)) {
          yield { to, body: { kind: "REPLY", round, value, ...(sender === undefined ? {} : { sender }) } };
        }
      }
    }
  }
}
