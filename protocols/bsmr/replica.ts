/** bsmr's replica: a state machine replicated by taking the primary's word for the minimum. */
import type { Draft } from "../../model/draft.ts";
import { unreachable } from "../../model/error.ts";
import type { Envelope, ReplicaId } from "../../model/message.ts";
import type { Context, Shared } from "../../model/protocol.ts";
import { primaryOf, weakQuorum } from "../../model/quorum.ts";
import type { Out } from "../../model/step.ts";
import type { Message, Round, Value } from "./messages.ts";

export interface Replica {
  /** The round it is in; `rounds` when it has finished. */
  readonly round: Round;
  /** What it has replied in this round. */
  readonly replied: Value | null;
  /** As primary: the replies of this round, one a sender, in order of the senders. */
  readonly replies: readonly { readonly from: ReplicaId; readonly value: Value }[];
}

export type Parameters = { readonly rounds: number; readonly byzantineValues: string };
export type Ctx = Context<Parameters, Rules>;

/** What the primary of a round proposes. */
export const op = (round: Round): Value => round + 1;

/** What a replica may answer by itself: more than anything that is proposed. */
const replyDomain = (rounds: number): readonly [Value, Value] => [rounds + 1, rounds + 2];

/** What decides. A variant overrides one of these and nothing else. */
export interface Rules {
  /** Whether a replica that does not lead `round` takes a RESULT from this sender. */
  takesResult(from: ReplicaId, round: Round): boolean;
  /** The round that a RESULT names, or null if it names none. */
  resultRound(round: Round): Round | null;
  /** Whose a REPLY is. */
  readonly names: Names;
}

/** How the sender of a REPLY is known. */
export interface Names {
  /** Who a REPLY counts for, given its sender and the name written in it. */
  replier(from: ReplicaId, written: ReplicaId | undefined): ReplicaId;
  /** The names that a liar may write into a REPLY to replica `to`; undefined is none. */
  claims(to: ReplicaId): readonly (ReplicaId | undefined)[];
}

/** Messages are signed, so the sender is known. */
const authenticated: Names = { replier: (from) => from, claims: () => [undefined] };

/** The name in the message is believed. A receiver knows that it has not sent the message itself. */
export const believed = (n: number): Names => ({
  replier: (from, written) => written ?? from,
  claims: (to) => Array.from({ length: n }, (_, id) => id).filter((id) => id !== to),
});

export const rules = ({ n }: Omit<Shared, "rules">): Rules => ({
  takesResult: (from, round) => from === primaryOf(round, n),
  resultRound: (round) => round,
  names: authenticated,
});

export function start(out: Out<Message>, context: Ctx): Replica {
  enter(0, out, context);
  return { round: 0, replied: null, replies: [] };
}

export function receive(
  replica: Draft<Replica>,
  { from, body }: Envelope<Message>,
  out: Out<Message>,
  context: Ctx,
): void {
  const { n, f, parameters, rules } = context;
  const { round } = replica;
  if (round >= parameters.rounds || (body.round ?? round) !== round) return;
  const primary = primaryOf(round, n);
  switch (body.kind) {
    case "PROPOSAL": {
      if (from !== primary || replica.replied !== null || context.id === primary) return;
      const own = out.choose(replyDomain(parameters.rounds));
      replica.replied = own;
      out.send(primary, { kind: "REPLY", round, value: own });
      return;
    }
    case "REPLY": {
      const replier = rules.names.replier(from, body.sender);
      if (context.id !== primary || replica.replies.some((reply) => reply.from === replier)) return;
      replica.replies.push({ from: replier, value: body.value });
      replica.replies.sort((a, b) => a.from - b.from);
      if (replica.replies.length < weakQuorum(f)) return;
      const minimum = Math.min(op(round), ...replica.replies.map(({ value }) => value));
      out.broadcast(resultMessage(rules.resultRound(round), minimum));
      append(replica, minimum, out, context);
      return;
    }
    case "RESULT":
      if (!rules.takesResult(from, round) || context.id === primary) return;
      append(replica, body.value, out, context);
      return;
    default:
      unreachable(body);
  }
}

const resultMessage = (round: Round | null, value: Value): Message =>
  round === null ? { kind: "RESULT", value } : { kind: "RESULT", round, value };

/** Appends the minimum and goes to the next round. */
function append(replica: Draft<Replica>, value: Value, out: Out<Message>, context: Ctx): void {
  out.execute(replica.round, replica.round, value);
  replica.round += 1;
  replica.replied = null;
  replica.replies = [];
  enter(replica.round, out, context);
}

/** A primary proposes on entering its round. */
function enter(round: Round, out: Out<Message>, { id, n, parameters }: Ctx): void {
  if (round < parameters.rounds && id === primaryOf(round, n))
    out.broadcast({ kind: "PROPOSAL", round, value: op(round) });
}
