/**
 * Quorum arithmetic. Castro and Liskov, "Practical Byzantine Fault Tolerance" (OSDI 1999), section 3: n = 3f+1 replicas
 * tolerate f faulty ones, for two quorums of 2f+1 share f+1 replicas, one of them honest at the least.
 */
import type { Json } from "./canonical.ts";
import type { ReplicaId } from "./message.ts";
import { insert } from "./sorted.ts";

/** The primary of a view: views take turns (section 4). */
export const primaryOf = (view: number, n: number): ReplicaId => view % n;

/** One honest replica at the least is among this many: f+1 (section 4.1, the client's replies). */
export const weakQuorum = (f: number): number => f + 1;

/** A quorum, or certificate: 2f+1 (section 3). Any two share an honest replica. */
export const quorum = (f: number): number => 2 * f + 1;

/** The least number of replicas of which any two sets share an honest one, f of n being faulty: 2f+1 for n = 3f+1. */
export const intersecting = (n: number, f: number): number => Math.floor((n + f) / 2) + 1;

/** PREPAREs that, with the pre-prepare, make a quorum: 2f (section 4.2). */
export const preparesNeeded = (f: number): number => 2 * f;

/** Votes: a value's text -> the replicas that voted for it, in order of their ids. */
export type Votes = { readonly [value: string]: readonly ReplicaId[] };

/** Counts a vote in a draft; whoever has voted for this value already is not counted again. */
export function vote(votes: { [value: string]: ReplicaId[] }, value: Json, who: ReplicaId): void {
  const key = String(value);
  const voters = votes[key];
  if (voters === undefined) votes[key] = [who];
  else if (!voters.includes(who)) insert(voters, who);
}

/** How many different replicas have voted for a value. */
export const count = (votes: Votes, value: Json): number => votes[String(value)]?.length ?? 0;

/** Whether a replica has voted for a value. */
export const hasVoted = (votes: Votes, value: Json, who: ReplicaId): boolean =>
  votes[String(value)]?.includes(who) ?? false;
