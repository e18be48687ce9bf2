/** The words in which reports speak of pbft-rounds. */
import type { Envelope } from "../../model/message.ts";
import type { Wording } from "../../model/protocol.ts";
import { preparesNeeded, primaryOf, quorum } from "../../model/quorum.ts";
import type { Message } from "./messages.ts";
import type { Ctx, Replica } from "./replica.ts";
import { everyCopy } from "./votes.ts";

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
  ballot({ from, body }: Envelope<Message>, replica, { id, f, rules }: Ctx) {
    if (body.kind === "PRE-PREPARE") return null;
    const voter = rules.names.voter(from, body.sender);
    if (body.kind === "PREPARE" && from !== id && !rules.countsPrepare(replica, voter)) return null;
    const { kind, view, slot, value } = body;
    return {
      on: `${kind} view ${view} slot ${slot} value ${value}`,
      voter: rules.voting === everyCopy ? null : voter,
      needed: kind === "PREPARE" ? preparesNeeded(f) : quorum(f),
    };
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
