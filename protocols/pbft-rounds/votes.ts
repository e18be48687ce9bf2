/** How votes are kept and counted, and by which name: what the variants of pbft-rounds change most. */
import type { Draft } from "../../model/draft.ts";
import type { ReplicaId } from "../../model/message.ts";
import { hasVoted, quorum, type Votes, vote } from "../../model/quorum.ts";
import type { Value } from "./messages.ts";

/** Votes, by value: who cast them; or a number without names, in the variants that count copies. */
export type Tally = Votes | { readonly [value: string]: number };

/** The part of a replica that voting for a COMMIT touches. */
interface Voter {
  readonly accepted: Value | null;
  readonly commits: Tally;
  /** Only where votes have no names: whether its own COMMIT was sent. */
  readonly commitSent?: true;
}

export interface Voting {
  /** Counts a vote in a draft. What is beyond `enough` need not be counted. */
  count(tally: Draft<Tally>, value: Value, who: ReplicaId, enough: number): void;
  /** Counts the replica's own COMMIT for what it accepted, once; tells whether this is the first time. */
  castCommit(replica: Draft<Voter>, id: ReplicaId, f: number): boolean;
}

/** How many votes a value has. */
export function votesFor(tally: Tally, value: Value): number {
  const votes = tally[String(value)] ?? 0;
  return typeof votes === "number" ? votes : votes.length;
}

/** Section 4.2: votes "from different replicas". */
export const distinctVoters: Voting = {
  count: (tally, value, who) => vote(tally as Draft<Votes>, value, who),
  castCommit({ accepted, commits }, id) {
    if (accepted === null || hasVoted(commits as Votes, accepted, id)) return false;
    vote(commits as Draft<Votes>, accepted, id);
    return true;
  },
};

/** The seed's: every message that arrives is a vote, as often as it arrives. */
export const everyCopy: Voting = {
  count(tally, value, _who, enough) {
    (tally as { [value: string]: number })[String(value)] = Math.min(votesFor(tally, value) + 1, enough);
  },
  castCommit(replica, id, f) {
    if (replica.accepted === null || replica.commitSent) return false;
    replica.commitSent = true;
    everyCopy.count(replica.commits, replica.accepted, id, quorum(f));
    return true;
  },
};

/** Whose vote a message is. */
export interface Names {
  /** Who a vote counts for, given its sender and the name written in it. */
  voter(from: ReplicaId, written: ReplicaId | undefined): ReplicaId;
  /** The names that a liar may write into a vote for replica `to`; undefined is none. */
  claims(to: ReplicaId): readonly (ReplicaId | undefined)[];
}

/** Section 3: messages are signed, so the sender is known. */
export const authenticated: Names = { voter: (from) => from, claims: () => [undefined] };

/** The name in the message is believed. A receiver knows that it has not sent the message itself. */
export const believed = (n: number): Names => ({
  voter: (from, written) => written ?? from,
  claims: (to) => Array.from({ length: n }, (_, id) => id).filter((id) => id !== to),
});
