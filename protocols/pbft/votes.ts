/** How votes are kept and counted. */
import type { Draft } from "../../model/draft.ts";
import type { ReplicaId } from "../../model/message.ts";
import { count, hasVoted, type Votes, vote } from "../../model/quorum.ts";
import { type Value, VOTED } from "./messages.ts";
import type { VoteRule } from "./rules.ts";

/** Who cast a vote that is counted by message. */
const NAMELESS = -1;

/** Counts a vote in a draft. Votes that are counted by message are counted up to the quorum, so that states stay finite. */
export function castVote(votes: Draft<Votes>, value: Value, who: ReplicaId, { byMessage, needed }: VoteRule): void {
  if (!byMessage) vote(votes, value, who);
  else if (count(votes, value) < needed) votes[String(value)] = [NAMELESS, ...(votes[String(value)] ?? [])];
}

/** Whether there are enough votes that match a value. */
export function enough(votes: Votes, value: Value, { sameValue, needed, byMessage }: VoteRule): boolean {
  const same = VOTED.filter((one) => sameValue(one, value));
  const votesFor = same.reduce<number>((sum, one) => sum + count(votes, one), 0);
  if (byMessage || same.length === 1) return votesFor >= needed;
  return new Set(same.flatMap((one) => votes[String(one)] ?? [])).size >= needed;
}

/** Casts a replica's own vote; tells whether it is the first for this value. */
export function castOwn(votes: Draft<Votes>, value: Value, id: ReplicaId): boolean {
  if (hasVoted(votes, value, id)) return false;
  vote(votes, value, id);
  return true;
}
