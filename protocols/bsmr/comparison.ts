/** What bsmr has to say of itself beside other protocols. */
import type { Compared } from "../../model/comparison.ts";

export const comparison: Compared = {
  bounds: { rounds: 4 },
  cost: {
    messages: {
      says: "3(n-1)",
      of: (n) => 3 * (n - 1),
      because: "n-1 PROPOSALs, n-1 REPLYs, n-1 RESULTs: everybody talks to the primary only, so nobody can compare",
    },
    delays: { says: "3", of: () => 3, because: "a PROPOSAL, the REPLYs to it, and the RESULT of these" },
  },
  why: {
    agreement: {
      VIOLATED:
        "a replica takes the primary's word for the minimum: a RESULT shows none of the replies that it is made of, and nobody compares who was told what",
    },
    "log-consistency": {
      VIOLATED:
        "two replicas that were told different minima for one round append them, and each goes on to the next round with its own",
    },
    integrity: { SAFE: "to append is to go to the next round, and a RESULT is taken in the round that it names only" },
    validity: {
      SAFE: "an honest primary takes its own proposal for the minimum, and within these bounds no liar replies less than that",
    },
    commits: { REACHED: "one RESULT is enough" },
    "commits-in-every-slot": { REACHED: "every round ends with the RESULT of its primary, whatever that says" },
    "equivocating-primary": {
      VIOLATED: "it tells one replica one minimum, and another the next: each takes its word for it",
    },
    "silent-primary": {
      UNREACHED: "nobody but the primary of a round moves it on, and nobody takes the place of one that is silent",
    },
    "silent-primary-every-slot": { UNREACHED: "the first round never ends, so no other begins" },
    "silent-backups": { REACHED: "the primary waits for f+1 replies, and there are 2f honest backups to give them" },
    "more-liars-than-f": { VIOLATED: "a single liar is enough, if it leads a round" },
    "fewer-nodes-than-3f+1": { UNREACHED: "the primary waits for two replies, and has one backup that answers" },
  },
};
