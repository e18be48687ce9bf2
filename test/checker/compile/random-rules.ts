/** What rules of random protocols look at and do: everything that reducers are written with. */

import { insert } from "../../../model/sorted.ts";
import type { Out } from "../../../model/step.ts";

export const KINDS = ["A", "B", "C"] as const;
export type Message = { readonly kind: (typeof KINDS)[number]; readonly value: number };

type Voters = { [sender: string]: boolean };
export interface Replica {
  phase: number;
  /** How often it has executed: logs have an end. */
  executed: number;
  votes: { [value: string]: Voters };
  inbox: number[];
  /** Sorted. */
  ranks: number[];
  lists: Voters[];
  flag?: boolean;
  kept?: Voters;
}

export type Guard =
  | { readonly is: "phase" | "phase-at-least" | "voters" | "voted" | "votes-by-me" | "inbox-has"; readonly k: number }
  | { readonly is: "keys" | "inbox-length" | "all-votes" | "list-has"; readonly k: number }
  | { readonly is: "ranked" | "ranks" | "first-rank"; readonly k: number }
  | { readonly is: "always" | "flag" | "own-flag" | "kept" | "kept-me" | "no-votes" | "kept-is-vote" };

export type Deed =
  | { readonly do: "phase" | "vote" | "unvote" | "push" | "keep" | "keep-and-write" | "write-kept"; readonly k: number }
  | { readonly do: "list" | "copy-votes" | "choose-phase" | "write-and-read"; readonly k: number }
  | { readonly do: "rank" | "rank-k" | "rank-and-read" | "rank-and-cut"; readonly k: number }
  | { readonly do: "next" | "flag" | "unflag" | "unkeep" }
  | { readonly do: "send"; readonly body: Message; readonly to: number | "all" }
  | { readonly do: "send-count"; readonly kind: Message["kind"]; readonly k: number }
  | { readonly do: "execute"; readonly slot: number; readonly value: number | "choose" | "phase" };

const PHASES = 3;
const EXECUTIONS = 2;
const RANKS = 3;
export const UNDOING: readonly Deed["do"][] = ["unvote", "unflag", "unkeep"];

/** @param me asked for only where it matters: what a replica does without knowing who it is, others do as well */
export function holds(guard: Guard, replica: Replica, me: () => number): boolean {
  switch (guard.is) {
    case "always":
      return true;
    case "phase":
      return replica.phase === guard.k;
    case "phase-at-least":
      return replica.phase >= guard.k;
    case "voters":
      return Object.keys(replica.votes[guard.k] ?? {}).length >= 2;
    case "voted":
      return String(guard.k) in replica.votes;
    case "votes-by-me":
      return replica.votes[guard.k]?.[me()] === true;
    case "inbox-has":
      return replica.inbox.includes(guard.k);
    case "keys":
      return Object.keys(replica).length > 6 + guard.k;
    case "inbox-length":
      return replica.inbox.length === guard.k;
    case "all-votes":
      return Object.values(replica.votes).reduce((sum, one) => sum + Object.keys(one).length, 0) > guard.k;
    case "ranked":
      return replica.ranks.includes(me());
    case "ranks":
      return replica.ranks.length > guard.k;
    case "first-rank":
      return replica.ranks[0] === guard.k;
    case "list-has":
      return replica.lists.some((voters) => Object.keys(voters).length > guard.k);
    case "flag":
      return "flag" in replica;
    case "own-flag":
      return Object.hasOwn(replica, "flag");
    case "kept":
      return replica.kept !== undefined;
    case "kept-me":
      return me() in (replica.kept ?? {});
    case "no-votes":
      return JSON.stringify({ ...replica.votes }) === "{}";
    case "kept-is-vote":
      return replica.kept !== undefined && JSON.stringify(replica.votes[0]) === JSON.stringify(replica.kept);
  }
}

export function act(
  deed: Deed,
  replica: Replica,
  out: Out<Message>,
  me: () => number,
  n: number,
  cyclic: boolean,
): void {
  switch (deed.do) {
    case "phase":
      replica.phase = cyclic ? deed.k : Math.max(replica.phase, deed.k);
      break;
    case "next":
      replica.phase = cyclic ? (replica.phase + 1) % PHASES : Math.min(replica.phase + 1, PHASES - 1);
      break;
    case "choose-phase":
      replica.phase = Math.max(cyclic ? 0 : replica.phase, out.choose([0, deed.k]));
      break;
    case "vote": {
      replica.votes[deed.k] ??= {};
      const voters = replica.votes[deed.k];
      if (voters) voters[me()] = true;
      break;
    }
    case "unvote":
      delete replica.votes[deed.k];
      break;
    case "push":
      if (replica.inbox.length < 2) replica.inbox.push(deed.k);
      break;
    case "list": {
      const voters = replica.votes[deed.k];
      if (voters && replica.lists.length < 1) replica.lists.push(voters);
      break;
    }
    case "keep": {
      const voters = replica.votes[deed.k];
      if (voters) replica.kept = voters;
      break;
    }
    case "keep-and-write": {
      const voters = replica.votes[deed.k];
      if (!voters) break;
      replica.kept = voters;
      replica.kept[me()] = true;
      break;
    }
    case "write-kept":
      if (replica.kept) replica.kept[me()] = deed.k > 0;
      break;
    case "write-and-read":
      replica.votes[deed.k] = { ...replica.votes[deed.k], [me()]: true };
      if (Object.keys(replica.votes[deed.k] ?? {}).length > 1) replica.flag = true;
      break;
    case "rank":
      if (replica.ranks.length < RANKS && !replica.ranks.includes(me())) insert(replica.ranks, me());
      break;
    case "rank-k":
      if (replica.ranks.length < RANKS) insert(replica.ranks, deed.k);
      break;
    case "rank-and-read":
      if (replica.ranks.length < RANKS) insert(replica.ranks, me());
      if (replica.ranks.length > 1 && replica.ranks.includes(deed.k)) replica.flag = true;
      break;
    case "rank-and-cut":
      insert(replica.ranks, deed.k);
      replica.ranks = replica.ranks.slice(0, RANKS - 1);
      break;
    case "copy-votes":
      replica.votes = { ...replica.votes, [deed.k]: { ...replica.votes[1 - deed.k] } };
      break;
    case "flag":
      replica.flag = true;
      break;
    case "unflag":
      delete replica.flag;
      break;
    case "unkeep":
      delete replica.kept;
      break;
    case "send":
      if (deed.to === "all") out.broadcast(deed.body);
      else out.send((me() + 1 + (deed.to % (n - 1))) % n, deed.body);
      break;
    case "send-count":
      out.broadcast({ kind: deed.kind, value: Object.keys(replica.votes[deed.k] ?? {}).length > 1 ? 1 : 0 });
      break;
    case "execute": {
      if (replica.executed >= EXECUTIONS) break;
      replica.executed += 1;
      const value = deed.value === "choose" ? out.choose([0, 1]) : deed.value === "phase" ? replica.phase : deed.value;
      out.execute(deed.slot, 0, value);
    }
  }
}
