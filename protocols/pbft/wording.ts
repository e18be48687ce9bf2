/** The words in which reports speak of PBFT. */
import { type Envelope, say } from "../../model/message.ts";
import type { Ballot, Wording } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import { FETCHED } from "../../model/step.ts";
import { lowWaterMark } from "./checkpoints.ts";
import { type Message, REQUESTS, type Value } from "./messages.ts";
import type { Ctx, VoteRule } from "./rules.ts";
import type { Replica } from "./state.ts";

export const wording: Wording<Replica> = {
  round: ({ view }) => view,
  primary: ({ view }, { n }) => primaryOf(view, n),
  because: {
    agreement: "what was counted as two quorums has no honest replica in common that would have refused one of them",
    "log-consistency": "a slot was executed before everybody was bound to what is executed below it",
    integrity: "a value that was executed was lost in a view change, and another was decided for its slot",
    validity: "a replica accepted a request that no client has signed",
    "certificate-uniqueness": "two quorums have no honest replica in common that would have refused one of them",
    progress: "whoever is to lead the last view within the bounds need not speak",
    "honest-non-equivocation": "a replica forgot what it had signed in this view",
  },
  voter({ from, body }: Envelope<Message>, { slot, view, value }, replica, { id, rules }: Ctx) {
    const onPrepared = rules.decidedWhen === "prepared";
    switch (body.kind) {
      case "PRE-PREPARE":
        return onPrepared && body.view === view && body.slot === slot && body.value === value ? from : null;
      case "NEW-VIEW": {
        if (view === FETCHED) return body.stable?.state[slot - 1] === value ? from : null;
        const proposed = body.proposals.some((one) => one.slot === slot && one.value === value);
        return onPrepared && body.view === view && proposed ? from : null;
      }
      case "PREPARE":
      case "COMMIT": {
        if (body.kind !== (onPrepared ? "PREPARE" : "COMMIT") || body.slot !== slot) return null;
        const { counts, sameView, sameValue } = onPrepared ? rules.prepares : rules.commits;
        // What is heard counts in the view in which the replica takes part, what it says itself in the one that it names.
        const isHere = view === (from === id ? body.view : replica.active);
        const matches = sameView(body.view, view) && sameValue(body.value, value as Value);
        return isHere && matches && counts(from, view) ? from : null;
      }
      case "CHECKPOINT":
        return view === FETCHED && body.state[slot - 1] === value ? from : null;
      case "VIEW-CHANGE":
        return null;
    }
  },
  ballot({ from, body }: Envelope<Message>, replica, { id, n, rules }: Ctx) {
    switch (body.kind) {
      case "PREPARE":
      case "COMMIT": {
        const rule = body.kind === "PREPARE" ? rules.prepares : rules.commits;
        return from === id || rule.counts(from, replica.active ?? replica.view) ? ballotUnder(rule, from, body) : null;
      }
      case "CHECKPOINT":
        return { on: `CHECKPOINT slot ${body.slot}`, voter: from, needed: rules.checkpoints.needed };
      case "VIEW-CHANGE": {
        const { needed, byMessage, sameView } = rules.viewChanges;
        if (from === id && id !== primaryOf(body.view, n)) return null;
        const on = sameView(0, 1) ? "VIEW-CHANGE" : `VIEW-CHANGE to view ${body.view}`;
        return { on, voter: byMessage ? null : from, needed };
      }
      case "PRE-PREPARE":
      case "NEW-VIEW":
        return null;
    }
  },
  noticed(before, after, _context, { sends, executions }) {
    return [
      ...sends.flatMap(({ body }) => {
        if (body.kind === "COMMIT" && "value" in body) return [`prepared value ${say(body.value)}`];
        if (body.kind === "NEW-VIEW" && "proposals" in body)
          return [`leads view ${after.view}: ${say(body.proposals)}`];
        return [];
      }),
      ...executions.map(
        ({ slot, view, value }) =>
          `${view === FETCHED ? "fetched" : "committed"} value ${say(value)} in slot ${slot}${view === FETCHED ? "" : `, view ${view}`}`,
      ),
      ...(lowWaterMark(after) > lowWaterMark(before) ? [`checkpoint ${lowWaterMark(after)} is stable`] : []),
      ...(after.view > before.view ? [`goes to view ${after.view}`] : []),
    ];
  },
};

type Voted = Extract<Message, { kind: "PREPARE" | "COMMIT" }>;

/** What is not looked at, in a mutant, is not named: votes that differ in it are counted together. */
function ballotUnder({ needed, byMessage, sameView, sameValue }: VoteRule, from: number, body: Voted): Ballot {
  const [asked, other] = REQUESTS as [Value, Value];
  const { kind, view, slot, value } = body;
  const inView = sameView(0, 1) ? [] : [`view ${view}`];
  const forValue = sameValue(asked, other) ? [] : [`value ${say(value)}`];
  return { on: [kind, ...inView, `slot ${slot}`, ...forValue].join(" "), voter: byMessage ? null : from, needed };
}
