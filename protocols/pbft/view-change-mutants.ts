/** Mutants of PBFT's view change (section 4.4): single mistakes in what is shown, believed and carried over. */
import type { Certificate } from "./messages.ts";
import { breaksAt, holds, type Mutant } from "./mutant.ts";
import { type ViewChangeRule, valuesOf } from "./rules.ts";

const viewChanges =
  (change: (correct: ViewChangeRule) => Partial<ViewChangeRule>): Mutant["rules"] =>
  (correct) => ({
    ...correct,
    viewChanges: { ...correct.viewChanges, ...change(correct.viewChanges) },
  });

const viewsOf = (certificates: readonly Certificate[]): readonly number[] => certificates.map(({ view }) => view);

export const viewChangeMutants = {
  "active-in-old-view": {
    says: "after its VIEW-CHANGE a replica goes on in the old view",
    rules: (correct) => ({ ...correct, leavesOldView: false }),
    expect: [...holds(0), ...breaksAt(1, 18)],
    because:
      "what it has shown as prepared is out of date at once: it helps to decide in the old view what the new one does not know",
  },
  "prepared-forgotten": {
    says: "a VIEW-CHANGE never carries certificates",
    rules: viewChanges(() => ({ shows: () => false })),
    expect: [...holds(0), ...breaksAt(1, 18)],
    because: "nothing ties the new view to what was decided in the old one",
  },
  "previous-view-certificates-only": {
    says: "a VIEW-CHANGE carries certificates of the view before only",
    rules: viewChanges(() => ({ shows: (certificate, view) => certificate.view === view - 1 })),
    expect: [...holds(1), ...breaksAt(2, 20)],
    because: "a view in which nothing is prepared wipes out what an earlier one has decided",
  },
  "bare-preprepare-certificate": {
    says: "a pre-prepare alone counts as a certificate",
    rules: (correct) => ({ ...correct, certificateWhen: "pre-prepared" }),
    expect: [...holds(0), ...breaksAt(1, 16)],
    because: "a primary that lied to one replica is believed over what a quorum has prepared",
  },
  "certificates-unverified": {
    says: "certificates in a VIEW-CHANGE are believed",
    rules: viewChanges(() => ({ verified: false })),
    expect: [...holds(0), ...breaksAt(1, 16)],
    because: "a liar shows a certificate that nobody has signed, and the new primary takes it",
  },
  "new-view-quorum-minus-one": {
    says: "a NEW-VIEW needs 2f VIEW-CHANGEs",
    rules: viewChanges(({ needed }) => ({ needed: needed - 1 })),
    expect: [...holds(0), ...breaksAt(1, 16)],
    because: "2f replicas, one of them a liar, need not include anybody who has prepared what was decided",
  },
  "view-changes-not-distinct": {
    says: "VIEW-CHANGEs are counted by message, as often as they arrive",
    rules: viewChanges(() => ({ byMessage: true })),
    expect: [...holds(0), ...breaksAt(1, 17)],
    because: "one VIEW-CHANGE, delivered again and again, is a quorum of one",
  },
  "stale-view-changes": {
    says: "VIEW-CHANGEs for older views are admitted",
    rules: viewChanges(() => ({ sameView: (asked, wanted) => asked <= wanted })),
    expect: [...holds(1), ...breaksAt(2, 23)],
    because: "what a replica showed when it went to view 1 does not tell what it has prepared there",
  },
  "lowest-certificate": {
    says: "the certificate of the lowest view wins",
    rules: viewChanges(() => ({ chooses: (shown) => valuesOf(shown, Math.min(...viewsOf(shown))) })),
    expect: [...holds(1), ...breaksAt(2, 24)],
    because: "a certificate of view 0 that was overruled comes back over what view 1 has decided",
  },
  "any-certificate": {
    says: "any certified value may be chosen for a NEW-VIEW",
    rules: viewChanges(() => ({
      chooses: (shown) => [...new Set(viewsOf(shown).flatMap((view) => valuesOf(shown, view)))],
    })),
    expect: [...holds(1), ...breaksAt(2, 24)],
    because: "certificates of one view do not differ, so it takes two old views; then the overruled one may be chosen",
  },
  "certificates-ignored": {
    says: "the new primary proposes what it likes",
    rules: viewChanges(() => ({ computedBy: "nobody" })),
    expect: [...holds(0), ...breaksAt(1, 16)],
    because: "nothing ties the new view to what was decided in the old one",
  },
  "new-view-not-recomputed": {
    says: "backups take the proposals of a NEW-VIEW unchecked",
    rules: viewChanges(() => ({ computedBy: "the primary" })),
    expect: [...holds(1), ...breaksAt(1, 15, [1])],
    because: "an honest primary computes them; a liar that leads the new view proposes what it likes",
  },
  "no-null": {
    says: "gaps below a certified slot are left open",
    rules: viewChanges(() => ({ fillsGaps: false })),
    expect: holds(1),
    because:
      "the primary of the new view may propose a request for the gap, which nobody has decided; null only keeps the slots above from waiting",
  },
  "quorum-n-minus-f": {
    says: "quorums are n-f replicas, however many faulty ones there are",
    rules: (correct, { n, f }) => ({
      ...correct,
      prepares: { ...correct.prepares, needed: n - f - 1 },
      commits: { ...correct.commits, needed: n - f },
      viewChanges: { ...correct.viewChanges, needed: n - f },
    }),
    expect: [
      ...holds(1),
      { property: "agreement", verdict: "VIOLATED", under: { nodes: 3, parameters: { views: 0, slots: 1 } } },
    ],
    because: "with n = 3f+1 it is the same; with n = 3 and f = 1 two quorums of two have but the liar in common",
  },
} satisfies { readonly [name: string]: Mutant };
