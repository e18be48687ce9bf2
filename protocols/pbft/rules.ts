/** What decides in PBFT. A variant overrides one of these rules and nothing else. */
import { equal } from "../../model/canonical.ts";
import type { ReplicaId } from "../../model/message.ts";
import type { Context, Shared } from "../../model/protocol.ts";
import { preparesNeeded, primaryOf, quorum } from "../../model/quorum.ts";
import { type Certificate, type Checkpoint, REQUESTS, type Slot, type Value, type View } from "./messages.ts";
import type { Parameters } from "./state.ts";

export type Ctx = Context<Parameters, Rules>;

/** Which messages of one kind are votes for something, and how many it takes. */
export interface VoteRule {
  readonly needed: number;
  /** Whether this replica has a vote in a view. */
  counts(voter: ReplicaId, view: View): boolean;
  /** Whether a vote cast in one view is one in another; and likewise for values. */
  sameView(cast: View, wanted: View): boolean;
  sameValue(cast: Value, wanted: Value): boolean;
  /** Whether votes are counted by message, as often as it arrives. */
  readonly byMessage: boolean;
}

/** How a NEW-VIEW comes about. */
export interface ViewChangeRule {
  /** How many VIEW-CHANGEs it rests on. */
  readonly needed: number;
  /** Whether a VIEW-CHANGE for one view serves another. */
  sameView(asked: View, wanted: View): boolean;
  readonly byMessage: boolean;
  /** Whether a replica that goes to a view shows a certificate. */
  shows(certificate: Certificate, view: View): boolean;
  /** Whether the messages that make a certificate must be shown with it. */
  readonly verified: boolean;
  /** The values that may be proposed for a slot with these certificates: one at the least. */
  chooses(certificates: readonly Certificate[]): readonly Value[];
  /** Whether null is proposed for a slot without a certificate below one that has some. */
  readonly fillsGaps: boolean;
  /** Who computes the proposals from the VIEW-CHANGEs: who does not takes any. */
  readonly computedBy: "all" | "the primary" | "nobody";
}

/** How a checkpoint becomes stable, and what that is good for (section 4.3). */
export interface CheckpointRule {
  /** How many CHECKPOINTs prove one. */
  readonly needed: number;
  /** Whether a CHECKPOINT for one state proves another. */
  sameState(cast: readonly Value[], wanted: readonly Value[]): boolean;
  /** When the log up to it is discarded: when it is stable, or when the replica has made it. */
  readonly discardsWhen: "stable" | "made";
  /** The last slot in which messages are accepted, given the low water mark. */
  highWaterMark(low: Slot): Slot;
  /** Whether the CHECKPOINTs that prove a checkpoint must be shown with it in a VIEW-CHANGE. */
  readonly verified: boolean;
  /** From which of the stable checkpoints that VIEW-CHANGEs show a NEW-VIEW may start: one at the least. */
  startsAt(shown: readonly Checkpoint[]): readonly Checkpoint[];
}

export interface Rules {
  /** Who may pre-prepare in a view. */
  proposes(id: ReplicaId, view: View): boolean;
  /** Whether a replica that has accepted these pre-prepares accepts one for this value. */
  accepts(proposed: readonly Value[], value: Value): boolean;
  readonly prepares: VoteRule;
  readonly commits: VoteRule;
  /** When a replica sends a COMMIT, and when it has something to show in a VIEW-CHANGE. */
  readonly sendsCommitWhen: "pre-prepared" | "prepared";
  readonly certificateWhen: "pre-prepared" | "prepared";
  /** When a value is decided; `commits` are enough COMMITs, whether it is prepared or not. */
  readonly decidedWhen: "prepared" | "committed" | "commits";
  readonly viewChanges: ViewChangeRule;
  /** Whether a replica that has sent a VIEW-CHANGE stops taking part in the old view. */
  readonly leavesOldView: boolean;
  readonly checkpoints: CheckpointRule;
}

/** The rules of the paper. */
export const rules = ({ n, f, parameters }: Omit<Shared<Parameters>, "rules">): Rules => {
  const same = (cast: unknown, wanted: unknown): boolean => cast === wanted;
  const ballot = { sameView: same, sameValue: same, byMessage: false };
  return {
    proposes: (id, view) => id === primaryOf(view, n),
    // Section 4.2: no pre-prepare for the same view and number with a different digest. Clients sign their requests.
    accepts: (proposed, value) => proposed.length === 0 && REQUESTS.includes(value),
    // Section 4.2: prepared is a pre-prepare and 2f PREPAREs from different backups that match it.
    prepares: { ...ballot, needed: preparesNeeded(f), counts: (voter, view) => voter !== primaryOf(view, n) },
    // Section 4.2: committed-local is prepared and 2f+1 COMMITs from different replicas that match the pre-prepare.
    commits: { ...ballot, needed: quorum(f), counts: () => true },
    sendsCommitWhen: "prepared",
    decidedWhen: "committed",
    certificateWhen: "prepared",
    viewChanges: {
      // Section 4.4: 2f valid VIEW-CHANGEs from other replicas and the primary's own.
      needed: quorum(f),
      sameView: same,
      byMessage: false,
      shows: () => true,
      verified: true,
      // Section 4.4: the pre-prepared request of the highest view, null where there is none.
      chooses: (certificates) => valuesOf(certificates, Math.max(...certificates.map(({ view }) => view))),
      fillsGaps: true,
      computedBy: "all",
    },
    leavesOldView: true,
    checkpoints: {
      // Section 4.3: 2f+1 CHECKPOINTs with the same number and digest, of different replicas, are the proof.
      needed: quorum(f),
      sameState: equal,
      // Section 4.3: once there is proof, messages with numbers up to the checkpoint's are discarded.
      discardsWhen: "stable",
      // Section 4.3: H = h + k; with a checkpoint every 100 requests, k might be 200.
      highWaterMark: (low) => low + 2 * parameters.checkpointInterval,
      verified: true,
      // Section 4.4: min-s is the number of the latest stable checkpoint in V.
      startsAt: (shown) => checkpointsOf(shown, Math.max(...shown.map(({ slot }) => slot))),
    },
  };
};

/** The values certified in a view. */
export const valuesOf = (certificates: readonly Certificate[], view: View): readonly Value[] => [
  ...new Set(certificates.filter((one) => one.view === view).map(({ value }) => value)),
];

/** The checkpoints of a slot. */
export const checkpointsOf = (checkpoints: readonly Checkpoint[], slot: Slot): readonly Checkpoint[] =>
  checkpoints.filter((one) => one.slot === slot);
