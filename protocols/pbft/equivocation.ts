/** Two signatures for one place: honest replicas never give them, and liars may. */
import { canonical } from "../../model/canonical.ts";
import { type Envelope, words } from "../../model/message.ts";
import { conflicting, conflictOf, type Statement } from "../../model/properties/conflict.ts";
import type { Output, OutputProperty } from "../../model/property.ts";
import type { Forging } from "./evidence.ts";
import { ledBy } from "./leaders.ts";
import type { Message, Proposal, Slot, View } from "./messages.ts";

type Sent = Envelope<Message>;

/** No honest replica signs two different messages of one type for one view and slot. */
export const nonEquivocation: OutputProperty<Message> = {
  name: "honest-non-equivocation",
  kind: "always",
  says: "no honest replica signs two different messages of one type for one view and slot",
  over: "outputs",
  sends: () => true,
  judge({ sent }) {
    const found = conflictOf(sent, signedBy);
    if (!found) return null;
    const [one, other] = found;
    return { says: `node ${one.from} signed ${words(one.body)}, and ${words(other.body)}`, replicas: [one.from] };
  },
  monitor: conflicting<Message>((output) => ("send" in output ? signedBy(output.send) : [])),
};

/** What a message says about what, with its signer. A NEW-VIEW stands for the pre-prepares in it (section 4.4). */
function signedBy({ from, body }: Sent): readonly Statement[] {
  const { kind } = body;
  switch (kind) {
    case "CHECKPOINT":
      return [[`${from} ${kind} ${body.slot}`, canonical(body.state)]];
    case "VIEW-CHANGE":
      return [[`${from} ${kind} ${body.view}`, canonical(body)]];
    case "NEW-VIEW": {
      const { view, proposals } = body;
      const proposed = ({ slot, value }: Proposal): Statement => [
        `${from} PRE-PREPARE ${view} ${slot}`,
        canonical(value),
      ];
      return [[`${from} ${kind} ${view}`, canonical(body)], ...proposals.map(proposed)];
    }
    default:
      return [[`${from} ${kind} ${body.view} ${body.slot}`, canonical(body.value)]];
  }
}

/** A liar's two pre-prepares reach two honest replicas: lest nobody was ever lied to. */
export const equivocationSeen = (setting: Forging): OutputProperty<Message> => ({
  name: "equivocation-seen",
  kind: "sometimes",
  says: "two honest replicas prepare different values in one view and slot",
  ...(ledBy(setting.byzantine, 0, setting) ? {} : { notApplicable: "no Byzantine replica leads a view" }),
  over: "outputs",
  sends: ({ body }) => body.kind === "PREPARE",
  judge({ sent }) {
    const found = conflictOf(sent, prepares);
    if (!found) return null;
    const [one, other] = found;
    return {
      says: `node ${one.from} sent ${words(one.body)}, and node ${other.from} ${words(other.body)}`,
      replicas: [one.from, other.from],
    };
  },
  monitor: conflicting<Message>((output: Output<Message>) => ("send" in output ? prepares(output.send) : [])),
});

const prepares = ({ body }: Sent): readonly Statement[] =>
  body.kind === "PREPARE" ? [[placeOf(body), canonical(body.value)]] : [];

const placeOf = ({ view, slot }: { readonly view: View; readonly slot: Slot }): string => `${view} ${slot}`;
