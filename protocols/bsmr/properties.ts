import { agreement } from "../../model/properties/agreement.ts";
import { commits } from "../../model/properties/commits.ts";
import { commitsInEverySlot } from "../../model/properties/commits-in-every-slot.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import type { OutputProperty, Property } from "../../model/property.ts";
import type { Setting } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Message } from "./messages.ts";
import { op, type Parameters, type Replica, type Rules } from "./replica.ts";

export const properties = (setting: Setting<Parameters, Rules>): readonly Property<Replica, Message>[] => [
  agreement("round"),
  logConsistency(),
  integrity("round"),
  validity(setting),
  commits(),
  commitsInEverySlot(
    Array.from({ length: setting.parameters.rounds }, (_, round) => round),
    "round",
  ),
];

/** In a round led by an honest primary only its proposal, or what an honest replica replied, is appended. */
const validity = ({ n, honest }: Setting<Parameters, Rules>): OutputProperty<Message> => ({
  name: "validity",
  kind: "always",
  says: "what an honest replica appends in a round of an honest primary was proposed by it or replied by an honest replica",
  over: "outputs",
  sends: ({ body }) => body.kind === "REPLY",
  judge({ logs, sent }) {
    const replied = (round: number, value: unknown): boolean =>
      sent.some(({ body }) => body.kind === "REPLY" && body.round === round && body.value === value);
    for (const [replica, log] of logs.entries()) {
      for (const { slot: round, value } of log ?? []) {
        if (!honest.includes(primaryOf(round, n)) || value === op(round) || replied(round, value)) continue;
        return {
          says: `node ${replica} appended ${String(value)} in round ${round}: neither proposed by its honest primary, node ${primaryOf(round, n)}, nor replied by an honest node`,
          replicas: [replica],
          slot: round,
        };
      }
    }
    return null;
  },
});
