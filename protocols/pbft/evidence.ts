/** What must have been signed before a liar can show it: certificates in VIEW-CHANGEs, VIEW-CHANGEs in NEW-VIEWs. */
import { canonical } from "../../model/canonical.ts";
import { atLeast, type Evidence, every, type ReplicaId, signed, some } from "../../model/message.ts";
import type { Setting } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import { GENESIS, makesCheckpoints } from "./checkpoints.ts";
import {
  type Certificate,
  type Checkpoint,
  type FromCheckpoint,
  type Message,
  type Proposal,
  REQUESTS,
  type Slot,
  VALUES,
  type Value,
  type View,
} from "./messages.ts";
import { anyProposals, combinations, proposalsFor, slotsAbove, slotsUpTo, startsFor } from "./new-view.ts";
import type { Rules } from "./rules.ts";
import type { Parameters } from "./state.ts";

export type Forging = Setting<Parameters, Rules>;
type Shown = Evidence<Message>;

const ids = ({ n }: Forging): readonly ReplicaId[] => Array.from({ length: n }, (_, id) => id);
const viewsUpTo = (view: View): readonly View[] => Array.from({ length: view }, (_, below) => below);

/** What a VIEW-CHANGE shows. */
export type Showing = FromCheckpoint & { readonly prepared: readonly Certificate[] };

/** What can be said of the state after a slot. Null is executed below another slot, after a view change. */
const statesAfter = (slot: Slot, { parameters }: Forging): readonly (readonly Value[])[] =>
  combinations(
    slotsUpTo(slot).map((one) =>
      (parameters.views > 0 && one < parameters.slots ? VALUES : REQUESTS).map((value) => [value]),
    ),
  );

/** Every checkpoint that is well-formed: none where the protocol makes none. */
export const checkpoints = (setting: Forging): readonly Checkpoint[] =>
  slotsUpTo(setting.parameters.slots)
    .filter((slot) => makesCheckpoints(setting.parameters) && slot % setting.parameters.checkpointInterval === 0)
    .flatMap((slot) => statesAfter(slot, setting).map((state) => ({ slot, state })));

/** Where a VIEW-CHANGE or NEW-VIEW may start: with nothing to say of it where there are no checkpoints. */
const starts = (setting: Forging): readonly FromCheckpoint[] =>
  makesCheckpoints(setting.parameters) ? [GENESIS, ...checkpoints(setting)].map((stable) => ({ stable })) : [{}];

/** Section 4.3: the proof of a checkpoint is 2f+1 CHECKPOINTs for it, of different replicas. */
export function proven({ slot, state }: Checkpoint, setting: Forging): Shown {
  const { needed, sameState } = setting.rules.checkpoints;
  if (slot === GENESIS.slot) return every();
  const matching = statesAfter(slot, setting).filter((one) => sameState(one, state));
  return atLeast(
    needed,
    ids(setting).map((id) =>
      some(...matching.map((state) => signed<Message>(id, { kind: "CHECKPOINT", slot, state }))),
    ),
  );
}

/** What a VIEW-CHANGE for a view may show: where it starts, and what is prepared above. */
export const showings = (view: View, setting: Forging): readonly Showing[] =>
  starts(setting).flatMap((start) =>
    certificates(view, start.stable?.slot ?? 0, setting).map((prepared) => ({ ...start, prepared })),
  );

/** What the certificates of a VIEW-CHANGE for a view may be, above slot `low`. */
function certificates(view: View, low: Slot, setting: Forging): readonly (readonly Certificate[])[] {
  const { parameters, rules } = setting;
  return combinations(
    slotsAbove(low, parameters.slots).map((slot) => [
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
  const newViews = starts(setting).flatMap((start) =>
    anyProposals(parameters.slots, start.stable?.slot ?? 0)
      .filter((proposals) => proposals.some((one) => one.slot === slot && one.value === value))
      .map((proposals) => signed<Message>(primaryOf(view, n), { kind: "NEW-VIEW", view, ...start, proposals })),
  );
  return some(
    ...ids(setting)
      .filter((id) => rules.proposes(id, view))
      .map((id) => signed<Message>(id, { kind: "PRE-PREPARE", view, slot, value })),
    ...newViews,
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
export function shows({ stable, prepared }: Showing, setting: Forging): Shown {
  const { viewChanges, checkpoints } = setting.rules;
  return every(
    ...(stable && checkpoints.verified ? [proven(stable, setting)] : []),
    ...(viewChanges.verified ? prepared.map((one) => certified(one, setting)) : []),
  );
}

/** A VIEW-CHANGE of anybody. */
const viewChange = (from: ReplicaId, view: View, showing: Showing, setting: Forging): Shown =>
  setting.byzantine.includes(from)
    ? shows(showing, setting)
    : signed<Message>(from, { kind: "VIEW-CHANGE", view, ...showing });

/** What a NEW-VIEW says. */
type Starting = FromCheckpoint & { readonly proposals: readonly Proposal[] };

/**
 * What NEW-VIEWs for a view can be made, and what each has to show: some 2f+1 VIEW-CHANGEs of different replicas from
 * which its proposals follow (section 4.4).
 */
export function newViews(view: View, setting: Forging): readonly { starting: Starting; evidence: Shown }[] {
  const { parameters, rules } = setting;
  const rule = rules.viewChanges;
  const unchecked = { ...rule, computedBy: "nobody" } as const;
  const found = new Map<string, { starting: Starting; shown: Shown[] }>();
  for (const set of viewChangeSets(view, setting)) {
    const prepared = set.map((one) => one.prepared);
    const possible = startsFor(set, rules.checkpoints).flatMap((stable) =>
      proposalsFor(prepared, parameters.slots, rule.computedBy === "all" ? rule : unchecked, stable?.slot ?? 0).map(
        (proposals): Starting => ({ ...(stable && { stable }), proposals }),
      ),
    );
    for (const starting of possible) {
      const key = canonical(starting);
      const entry = found.get(key) ?? { starting, shown: [] };
      entry.shown.push(every(...set.map((one) => one.evidence)));
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ starting, shown }) => ({ starting, evidence: atLeast(1, shown) }));
}

type Signed = Showing & { readonly evidence: Shown };

/** How many sets of VIEW-CHANGEs can be gone through. */
const MOST_SETS = 10_000_000;

/** Every set of as many VIEW-CHANGEs as a NEW-VIEW needs, at the most one of each replica. */
function viewChangeSets(view: View, setting: Forging): readonly (readonly Signed[])[] {
  const { sameView, byMessage, needed } = setting.rules.viewChanges;
  const asked = viewsUpTo(view + 1).filter((one) => one > 0 && sameView(one, view));
  const bySender = ids(setting).map((from) =>
    asked.flatMap((one) =>
      showings(one, setting).map((showing) => ({ ...showing, evidence: viewChange(from, one, showing, setting) })),
    ),
  );
  const everybody = () => bySender.flat().map((one) => [one]);
  if (byMessage) return combinations(Array.from({ length: needed }, everybody), MOST_SETS);
  const sets = combinations(
    bySender.map((options) => [[], ...options.map((one) => [one])]),
    MOST_SETS,
  );
  return sets.filter((set) => set.length === needed);
}
