/** Mutants of PBFT's normal case (section 4.2): single mistakes in what is accepted, counted and executed. */
import { REQUESTS } from "./messages.ts";
import { always, breaksAt, holds, type Mutant } from "./mutant.ts";
import type { VoteRule } from "./rules.ts";

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

export const normalCaseMutants = {
  "second-preprepare": {
    says: "a second pre-prepare for another value is accepted in the same view",
    rules: (correct) => ({ ...correct, accepts: (_proposed, value) => REQUESTS.includes(value) }),
    expect: breaksAt(0, 12),
    because:
      "every backup prepares and commits both values: nobody refuses the second, so two quorums need not conflict",
  },
  "preprepare-from-anyone": {
    says: "a backup accepts a pre-prepare whoever sent it",
    rules: (correct) => ({ ...correct, proposes: always }),
    expect: [...holds(1), ...breaksAt(1, 16, [1]), ...breaksAt(2, 24)],
    because:
      "a liar pre-prepares another value to one replica in the view of an honest primary, and has a certificate with its own PREPARE and that replica's: the next primary sees two for one view, and may take the wrong one",
  },
  "request-unauthenticated": {
    says: "a pre-prepare is accepted for a value that no client has asked for",
    rules: (correct) => ({ ...correct, accepts: (proposed) => proposed.length === 0 }),
    expect: [{ property: "validity", verdict: "VIOLATED", length: 6, under: { parameters: { views: 0 } } }],
    because: "the primary makes a request up, and everybody agrees on it",
  },
  "prepare-quorum-minus-one": {
    says: "prepared needs 2f-1 PREPAREs",
    rules: prepares(({ needed }) => ({ needed: needed - 1 })),
    expect: [...holds(0), ...breaksAt(1, 13)],
    because:
      "in one view the COMMITs still need an honest replica that accepts one value only; but certificates for two values can be shown, and a new primary takes the wrong one",
  },
  "prepare-quorum-plus-one": {
    says: "prepared needs 2f+1 PREPAREs",
    rules: prepares(({ needed }) => ({ needed: needed + 1 })),
    expect: [
      ...holds(1),
      {
        property: "commits-despite-silence",
        verdict: "UNREACHED",
        under: { parameters: { views: 1, slots: 1 } },
      },
    ],
    because:
      "more votes than needed harm nobody, but with a backup that is silent there are only 2f, and nobody commits",
  },
  "prepares-not-distinct": {
    says: "PREPAREs are counted by message, as often as they arrive",
    rules: prepares(() => ({ byMessage: true })),
    expect: [...holds(0), ...breaksAt(1, 17)],
    because: "one vote of one backup, delivered twice, is a certificate: two of them can differ",
  },
  "primary-prepare-counted": {
    says: "the primary's PREPARE counts towards prepared",
    rules: prepares(() => ({ counts: always })),
    expect: [...holds(0), ...breaksAt(1, 17)],
    because:
      "the primary has spoken with its pre-prepare; counted again it is worth two, and a certificate has f honest signers in place of f+1",
  },
  "prepare-digest-ignored": {
    says: "PREPAREs are counted whatever their value",
    rules: prepares(() => ({ sameValue: always })),
    expect: [...holds(0), ...breaksAt(1, 16)],
    because: "votes for one value certify the other, so that both can be shown in a view change",
  },
  "prepare-view-ignored": {
    says: "PREPAREs are counted whatever their view",
    rules: prepares(() => ({ sameView: always })),
    expect: [...holds(1), ...holds(1, [1]), ...holds(2), ...breaksAt(2, 23, [1])],
    because:
      "PREPAREs of view 0 and the liar's own pre-prepare are a certificate for view 1, beside the one for the value that was decided there; node 0 leads no view but the first, where no PREPARE is older",
  },
  "commit-quorum-minus-one": {
    says: "committed needs 2f COMMITs",
    rules: commits(({ needed }) => ({ needed: needed - 1 })),
    expect: [...holds(0), ...breaksAt(1, 13)],
    because:
      "with one liar a single honest replica prepares, commits and executes, and the view change does not hear of it",
  },
  "commits-not-distinct": {
    says: "COMMITs are counted by message, as often as they arrive",
    rules: commits(() => ({ byMessage: true })),
    expect: [...holds(0), ...breaksAt(1, 15)],
    because:
      "a liar's COMMIT, delivered again and again, is a quorum with whoever has prepared, and the view change does not hear of it",
  },
  "commit-digest-ignored": {
    says: "COMMITs are counted whatever their value",
    rules: commits(() => ({ sameValue: always })),
    expect: holds(1),
    because:
      "only one value can be prepared in a view, so honest COMMITs are for the same value anyway: a second protection stands behind this one",
  },
  "commit-view-ignored": {
    says: "COMMITs are counted whatever their view",
    rules: commits(() => ({ sameView: always })),
    expect: holds(1),
    because:
      "an old COMMIT for the value is from a replica that had it prepared, and shows its certificate in the view change",
  },
  "commit-without-prepared": {
    says: "a COMMIT is sent as soon as a pre-prepare is accepted",
    rules: (correct) => ({ ...correct, sendsCommitWhen: "pre-prepared" }),
    expect: [...holds(0), ...breaksAt(1, 15)],
    because: "2f+1 COMMITs no longer mean that f+1 honest replicas can show a certificate",
  },
  "execute-on-prepared": {
    says: "a value is executed as soon as it is prepared",
    rules: (correct) => ({ ...correct, decidedWhen: "prepared" }),
    expect: [...holds(0), ...breaksAt(1, 11)],
    because: "one replica alone may have prepared: a view change of the others does not hear of what it executed",
  },
  "execute-without-prepared": {
    says: "2f+1 COMMITs suffice to execute a value, prepared or not",
    rules: (correct) => ({ ...correct, decidedWhen: "commits" }),
    expect: holds(1),
    because: "f+1 of the COMMITs are from honest replicas that had the value prepared: what they know is enough",
  },
} satisfies { readonly [name: string]: Mutant };
