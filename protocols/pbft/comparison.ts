/** What PBFT has to say of itself beside other protocols. */
import type { Compared } from "../../model/comparison.ts";

export const comparison: Compared = {
  bounds: { views: 1, slots: 1 },
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
      SAFE: "two quorums of 2f+1 share an honest replica: in a view it accepts one pre-prepare for a slot, and into the next view it brings the certificate of what it has prepared, which the NEW-VIEW has to carry over",
    },
    "log-consistency": {
      SAFE: "there is one value for a slot, in whatever view it is decided, and a slot is executed after all lower ones",
    },
    integrity: {
      SAFE: "what was committed is the only value that a later view can propose for its slot, and is executed once",
    },
    validity: { SAFE: "an honest replica accepts no pre-prepare for a request that no client has signed" },
    "certificate-uniqueness": {
      SAFE: "behind a certificate stand the primary and 2f different backups: two of them share an honest replica, and it speaks for one value",
    },
    "honest-non-equivocation": {
      SAFE: "a replica accepts one pre-prepare for a view and slot, votes for that value only, and never returns to a view",
    },
    progress: {
      SAFE: "timers lead on to a view with an honest primary, and that is enough; within these bounds the last view has one",
    },
    commits: { REACHED: "2f+1 replicas that take part are enough, and so many are honest" },
    "commits-in-every-slot": { REACHED: "2f+1 replicas that take part are enough, and so many are honest" },
    "commits-in-a-later-view": {
      REACHED: "2f+1 VIEW-CHANGEs make a NEW-VIEW, and its primary proposes what is still free",
    },
    "commits-despite-silence": {
      REACHED: "the 2f+1 honest replicas are a quorum by themselves, in the first view that one of them leads",
    },
    "non-empty-new-view": { REACHED: "a replica that has prepared a value shows its certificate in its VIEW-CHANGE" },
    "equivocation-seen": {
      REACHED:
        "nobody hinders node 0 from sending two PRE-PREPAREs; but 2f PREPAREs come together for one of them only",
    },
    "equivocating-primary": {
      SAFE: "two quorums of 2f+1 share an honest replica, and that has accepted one of the two PRE-PREPAREs",
    },
    "silent-primary": {
      REACHED:
        "timers fire, 2f+1 VIEW-CHANGEs come together at the next primary, and it leads in place of the silent one",
    },
    "silent-primary-every-slot": {
      REACHED: "a view change changes the view and not the slot: the next primary proposes for the same one",
    },
    "silent-backups": { REACHED: "2f+1 nodes are left, which is a quorum" },
    "asynchronous-timeouts": {
      SAFE: "who leaves a view shows in its VIEW-CHANGE what it has prepared, so what anybody has executed is proposed again",
    },
    "more-liars-than-f": { VIOLATED: "two quorums of 2f+1 share f+1 replicas, and these may all be liars" },
    "fewer-nodes-than-3f+1": { UNREACHED: "2f nodes are left, and a quorum is 2f+1" },
  },
};
