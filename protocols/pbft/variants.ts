/**
 * Mutants of PBFT: single mistakes, each with what it breaks, or not, and why. A SAFE says something only where the
 * checker tells correct code from code with a mistake.
 */
import type { Variant } from "../../model/protocol.ts";
import { type Certificate, REQUESTS } from "./messages.ts";
import { type Rules, type ViewChangeRule, type VoteRule, valuesOf } from "./rules.ts";
import type { Parameters } from "./state.ts";

type Mutant = Variant<Parameters, Rules>;

const prepares =
  (change: (correct: VoteRule) => Partial<VoteRule>): Mutant["rules"] =>
  (correct) => ({
    ...correct,
    prepares: { ...correct.prepares, ...change(correct.prepares) },
  });

const commits =
  (change: (correct: VoteRule) => Partial<VoteRule>): Mutant["rules"] =>
  (correct) => ({
    ...correct,
    commits: { ...correct.commits, ...change(correct.commits) },
  });

const viewChanges =
  (change: (correct: ViewChangeRule) => Partial<ViewChangeRule>): Mutant["rules"] =>
  (correct) => ({
    ...correct,
    viewChanges: { ...correct.viewChanges, ...change(correct.viewChanges) },
  });

const whatever = (): boolean => true;
const viewsOf = (certificates: readonly Certificate[]): readonly number[] => certificates.map(({ view }) => view);

/** The rules that the mutants change, in the order in which they are applied. */
export const mutants = {
  "second-preprepare": {
    says: "a second pre-prepare for another value is accepted in the same view",
    rules: (correct) => ({ ...correct, accepts: (_proposed, value) => REQUESTS.includes(value) }),
  },
  "preprepare-from-anyone": {
    says: "a backup accepts a pre-prepare whoever sent it",
    rules: (correct) => ({ ...correct, proposes: whatever }),
  },
  "request-unauthenticated": {
    says: "a pre-prepare is accepted for a value that no client has asked for",
    rules: (correct) => ({ ...correct, accepts: (proposed) => proposed.length === 0 }),
  },
  "prepare-quorum-minus-one": {
    says: "prepared needs 2f-1 PREPAREs",
    rules: prepares(({ needed }) => ({ needed: needed - 1 })),
  },
  "prepare-quorum-plus-one": {
    says: "prepared needs 2f+1 PREPAREs",
    rules: prepares(({ needed }) => ({ needed: needed + 1 })),
  },
  "prepares-not-distinct": {
    says: "PREPAREs are counted by message, as often as they arrive",
    rules: prepares(() => ({ byMessage: true })),
  },
  "primary-prepare-counted": {
    says: "the primary's PREPARE counts towards prepared",
    rules: prepares(() => ({ counts: whatever })),
  },
  "prepare-digest-ignored": {
    says: "PREPAREs are counted whatever their value",
    rules: prepares(() => ({ sameValue: whatever })),
  },
  "prepare-view-ignored": {
    says: "PREPAREs are counted whatever their view",
    rules: prepares(() => ({ sameView: whatever })),
  },
  "commit-quorum-minus-one": {
    says: "committed needs 2f COMMITs",
    rules: commits(({ needed }) => ({ needed: needed - 1 })),
  },
  "commits-not-distinct": {
    says: "COMMITs are counted by message, as often as they arrive",
    rules: commits(() => ({ byMessage: true })),
  },
  "commit-digest-ignored": {
    says: "COMMITs are counted whatever their value",
    rules: commits(() => ({ sameValue: whatever })),
  },
  "commit-view-ignored": {
    says: "COMMITs are counted whatever their view",
    rules: commits(() => ({ sameView: whatever })),
  },
  "commit-without-prepared": {
    says: "a COMMIT is sent as soon as a pre-prepare is accepted",
    rules: (correct) => ({ ...correct, sendsCommitWhen: "pre-prepared" }),
  },
  "execute-on-prepared": {
    says: "a value is executed as soon as it is prepared",
    rules: (correct) => ({ ...correct, decidedWhen: "prepared" }),
  },
  "execute-without-prepared": {
    says: "2f+1 COMMITs suffice to execute a value, prepared or not",
    rules: (correct) => ({ ...correct, decidedWhen: "commits" }),
  },
  "active-in-old-view": {
    says: "after its VIEW-CHANGE a replica goes on in the old view",
    rules: (correct) => ({ ...correct, leavesOldView: false }),
  },
  "bare-preprepare-certificate": {
    says: "a pre-prepare alone counts as a certificate",
    rules: (correct) => ({ ...correct, certificateWhen: "pre-prepared" }),
  },
  "prepared-forgotten": {
    says: "a VIEW-CHANGE never carries certificates",
    rules: viewChanges(() => ({ shows: () => false })),
  },
  "previous-view-certificates-only": {
    says: "a VIEW-CHANGE carries certificates of the view before only",
    rules: viewChanges(() => ({ shows: (certificate, view) => certificate.view === view - 1 })),
  },
  "certificates-unverified": {
    says: "certificates in a VIEW-CHANGE are believed",
    rules: viewChanges(() => ({ verified: false })),
  },
  "new-view-quorum-minus-one": {
    says: "a NEW-VIEW needs 2f VIEW-CHANGEs",
    rules: viewChanges(({ needed }) => ({ needed: needed - 1 })),
  },
  "view-changes-not-distinct": {
    says: "VIEW-CHANGEs are counted by message, as often as they arrive",
    rules: viewChanges(() => ({ byMessage: true })),
  },
  "stale-view-changes": {
    says: "VIEW-CHANGEs for older views are admitted",
    rules: viewChanges(() => ({ sameView: (asked, wanted) => asked <= wanted })),
  },
  "lowest-certificate": {
    says: "the certificate of the lowest view wins",
    rules: viewChanges(() => ({ chooses: (shown) => valuesOf(shown, Math.min(...viewsOf(shown))) })),
  },
  "any-certificate": {
    says: "any certified value may be chosen for a NEW-VIEW",
    rules: viewChanges(() => ({ chooses: (shown) => viewsOf(shown).flatMap((view) => valuesOf(shown, view)) })),
  },
  "certificates-ignored": {
    says: "the new primary proposes what it likes",
    rules: viewChanges(() => ({ computedBy: "nobody" })),
  },
  "new-view-not-recomputed": {
    says: "backups take the proposals of a NEW-VIEW unchecked",
    rules: viewChanges(() => ({ computedBy: "the primary" })),
  },
  "no-null": {
    says: "gaps below a certified slot are left open",
    rules: viewChanges(() => ({ fillsGaps: false })),
  },
  "quorum-n-minus-f": {
    says: "quorums are n-f replicas, however many faulty ones there are",
    rules: (correct, { n, f }) => ({
      ...correct,
      prepares: { ...correct.prepares, needed: n - f - 1 },
      commits: { ...correct.commits, needed: n - f },
      viewChanges: { ...correct.viewChanges, needed: n - f },
    }),
  },
} satisfies { readonly [name: string]: Pick<Mutant, "says" | "rules"> };
