import type { Mutant } from "./mutants.ts";

export interface Verdict {
  mutant: Mutant;
  byzantine: readonly number[];
  /** The smallest `views` with which agreement is violated in one slot; null: none up to 2. */
  breaksAt: 0 | 1 | 2 | null;
}

const verdict = (mutant: Mutant, breaksAt: Verdict["breaksAt"], byzantine = 0): Verdict => ({
  mutant,
  byzantine: [byzantine],
  breaksAt,
});

/** n=4, f=1, one slot. What another, independent model says too. */
export const known: readonly Verdict[] = [
  verdict("second-preprepare", 0),
  verdict("prepare-quorum-minus-one", 1),
  verdict("commit-quorum-minus-one", 1),
  verdict("new-view-quorum-minus-one", 1),
  verdict("commits-not-distinct", 1),
  verdict("primary-prepare-counted", 1),
  verdict("prepare-digest-ignored", 1),
  verdict("certificates-ignored", 1),
  verdict("prepared-forgotten", 1),
  verdict("certificates-unverified", 1),
  verdict("active-in-old-view", 1),
  verdict("lowest-certificate", 2),
  verdict("commit-digest-ignored", null),
  verdict("prepare-quorum-plus-one", null),
];

/** What this model finds besides, for the message-level model to agree with. */
export const found: readonly Verdict[] = [
  verdict("prepares-not-distinct", 1),
  verdict("view-changes-not-distinct", 1),
  verdict("prepare-view-ignored", null),
  verdict("prepare-view-ignored", 2, 1),
  verdict("new-view-not-recomputed", null),
  verdict("new-view-not-recomputed", 1, 1),
  verdict("preprepare-from-anyone", 2),
  verdict("preprepare-from-anyone", 1, 1),
  verdict("commit-view-ignored", null),
  verdict("any-certificate", 2),
  verdict("previous-view-certificates-only", 2),
  verdict("bare-preprepare-certificate", 1),
  verdict("stale-view-changes", 2),
  verdict("execute-on-prepared", 1),
  verdict("commit-without-prepared", 1),
  verdict("execute-without-prepared", null),
];
