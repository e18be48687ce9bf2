/** Mutants of PBFT's checkpoints (section 4.3): single mistakes in what makes one stable, and in what follows from that. */
import type { Expectation } from "../../model/protocol.ts";
import { always, type Mutant } from "./mutant.ts";
import { type CheckpointRule, checkpointsOf } from "./rules.ts";

const checkpoints =
  (change: (correct: CheckpointRule) => Partial<CheckpointRule>): Mutant["rules"] =>
  (correct) => ({
    ...correct,
    checkpoints: { ...correct.checkpoints, ...change(correct.checkpoints) },
  });

/**
 * What is said of agreement with one slot, a checkpoint after it, and views 0 to `views`. With two views and four nodes
 * a replica has too many states; three nodes of which one may lie have quorums of all three, and what is broken there is.
 */
const agreement = (views: number, length?: number, nodes = 4): Expectation => ({
  property: "agreement",
  verdict: length === undefined ? "SAFE" : "VIOLATED",
  ...(length === undefined ? {} : { length }),
  under: { nodes, parameters: { views, slots: 1, checkpointInterval: 1 } },
});

export const checkpointMutants = {
  "checkpoint-digest-ignored": {
    says: "CHECKPOINTs are counted whatever their digest",
    rules: checkpoints(() => ({ sameState: always })),
    expect: [agreement(0, 11), { ...agreement(0, 8), property: "certificate-uniqueness" }],
    because: "a liar's CHECKPOINT completes the proof, and whoever lags behind fetches the state that it names",
  },
  "checkpoint-quorum-minus-one": {
    says: "a checkpoint is stable with 2f CHECKPOINTs",
    rules: checkpoints(({ needed }) => ({ needed: needed - 1 })),
    expect: [agreement(0)],
    because:
      "one of 2f is honest and has executed what it vouches for: the state is the right one, but fewer honest replicas have it than may be needed to hand it on",
  },
  "checkpoint-quorum-minus-two": {
    says: "a checkpoint is stable with 2f-1 CHECKPOINTs",
    rules: checkpoints(({ needed }) => ({ needed: needed - 2 })),
    expect: [agreement(0, 2)],
    because: "with f = 1 a liar proves whatever it likes",
  },
  "unstable-discarded": {
    says: "the log up to a checkpoint is discarded when the checkpoint is made",
    rules: checkpoints(() => ({ discardsWhen: "made" })),
    expect: [agreement(1, 14, 3)],
    because:
      "until it is stable there is no proof to show in its place, and the view change does not hear of what was decided",
  },
  "checkpoints-unverified": {
    says: "stable checkpoints in a VIEW-CHANGE are believed",
    rules: checkpoints(() => ({ verified: false })),
    expect: [agreement(1, 10, 3)],
    because: "a liar shows a state that nobody has vouched for, and the new view starts there",
  },
  "lowest-checkpoint": {
    says: "a NEW-VIEW starts at the lowest stable checkpoint shown",
    rules: checkpoints(() => ({
      startsAt: (shown) => checkpointsOf(shown, Math.min(...shown.map(({ slot }) => slot))),
    })),
    expect: [agreement(1, undefined, 3)],
    because:
      "who has a later one has discarded the certificates below it, so that the new view may decide these slots anew. With three nodes a NEW-VIEW rests on all of them, and somebody still has the certificate; four nodes fork (test/protocols/pbft/checkpoints.test.ts shows how), in a system that is too large to be searched so far",
  },
} satisfies { readonly [name: string]: Mutant };
