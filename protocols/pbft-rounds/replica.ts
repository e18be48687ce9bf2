/**
 * pbft-rounds: the normal case of Castro and Liskov's PBFT (OSDI 1999, section 4.2), one slot after the other. A
 * timeout skips the slot and increments the view; nobody tells anybody what it had prepared.
 */
import type { Draft } from "../../model/draft.ts";
import type { Envelope, ReplicaId } from "../../model/message.ts";
import type { Context, Shared } from "../../model/protocol.ts";
import { count, hasVoted, preparesNeeded, primaryOf, quorum, type Votes, vote } from "../../model/quorum.ts";
import type { Out } from "../../model/step.ts";
import type { Message, Slot, Value, View } from "./messages.ts";

export interface Replica {
  readonly slot: Slot;
  readonly view: View;
  /** The value of the pre-prepare accepted in this view and slot. */
  readonly accepted: Value | null;
  /** PREPAREs and COMMITs of this view and slot, own ones included. */
  readonly prepares: Votes;
  readonly commits: Votes;
  /** Under lockstep: it has appended in this round and waits for its end. */
  readonly waiting: boolean;
}

export type Parameters = { readonly rounds: number };
export type Ctx = Context<Parameters, Rules>;

/** What the primary proposes for a slot. */
export const op = (slot: Slot): Value => slot + 1;

/** What decides. A variant overrides one of these and nothing else. */
export interface Rules {
  takesPrePrepare(replica: Replica, from: ReplicaId): boolean;
  countsPrepare(replica: Replica, from: ReplicaId): boolean;
  prepared(replica: Replica): boolean;
  committed(replica: Replica): boolean;
}

export const rules = ({ n, f }: Omit<Shared, "rules">): Rules => ({
  takesPrePrepare: ({ view, accepted }, from) => from === primaryOf(view, n) && accepted === null,
  countsPrepare: ({ view }, from) => from !== primaryOf(view, n),
  // Section 4.2: a pre-prepare and 2f PREPAREs from different backups that match it.
  prepared: ({ accepted, prepares }) => accepted !== null && count(prepares, accepted) >= preparesNeeded(f),
  // Section 4.2: prepared, and 2f+1 COMMITs that match the pre-prepare.
  committed: ({ accepted, commits }) => accepted !== null && count(commits, accepted) >= quorum(f),
});

const empty = { accepted: null, prepares: {}, commits: {}, waiting: false };

export function start(out: Out<Message>, context: Ctx): Replica {
  return { slot: 0, view: 0, ...empty, accepted: propose(0, 0, out, context) };
}

export function receive(replica: Draft<Replica>, { from, body }: Envelope<Message>, out: Out<Message>, context: Ctx): void {
  const { id, rules } = context;
  if (replica.waiting || body.view !== replica.view || body.slot !== replica.slot) return;
  switch (body.kind) {
    case "PRE-PREPARE":
      if (!rules.takesPrePrepare(replica, from)) return;
      replica.accepted = body.value;
      vote(replica.prepares, body.value, id);
      out.broadcast({ ...body, kind: "PREPARE" });
      break;
    case "PREPARE":
      if (!rules.countsPrepare(replica, from)) return;
      vote(replica.prepares, body.value, from);
      break;
    case "COMMIT":
      vote(replica.commits, body.value, from);
      break;
  }
  settle(replica, out, context);
}

/** Prepared: send COMMIT, once. Committed: append, and go to the next slot in the same view. */
function settle(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  const { id, timing, rules } = context;
  const { view, slot, accepted } = replica;
  if (accepted === null || !rules.prepared(replica)) return;
  if (!hasVoted(replica.commits, accepted, id)) {
    vote(replica.commits, accepted, id);
    out.broadcast({ kind: "COMMIT", view, slot, value: accepted });
  }
  if (!rules.committed(replica)) return;
  out.execute(slot, view, accepted);
  if (timing === "lockstep") Object.assign(replica, { ...empty, waiting: true });
  else enter(replica, slot + 1, view, out, context);
}

/** The slot is skipped and the view incremented; nothing is appended. */
export function timeout(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  if (replica.slot < context.parameters.rounds) enter(replica, replica.slot + 1, replica.view + 1, out, context);
}

/** Who has appended goes on in its view, who has not changes the view. */
export function roundEnd(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  if (replica.slot >= context.parameters.rounds) return;
  enter(replica, replica.slot + 1, replica.waiting ? replica.view : replica.view + 1, out, context);
}

function enter(replica: Draft<Replica>, slot: Slot, view: View, out: Out<Message>, context: Ctx): void {
  Object.assign(replica, { ...empty, slot, view, accepted: propose(slot, view, out, context) });
}

/** The primary of the view accepts its own proposal and pre-prepares it. */
function propose(slot: Slot, view: View, out: Out<Message>, { id, n, parameters }: Ctx): Value | null {
  if (slot >= parameters.rounds || id !== primaryOf(view, n)) return null;
  out.broadcast({ kind: "PRE-PREPARE", view, slot, value: op(slot) });
  return op(slot);
}
