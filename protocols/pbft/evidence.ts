/** What must have been signed before a liar can show it: certificates in VIEW-CHANGEs, VIEW-CHANGEs in NEW-VIEWs. */
import { canonical } from "../../model/canonical.ts";
import { atLeast, type Evidence, every, type ReplicaId, signed, some } from "../../model/message.ts";
import type { Setting } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import { type Certificate, type Message, type Proposal, REQUESTS, VALUES, type View } from "./messages.ts";
import { anyProposals, combinations, proposalsFor, slotsUpTo } from "./new-view.ts";
import type { Rules } from "./rules.ts";
import type { Parameters } from "./state.ts";

export type Forging = Setting<Parameters, Rules>;
type Shown = Evidence<Message>;

const ids = ({ n }: Forging): readonly ReplicaId[] => Array.from({ length: n }, (_, id) => id);
const viewsUpTo = (view: View): readonly View[] => Array.from({ length: view }, (_, below) => below);

/** What the certificates of a VIEW-CHANGE for a view may be. */
export function certificates(view: View, setting: Forging): readonly (readonly Certificate[])[] {
  const { parameters, rules } = setting;
  return combinations(
    slotsUpTo(parameters.slots).map((slot) => [
      [],
      ...viewsUpTo(view)
        // Null is proposed in a NEW-VIEW only, below another slot.
        .flatMap((below) =>
          (below > 0 && parameters.slots > 1 ? VALUES : REQUESTS).map((value) => ({ slot, view: below, value })),
        )
        .filter((certificate) => rules.viewChanges.shows(certificate, view))
        .map((certificate) => [certificate]),
    ]),
  );
}

/** A pre-prepare of this view, by itself or in a NEW-VIEW. */
function prePrepared({ view, slot, value }: Certificate, setting: Forging): Shown {
  const { n, parameters, rules } = setting;
  const newViews = anyProposals(parameters.slots).filter((proposals) =>
    proposals.some((one) => one.slot === slot && one.value === value),
  );
  return some(
    ...ids(setting)
      .filter((id) => rules.proposes(id, view))
      .map((id) => signed<Message>(id, { kind: "PRE-PREPARE", view, slot, value })),
    ...newViews.map((proposals) => signed<Message>(primaryOf(view, n), { kind: "NEW-VIEW", view, proposals })),
  );
}

/** Section 4.4: the pre-prepare and 2f PREPAREs that match it, from different backups. */
export function certified(certificate: Certificate, setting: Forging): Shown {
  const { parameters, rules } = setting;
  const { needed, counts, sameView, sameValue, byMessage } = rules.prepares;
  if (rules.certificateWhen === "pre-prepared") return prePrepared(certificate, setting);
  const votes = ids(setting)
    .filter((id) => counts(id, certificate.view))
    .map((id) =>
      some(
        ...viewsUpTo(parameters.views + 1)
          .filter((view) => sameView(view, certificate.view))
          .flatMap((view) =>
            VALUES.filter((value) => sameValue(value, certificate.value)).map((value) =>
              signed<Message>(id, { kind: "PREPARE", view, slot: certificate.slot, value }),
            ),
          ),
      ),
    );
  return every(prePrepared(certificate, setting), atLeast(byMessage ? Math.min(1, needed) : needed, votes));
}

/** What a VIEW-CHANGE of a liar has to show. */
export const showsPrepared = (prepared: readonly Certificate[], setting: Forging): Shown =>
  setting.rules.viewChanges.verified ? every(...prepared.map((one) => certified(one, setting))) : every();

/** A VIEW-CHANGE of anybody. */
function viewChange(from: ReplicaId, view: View, prepared: readonly Certificate[], setting: Forging): Shown {
  const statement = signed<Message>(from, { kind: "VIEW-CHANGE", view, prepared });
  return setting.byzantine.includes(from) ? showsPrepared(prepared, setting) : statement;
}

/**
 * What NEW-VIEWs for a view can be made, and what each has to show: some 2f+1 VIEW-CHANGEs of different replicas from
 * which its proposals follow (section 4.4).
 */
export function newViews(view: View, setting: Forging): readonly { proposals: readonly Proposal[]; evidence: Shown }[] {
  const { parameters, rules } = setting;
  const rule = rules.viewChanges;
  const unchecked = { ...rule, computedBy: "nobody" } as const;
  const found = new Map<string, { proposals: readonly Proposal[]; shown: Shown[] }>();
  for (const set of viewChangeSets(view, setting)) {
    const prepared = set.map((one) => one.prepared);
    for (const proposals of proposalsFor(prepared, parameters.slots, rule.computedBy === "all" ? rule : unchecked)) {
      const key = canonical(proposals);
      const entry = found.get(key) ?? { proposals, shown: [] };
      entry.shown.push(every(...set.map((one) => one.evidence)));
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ proposals, shown }) => ({ proposals, evidence: some(...shown) }));
}

interface Signed {
  readonly prepared: readonly Certificate[];
  readonly evidence: Shown;
}

/** Every set of as many VIEW-CHANGEs as a NEW-VIEW needs, at the most one of each replica. */
function viewChangeSets(view: View, setting: Forging): readonly (readonly Signed[])[] {
  const { sameView, byMessage, needed } = setting.rules.viewChanges;
  const asked = viewsUpTo(view + 1).filter((one) => one > 0 && sameView(one, view));
  const bySender = ids(setting).map((from) =>
    asked.flatMap((one) =>
      certificates(one, setting).map((prepared) => ({ prepared, evidence: viewChange(from, one, prepared, setting) })),
    ),
  );
  if (byMessage) return combinations(Array.from({ length: needed }, () => bySender.flat().map((one) => [one])));
  const sets = combinations(bySender.map((options) => [[], ...options.map((one) => [one])]));
  return sets.filter((set) => set.length === needed);
}
