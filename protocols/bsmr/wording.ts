/** The words in which reports speak of bsmr. */
import type { Envelope } from "../../model/message.ts";
import type { Wording } from "../../model/protocol.ts";
import { primaryOf, weakQuorum } from "../../model/quorum.ts";
import type { Message } from "./messages.ts";
import type { Ctx, Replica } from "./replica.ts";

const oneWord = "a replica appends a RESULT on one sender's word, and nobody compares who was told what";

export const wording: Wording<Replica> = {
  slot: "round",
  round: ({ round }) => round,
  primary: ({ round }, { n }) => primaryOf(round, n),
  because: {
    agreement: oneWord,
    "log-consistency": oneWord,
    progress: "nobody but the primary of a round moves it on, and nobody takes the place of one that is silent",
    integrity: "a replica appends without going on to the next round",
    validity:
      "one message decides: the smallest reply wins whoever sent it, and a RESULT does not show how it came about",
  },
  voter({ from, body }: Envelope<Message>, { slot }, { round }, { id, n, rules }: Ctx) {
    if (round !== slot || from === id) return null;
    const kind = id === primaryOf(slot, n) ? "REPLY" : "RESULT";
    if (body.kind !== kind || (body.round ?? round) !== round) return null;
    return body.kind === "REPLY" ? rules.names.replier(from, body.sender) : from;
  },
  ballot({ from, body }: Envelope<Message>, _replica, { id, f, rules }: Ctx) {
    if (body.kind !== "REPLY" || from === id) return null;
    const voter = rules.names.replier(from, body.sender);
    return { on: `REPLY round ${body.round}`, voter, needed: weakQuorum(f) };
  },
  noticed(before, after, { id, n, f }, { executions }) {
    const [appended] = executions;
    if (id !== primaryOf(before.round, n) || after.round === before.round || !appended) return [];
    return [`received f+1 = ${weakQuorum(f)} replies, minimum ${String(appended.value)}`];
  },
};
