import { canonical, type Json } from "../../model/canonical.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { commits } from "../../model/properties/commits.ts";
import { commitsEverywhere } from "../../model/properties/commits-everywhere.ts";
import { commitsInEverySlot } from "../../model/properties/commits-in-every-slot.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import { recoverable } from "../../model/properties/recoverable.ts";
import type { Monitor, OutputProperty, Property } from "../../model/property.ts";
import type { Setting } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Execution } from "../../model/step.ts";
import type { Message } from "./messages.ts";
import { op, type Parameters, type Replica, type Rules } from "./replica.ts";

export const properties = (setting: Setting<Parameters, Rules>): readonly Property<Replica, Message>[] => {
  const rounds = Array.from({ length: setting.parameters.rounds }, (_, round) => round);
  return [
    agreement("round"),
    logConsistency(),
    integrity("round"),
    validity(setting),
    commits(),
    commitsInEverySlot(rounds, "round"),
    recoverable(
      "progress",
      "whatever happened, every honest replica can still execute every round",
      commitsEverywhere(rounds, setting.honest, "round"),
    ),
  ];
};

/** In a round led by an honest primary only its proposal, or what an honest replica replied, is appended. */
const validity = (setting: Setting<Parameters, Rules>): OutputProperty<Message> => ({
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
        if (!needsReply(setting, round, value) || replied(round, value)) continue;
        return {
          says: `node ${replica} appended ${String(value)} in round ${round}: neither proposed by its honest primary, node ${primaryOf(round, setting.n)}, nor replied by an honest node`,
          replicas: [replica],
          slot: round,
        };
      }
    }
    return null;
  },
  monitor: replied(setting) as Monitor<Json, Message>,
});

/** Whether this value may be appended in this round only if an honest replica has replied it. */
const needsReply = ({ n, honest }: Setting<Parameters, Rules>, round: number, value: Json): boolean =>
  honest.includes(primaryOf(round, n)) && value !== op(round);

/** What honest replicas have replied that may yet be appended, round and value; null once something else was. */
const replied = (setting: Setting<Parameters, Rules>): Monitor<readonly string[] | null, Message> => ({
  initial: [],
  consume(replies, output) {
    if (replies === null) return null;
    const one = "execution" in output ? appended(output.execution) : reply(output.send.body);
    if (one === null || !needsReply(setting, one.round, one.value)) return replies;
    const known = replies.includes(keyOf(one));
    if ("execution" in output) return known ? replies : null;
    return known ? replies : [...replies, keyOf(one)].sort();
  },
  found: (replies) => replies === null,
  concern: (output) => ("execution" in output ? keyOf(appended(output.execution)) : null),
  forget(replies, possible) {
    if (replies === null) return null;
    const alive = new Set(
      possible.flatMap((output) => ("execution" in output ? [keyOf(appended(output.execution))] : [])),
    );
    return replies.filter((one) => alive.has(one));
  },
});

interface Said {
  readonly round: number;
  readonly value: Json;
}

const appended = ({ slot, value }: Execution): Said => ({ round: slot, value });
const reply = (body: Message): Said | null => (body.kind === "REPLY" ? body : null);
const keyOf = ({ round, value }: Said): string => `${round}:${canonical(value)}`;
