import { agreement } from "../../model/properties/agreement.ts";
import { commits, executes } from "../../model/properties/commits.ts";
import { commitsEverywhere } from "../../model/properties/commits-everywhere.ts";
import { commitsInEverySlot } from "../../model/properties/commits-in-every-slot.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import { recoverable } from "../../model/properties/recoverable.ts";
import type { OutputProperty, Property } from "../../model/property.ts";
import { certificateUniqueness } from "./certificate-uniqueness.ts";
import { stableCheckpoint, stateFetched } from "./checkpoint-properties.ts";
import { equivocationSeen, nonEquivocation } from "./equivocation.ts";
import type { Forging } from "./evidence.ts";
import { ledBy, oneView } from "./leaders.ts";
import { type Message, REQUESTS, type View } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";
import type { Replica } from "./state.ts";

export const properties = (setting: Forging): readonly Property<Replica, Message>[] => [
  agreement(),
  logConsistency(),
  integrity(),
  validity,
  certificateUniqueness(setting),
  nonEquivocation,
  commits(),
  despiteSilence(setting),
  commitsInEverySlot(slotsUpTo(setting.parameters.slots)),
  executes(
    "commits-in-a-later-view",
    "some honest replica executes in a view after the first",
    ({ view }) => view > 0,
    oneView(setting),
  ),
  executes(
    "null-executed",
    "some honest replica executes the null request",
    ({ value }) => value === null,
    setting.parameters.slots < 2
      ? "null fills a gap below another slot, and there is one slot: use --slots 2"
      : oneView(setting),
  ),
  nonEmptyNewView(setting),
  stableCheckpoint(setting),
  stateFetched(setting),
  equivocationSeen(setting),
  recoverable(
    "progress",
    "whatever happened, every honest replica can still execute every slot",
    commitsEverywhere(slotsUpTo(setting.parameters.slots), setting.honest),
  ),
];

/** Some honest replica executes though the liars say nothing: they are not needed for anything. */
const despiteSilence = (setting: Forging): OutputProperty<Message> => ({
  ...commits(),
  name: "commits-despite-silence",
  says: "some honest replica executes though the Byzantine replicas say nothing",
  adversary: "silent",
  ...(ledBy(setting.honest, 0, setting)
    ? {}
    : { notApplicable: `no honest replica leads a view: ${oneView(setting) ?? "use more --views"}` }),
});

/** What is executed was asked for by a client, or is null. */
const validity: OutputProperty<Message> = {
  ...executes("validity", "", ({ value }) => value !== null && !REQUESTS.some((request) => request === value)),
  kind: "always",
  says: "what an honest replica executes is a client's request or null",
};

/** A view change that carries something over: without it, that nothing is lost would say nothing. */
function nonEmptyNewView(setting: Forging): OutputProperty<Message> {
  const notApplicable =
    oneView(setting) ??
    (ledBy(setting.honest, 1, setting) ? undefined : "no honest replica leads a view after the first");
  const nonEmpty = (body: Message): View | null =>
    body.kind === "NEW-VIEW" && body.proposals.length > 0 ? body.view : null;
  return {
    name: "non-empty-new-view",
    kind: "sometimes",
    says: "an honest primary sends a NEW-VIEW that carries a value over",
    ...(notApplicable === undefined ? {} : { notApplicable }),
    over: "outputs",
    sends: ({ body }) => nonEmpty(body) !== null,
    judge({ sent }) {
      const found = sent.find(({ body }) => nonEmpty(body) !== null);
      if (!found) return null;
      const view = nonEmpty(found.body);
      return { says: `node ${found.from} carried a value over into view ${view}`, replicas: [found.from] };
    },
    monitor: {
      initial: false,
      consume: (found, output) => found || ("send" in output && nonEmpty(output.send.body) !== null),
      found: (found) => found === true,
    },
  };
}
