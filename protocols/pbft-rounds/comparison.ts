/** What pbft-rounds has to say of itself beside other protocols. */
import type { Compared } from "../../model/comparison.ts";

export const comparison: Compared = {
  bounds: { rounds: 2 },
  cost: {
    messages: {
      says: "2n(n-1)",
      of: (n) => 2 * n * (n - 1),
      because: "n-1 PRE-PREPAREs; n-1 backups send PREPARE, and all n COMMIT, to everybody else",
    },
    delays: { says: "3", of: () => 3, because: "a PRE-PREPARE, the PREPAREs for it, and the COMMITs for these" },
  },
  why: {
    agreement: {
      SAFE: "a slot is appended with 2f+1 COMMITs, and two quorums of 2f+1 share an honest replica; it accepts one value for a slot, and is in a slot in one view only",
    },
    "log-consistency": {
      VIOLATED:
        "a timeout skips the slot, and nobody tells what it had prepared: a value that one replica has appended can be missing at the others",
    },
    integrity: { SAFE: "a slot is appended or skipped, and left for good either way" },
    validity: {
      SAFE: "in the view of an honest primary a replica accepts what that primary has signed, and nothing else",
    },
    commits: { REACHED: "2f+1 replicas that take part are enough, and so many are honest" },
    "commits-in-every-slot": { REACHED: "what has appended a slot goes on to the next in the same view" },
    "commits-in-a-later-view": { REACHED: "a timeout leads into the next view, where another replica is the primary" },
    progress: { SAFE: "a timer takes every replica past a slot in which nothing happens; the price is the slot" },
    "catch-up": { SAFE: "who is behind skips slots by its timer until it is where the others are" },
    "equivocating-primary": {
      SAFE: "two quorums of 2f+1 share an honest replica, and that has accepted one of the two PRE-PREPAREs",
    },
    "silent-primary": { REACHED: "timers fire, and the next primary proposes a value for the next slot" },
    "silent-primary-every-slot": {
      UNREACHED: "the timers skip the slot of the silent primary, and no later view comes back to it",
    },
    "silent-backups": { REACHED: "2f+1 nodes are left, which is a quorum" },
    "asynchronous-timeouts": {
      VIOLATED:
        "a timer that is too early for three replicas and too late for the fourth is enough: they skip the slot that it appends",
    },
    "more-liars-than-f": { VIOLATED: "two quorums of 2f+1 share f+1 replicas, and these may all be liars" },
    "fewer-nodes-than-3f+1": { UNREACHED: "2f nodes are left, and a quorum is 2f+1" },
  },
};
