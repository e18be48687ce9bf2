import { canonical, type Json } from "../../model/canonical.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { commits, executes } from "../../model/properties/commits.ts";
import { commitsInEverySlot } from "../../model/properties/commits-in-every-slot.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import { everybody, recoverable } from "../../model/properties/recoverable.ts";
import type { Finding, Log, Monitor, OutputProperty, Property, ReplicaProperty } from "../../model/property.ts";
import type { Setting } from "../../model/protocol.ts";
import { primaryOf, quorum } from "../../model/quorum.ts";
import type { Execution } from "../../model/step.ts";
import type { Message } from "./messages.ts";
import { fresh, op, type Parameters, type Replica, type Rules } from "./replica.ts";

export const properties = (setting: Setting<Parameters, Rules>): readonly Property<Replica, Message>[] => [
  agreement(),
  logConsistency(),
  integrity(),
  validity(setting),
  commits(),
  commitsInEverySlot(Array.from({ length: setting.parameters.rounds }, (_, slot) => slot)),
  executes(
    "commits-in-a-later-view",
    "some honest replica executes in a view after the first",
    ({ view }) => view > 0,
    noLaterView(setting),
  ),
  recoverable(
    "progress",
    "whatever happened, every honest replica can still get past every slot, with a value or without",
    everybody(
      "done",
      "every honest replica has got past every slot",
      ({ slot }: Replica) => slot >= setting.parameters.rounds,
    ),
  ),
  recoverable("catch-up", "whatever happened, all honest replicas can still come to be in the same slot", sameSlot),
];

const sameSlot: ReplicaProperty<Replica> = {
  name: "same-slot",
  kind: "sometimes",
  says: "all honest replicas are in the same slot",
  over: "replicas",
  observe: ({ slot }) => slot,
  judge(slots) {
    const known = new Set(slots.filter((slot) => slot !== null));
    return known.size > 1 ? null : { says: "all honest nodes are in the same slot", replicas: [] };
  },
};

/** Why no view but the first can execute anything; undefined where one can. */
function noLaterView({
  f,
  timing,
  parameters,
  byzantine,
  honest,
  rules,
}: Setting<Parameters, Rules>): string | undefined {
  if (timing === "none") return "without timeouts there is one view";
  if (parameters.rounds < 2) return "a later view begins with the second slot, and there is one slot";
  const liarProposes = byzantine.some((id) => rules.takesPrePrepare(fresh, id, op(fresh.slot)));
  if (timing === "lockstep" && !liarProposes && honest.length >= quorum(f)) {
    return "every honest message arrives in its round, and no liar may pre-prepare in the first view: it is never left";
  }
  return undefined;
}

/** What is appended in a view led by an honest primary is what that primary proposes. */
function validity({ n, honest, rules }: Setting<Parameters, Rules>): OutputProperty<Message> {
  const common = { name: "validity", kind: "always", over: "outputs" } as const;
  const says = "what an honest replica appends in a view of an honest primary was proposed by that primary";
  const ledByHonest = ({ view }: Execution): boolean => honest.includes(primaryOf(view, n));
  const find = (logs: readonly (Log | null)[], wrong: (entry: Execution) => boolean): Finding | null => {
    for (const [replica, log] of logs.entries()) {
      const entry = log?.find((one) => ledByHonest(one) && wrong(one));
      if (entry) return { says: sentence(replica, entry, n), replicas: [replica], slot: entry.slot };
    }
    return null;
  };
  if (rules.proposal === "op") {
    const wrong = ({ slot, value }: Execution): boolean => value !== op(slot);
    const monitor: Monitor<boolean, Message> = {
      initial: false,
      consume: (found, output) =>
        found || ("execution" in output && ledByHonest(output.execution) && wrong(output.execution)),
      found: (found) => found,
    };
    return { ...common, says, judge: ({ logs }) => find(logs, wrong), monitor: monitor as Monitor<Json, Message> };
  }
  return {
    ...common,
    says,
    sends: ({ from, body }) => body.kind === "PRE-PREPARE" && from === primaryOf(body.view, n),
    judge: ({ logs, sent }) =>
      find(
        logs,
        ({ slot, view, value }) =>
          !sent.some(({ body }) => body.view === view && body.slot === slot && body.value === value),
      ),
    monitor: proposed(n, ledByHonest) as Monitor<Json, Message>,
  };
}

/** What honest primaries have pre-prepared and may yet be appended; null once something else was. */
const proposed = (
  n: number,
  ledByHonest: (entry: Execution) => boolean,
): Monitor<readonly string[] | null, Message> => ({
  initial: [],
  consume(proposals, output) {
    if (proposals === null) return null;
    if ("execution" in output) {
      return ledByHonest(output.execution) && !proposals.includes(keyOf(output.execution)) ? null : proposals;
    }
    const { from, body } = output.send;
    if (body.kind !== "PRE-PREPARE" || from !== primaryOf(body.view, n)) return proposals;
    return proposals.includes(keyOf(body)) ? proposals : [...proposals, keyOf(body)].sort();
  },
  found: (proposals) => proposals === null,
  concern: (output) => ("execution" in output ? keyOf(output.execution) : null),
  forget(proposals, possible) {
    if (proposals === null) return null;
    const alive = new Set(possible.flatMap((output) => ("execution" in output ? [keyOf(output.execution)] : [])));
    return proposals.filter((one) => alive.has(one));
  },
});

const keyOf = ({ view, slot, value }: Pick<Execution, "view" | "slot" | "value">): string =>
  `${view}:${slot}:${canonical(value)}`;

const sentence = (replica: number, { slot, view, value }: Execution, n: number): string =>
  `node ${replica} appended ${String(value)} in slot ${slot}, view ${view}: its honest primary, node ${primaryOf(view, n)}, has not proposed that`;
