/** How votes are kept and counted. */
import type { Draft } from "../../model/draft.ts";
import type { ReplicaId } from "../../model/message.ts";
import { hasVoted, type Votes, vote } from "../../model/quorum.ts";
import { type Value, VOTED } from "./messages.ts";
import type { VoteRule } from "./rules.ts";

/** Who cast a vote that is counted by message. */
const NAMELESS = -1;

/** Counts a vote in a draft. Votes that are counted by message are counted up to the quorum, so that states stay finite. */
export function castVote(votes: Draft<Votes>, value: Value, who: ReplicaId, { byMessage, needed }: VoteRule): void {
  const voters = votes[String(value)] ?? [];
  if (!byMessage) vote(votes, value, who);
  else if (voters.length < needed) votes[String(value)] = [NAMELESS, ...voters];
}

/** Whether there are enough votes that match a value. */
export function enough(votes: Votes, value: Value, { sameValue, needed, byMessage }: VoteRule): boolean {
  const voters = VOTED.filter((one) => sameValue(one, value)).flatMap((one) => votes[String(one)] ?? []);
  return (byMessage ? voters.length : new Set(voters).size) >= needed;
}

/** Casts a replica's own vote; tells whether it is the first for this value. */
export function castOwn(votes: Draft<Votes>, value: Value, id: ReplicaId): boolean {
  if (hasVoted(votes, value, id)) return false;
  vote(votes, value, id);
  return true;
}
