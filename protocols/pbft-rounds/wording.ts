/** The words in which reports speak of pbft-rounds. */
import type { Envelope } from "../../model/message.ts";
import type { Wording } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Message } from "./messages.ts";
import type { Ctx, Replica } from "./replica.ts";

export const wording: Wording<Replica> = {
  round: ({ slot }) => slot,
  primary: ({ view }, { n }) => primaryOf(view, n),
  because: {
    agreement: "what was counted as two quorums has no honest replica in common that would have refused one of them",
    "log-consistency":
      "a timeout skips the slot and nobody tells what it had prepared: a value appended by one replica can be missing at another, which view-change messages would prevent",
    progress: "without a timer that fires nobody takes the place of a silent primary",
    "catch-up": "who is a slot ahead does not come back, and those behind it have no timer that fires",
    integrity: "the number of a slot was used again in a later view",
    validity: "a replica accepted a pre-prepare that the primary of its view had not sent",
  },
  voter({ from, body }: Envelope<Message>, { slot, view, value }, _replica, { rules }: Ctx) {
    const isVote = body.kind === "COMMIT" && body.slot === slot && body.view === view && body.value === value;
    return isVote ? rules.names.voter(from, body.sender) : null;
  },
  noticed(before, after, _context, { sends, executions }) {
    const prepared = sends.flatMap(({ body }) => (body.kind === "COMMIT" && "value" in body ? [body.value] : []));
    return [
      ...prepared.map((value) => `prepared value ${String(value)}`),
      ...executions.map(({ slot, view, value }) => `committed value ${String(value)} in slot ${slot}, view ${view}`),
      ...(after.view > before.view ? [`timeout: skips slot ${before.slot}, view ${after.view}`] : []),
    ];
  },
};
