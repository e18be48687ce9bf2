/**
 * pbft-rounds: the normal case of Castro and Liskov's PBFT (OSDI 1999, section 4.2), one slot after the other. A
 * timeout skips the slot and increments the view; nobody tells anybody what it had prepared.
 */
import type { Draft } from "../../model/draft.ts";
import { unreachable } from "../../model/error.ts";
import type { Envelope, ReplicaId } from "../../model/message.ts";
import type { Context, Shared } from "../../model/protocol.ts";
import { preparesNeeded, primaryOf, quorum } from "../../model/quorum.ts";
import type { Out } from "../../model/step.ts";
import type { Message, Slot, Value, View } from "./messages.ts";
import { bySlot, type Numbering, numberOf, type Place } from "./numbering.ts";
import { authenticated, distinctVoters, type Names, type Tally, type Voting, votesFor } from "./votes.ts";

export interface Replica extends Place {
  /** The value of the pre-prepare accepted in this view and slot. */
  readonly accepted: Value | null;
  /** PREPAREs and COMMITs of this view and slot, own ones included. */
  readonly prepares: Tally;
  readonly commits: Tally;
  /** Under lockstep: it has appended in this round and waits for its end. */
  readonly waiting: boolean;
  /** Only where votes have no names: whether its own COMMIT was sent. */
  readonly commitSent?: true;
}

export type Parameters = { readonly rounds: number };
export type Ctx = Context<Parameters, Rules>;

/** What the primary proposes for a slot. */
export const op = (slot: Slot): Value => slot + 1;

/** What decides. A variant overrides one of these and nothing else. */
export interface Rules {
  /** Whether a PRE-PREPARE for this value from this sender is accepted. */
  takesPrePrepare(replica: Replica, from: ReplicaId, value: Value): boolean;
  /** Whether this voter's PREPARE counts. */
  countsPrepare(replica: Replica, voter: ReplicaId): boolean;
  prepared(replica: Replica): boolean;
  committed(replica: Replica): boolean;
  readonly voting: Voting;
  readonly names: Names;
  readonly numbering: Numbering;
  /** Whether the replica's timer is running. */
  timerRuns(replica: Replica): boolean;
  /** What `validity` holds an appended value against: op(slot), or what the primary has sent where that may differ. */
  readonly proposal: "op" | "sent";
}

export const rules = ({ n, f }: Omit<Shared, "rules">): Rules => ({
  takesPrePrepare: ({ view, accepted }, from) => from === primaryOf(view, n) && accepted === null,
  countsPrepare: ({ view }, voter) => voter !== primaryOf(view, n),
  // Section 4.2: a pre-prepare and 2f PREPAREs from different backups that match it.
  prepared: ({ accepted, prepares }) => accepted !== null && votesFor(prepares, accepted) >= preparesNeeded(f),
  // Section 4.2: prepared, and 2f+1 COMMITs that match the pre-prepare.
  committed: ({ accepted, commits }) => accepted !== null && votesFor(commits, accepted) >= quorum(f),
  voting: distinctVoters,
  names: authenticated,
  numbering: bySlot,
  timerRuns: () => true,
  proposal: "op",
});

const empty = { accepted: null, prepares: {}, commits: {}, waiting: false };

/** A replica that has neither sent nor received anything. */
export const fresh: Replica = { slot: 0, view: 0, ...empty };

export function start(out: Out<Message>, context: Ctx): Replica {
  return { ...fresh, accepted: propose(fresh, out, context) };
}

export function receive(
  replica: Draft<Replica>,
  { from, body }: Envelope<Message>,
  out: Out<Message>,
  context: Ctx,
): void {
  const { f, parameters, rules } = context;
  if (replica.slot >= parameters.rounds || replica.waiting) return;
  const { view, slot, value } = body;
  if (view !== replica.view || slot !== numberOf(replica)) return;
  switch (body.kind) {
    case "PRE-PREPARE":
      if (!rules.takesPrePrepare(replica, from, value)) return;
      replica.accepted = value;
      rules.voting.count(replica.prepares, value, context.id, preparesNeeded(f));
      out.broadcast({ kind: "PREPARE", view, slot, value });
      break;
    case "PREPARE": {
      const voter = rules.names.voter(from, body.sender);
      if (!rules.countsPrepare(replica, voter)) return;
      rules.voting.count(replica.prepares, value, voter, preparesNeeded(f));
      break;
    }
    case "COMMIT":
      rules.voting.count(replica.commits, value, rules.names.voter(from, body.sender), quorum(f));
      break;
    default:
      unreachable(body);
  }
  settle(replica, out, context);
}

/** Prepared: send COMMIT, once. Committed: append, and go to the next slot in the same view. */
function settle(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  const { f, timing, rules } = context;
  const { view, accepted } = replica;
  if (accepted === null || !rules.prepared(replica)) return;
  const slot = numberOf(replica);
  if (rules.voting.castCommit(replica, context.id, f)) out.broadcast({ kind: "COMMIT", view, slot, value: accepted });
  if (!rules.committed(replica)) return;
  out.execute(slot, view, accepted);
  forget(replica);
  if (timing === "lockstep") replica.waiting = true;
  else enter(replica, replica.slot + 1, view, out, context);
}

/** The slot is skipped and the view incremented; nothing is appended. */
export function timeout(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  if (replica.slot >= context.parameters.rounds || !context.rules.timerRuns(replica)) return;
  enter(replica, replica.slot + 1, replica.view + 1, out, context);
}

/** Who has appended goes on in its view, who has not changes the view. */
export function roundEnd(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  if (replica.slot >= context.parameters.rounds) return;
  const staysInView = replica.waiting || !context.rules.timerRuns(replica);
  enter(replica, replica.slot + 1, replica.view + (staysInView ? 0 : 1), out, context);
}

function enter(replica: Draft<Replica>, slot: Slot, view: View, out: Out<Message>, context: Ctx): void {
  forget(replica);
  Object.assign(replica, context.rules.numbering.go(replica, slot, view));
  replica.accepted = propose(replica, out, context);
}

/** What was accepted and counted belongs to one slot and view. */
function forget(replica: Draft<Replica>): void {
  Object.assign(replica, empty);
  delete replica.commitSent;
}

/** The primary of the view accepts its own proposal and pre-prepares it. */
function propose(place: Place, out: Out<Message>, { id, n, parameters }: Ctx): Value | null {
  const { slot, view } = place;
  if (slot >= parameters.rounds || id !== primaryOf(view, n)) return null;
  out.broadcast({ kind: "PRE-PREPARE", view, slot: numberOf(place), value: op(slot) });
  return op(slot);
}
