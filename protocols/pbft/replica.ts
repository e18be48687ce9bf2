/**
 * PBFT: Castro and Liskov, "Practical Byzantine Fault Tolerance" (OSDI 1999), with signatures: the normal case (section
 * 4.2) and view changes (section 4.4). Bounds stand in for checkpoints and water marks (section 4.3).
 */
import type { Draft } from "../../model/draft.ts";
import { unreachable } from "../../model/error.ts";
import type { Envelope } from "../../model/message.ts";
import type { Context } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Out } from "../../model/step.ts";
import {
  type Certificate,
  type Message,
  type Proposal,
  REQUESTS,
  type Slot,
  type Value,
  type View,
  VOTED,
} from "./messages.ts";
import { proposalsFor, slotsUpTo } from "./new-view.ts";
import type { Rules } from "./rules.ts";
import { freshSlot, type LoggedViewChange, type Parameters, type Replica, type SlotState, slotOf } from "./state.ts";
import { castOwn, castVote, enough } from "./votes.ts";

export type Ctx = Context<Parameters, Rules>;

export const start = (_out: Out<Message>, { parameters }: Ctx): Replica => ({
  view: 0,
  active: 0,
  slots: Object.fromEntries(slotsUpTo(parameters.slots).map((slot) => [slot, freshSlot])),
  viewChanges: [],
});

/**
 * The primary gives a free slot to a client's request. It need not wait for lower slots to commit (section 4.2); whose
 * request it hears first is left open.
 */
export function prePrepare(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  const { id, n, parameters } = context;
  const view = replica.active;
  if (view === null || id !== primaryOf(view, n)) return;
  const free = slotsUpTo(parameters.slots).filter((slot) => slotOf(replica.slots, slot).proposed.length === 0);
  if (free.length === 0) return;
  const { slot, value } = out.choose(free.flatMap((slot) => REQUESTS.map((value) => ({ slot, value }))));
  slotOf(replica.slots, slot).proposed.push(value);
  out.broadcast({ kind: "PRE-PREPARE", view, slot, value });
  settle(replica, slot, [value], out, context);
}

export function receive(
  replica: Draft<Replica>,
  { from, body }: Envelope<Message>,
  out: Out<Message>,
  context: Ctx,
): void {
  const { id, n, rules } = context;
  switch (body.kind) {
    case "PRE-PREPARE": {
      const { view, slot, value } = body;
      if (view !== replica.active || id === primaryOf(view, n) || !rules.proposes(from, view)) return;
      const { proposed } = slotOf(replica.slots, slot);
      if (proposed.includes(value) || !rules.accepts(proposed, value)) return;
      proposed.push(value);
      proposed.sort();
      prepare(replica, body, out, context);
      break;
    }
    case "PREPARE":
    case "COMMIT": {
      const rule = body.kind === "PREPARE" ? rules.prepares : rules.commits;
      const { active, slots } = replica;
      if (active === null || !rule.sameView(body.view, active) || !rule.counts(from, active)) return;
      const at = slotOf(slots, body.slot);
      castVote(body.kind === "PREPARE" ? at.prepares : at.commits, body.value, from, rule);
      const matching = VOTED.filter((value) => rule.sameValue(body.value, value));
      settle(replica, body.slot, matching, out, context);
      break;
    }
    case "VIEW-CHANGE":
      if (replica.active === replica.view || id !== primaryOf(replica.view, n)) return;
      if (!rules.viewChanges.sameView(body.view, replica.view)) return;
      logViewChange(replica, { from, prepared: body.prepared }, out, context);
      break;
    case "NEW-VIEW": {
      const isNew = body.view > replica.view || (body.view === replica.view && replica.active !== replica.view);
      if (!isNew || from !== primaryOf(body.view, n)) return;
      enter(replica, body.view, body.proposals, context);
      for (const proposal of body.proposals) prepare(replica, proposal, out, context);
      break;
    }
    default:
      unreachable(body);
  }
}

/** Section 4.4: the timer expires. The replica stops taking part and shows what it has prepared. */
export function timeout(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  const { id, n, parameters, rules } = context;
  if (replica.view >= parameters.views) return;
  const view = replica.view + 1;
  const prepared = slotsUpTo(parameters.slots).flatMap((slot) => {
    const { certificate } = slotOf(replica.slots, slot);
    return certificate && rules.viewChanges.shows(certificate, view) ? [certificate] : [];
  });
  replica.view = view;
  replica.viewChanges = [];
  if (rules.leavesOldView) {
    replica.active = null;
    forgetVotes(replica, parameters.slots);
  }
  out.broadcast({ kind: "VIEW-CHANGE", view, prepared });
  if (id === primaryOf(view, n)) logViewChange(replica, { from: id, prepared }, out, context);
}

/** Section 4.4: with 2f VIEW-CHANGEs of others and its own the new primary sends the NEW-VIEW. */
function logViewChange(replica: Draft<Replica>, received: LoggedViewChange, out: Out<Message>, context: Ctx): void {
  const { parameters, rules } = context;
  const { byMessage, needed } = rules.viewChanges;
  if (!byMessage && replica.viewChanges.some(({ from }) => from === received.from)) return;
  const logged = [...replica.viewChanges, received].sort((a, b) => a.from - b.from);
  replica.viewChanges = logged as Draft<Replica>["viewChanges"];
  if (logged.length < needed) return;
  const { view } = replica;
  const possible = proposalsFor(
    logged.map(({ prepared }) => prepared),
    parameters.slots,
    rules.viewChanges,
  );
  const [only, ...others] = possible;
  const proposals = only && others.length === 0 ? only : out.choose(possible);
  out.broadcast({ kind: "NEW-VIEW", view, proposals });
  enter(replica, view, proposals, context);
  for (const { slot, value } of proposals) settle(replica, slot, [value], out, context);
}

/** The view's proposals are pre-prepared in it (section 4.4). */
function enter(replica: Draft<Replica>, view: View, proposals: readonly Proposal[], { parameters }: Ctx): void {
  Object.assign(replica, { view, active: view, viewChanges: [] });
  forgetVotes(replica, parameters.slots);
  for (const { slot, value } of proposals) slotOf(replica.slots, slot).proposed = [value];
}

/** What was heard in a view counts in no other. What was prepared and executed stays. */
function forgetVotes({ slots }: Draft<Replica>, last: Slot): void {
  for (const slot of slotsUpTo(last)) Object.assign(slotOf(slots, slot), { proposed: [], prepares: {}, commits: {} });
}

/** A backup that has accepted a pre-prepare prepares it (section 4.2). */
function prepare(replica: Draft<Replica>, { slot, value }: Proposal, out: Out<Message>, context: Ctx): void {
  castOwn(slotOf(replica.slots, slot).prepares, value, context.id);
  out.broadcast({ kind: "PREPARE", view: replica.active as View, slot, value });
  settle(replica, slot, [value], out, context);
}

/**
 * Prepared: send COMMIT, once. Committed: execute, once all lower slots are executed (section 4.2).
 *
 * @param values those for which something new was heard
 */
function settle(replica: Draft<Replica>, slot: Slot, values: readonly Value[], out: Out<Message>, context: Ctx): void {
  const { id, rules } = context;
  const view = replica.active as View;
  const at = slotOf(replica.slots, slot);
  for (const value of values) {
    const prePrepared = at.proposed.includes(value);
    const prepared = prePrepared && enough(at.prepares, value, rules.prepares);
    const has = { "pre-prepared": prePrepared, prepared };
    if (has[rules.sendsCommitWhen] && castOwn(at.commits, value, id)) {
      out.broadcast({ kind: "COMMIT", view, slot, value });
    }
    if (has[rules.certificateWhen]) at.certificate = { slot, view, value };
    if (isDecided(at, value, prepared, rules)) decide(replica, { slot, view, value }, out, context);
  }
}

function isDecided(at: SlotState, value: Value, prepared: boolean, { decidedWhen, commits }: Rules): boolean {
  switch (decidedWhen) {
    case "prepared":
      return prepared;
    case "committed":
      return prepared && enough(at.commits, value, commits);
    case "commits":
      return enough(at.commits, value, commits);
    default:
      return unreachable(decidedWhen);
  }
}

/** A value is executed once a slot. Should another one be decided for it, that is executed too: the log shows it. */
function decide(
  replica: Draft<Replica>,
  { slot, view, value }: Certificate,
  out: Out<Message>,
  { parameters }: Ctx,
): void {
  const { executed, waiting } = slotOf(replica.slots, slot);
  if (executed.includes(value) || waiting.some((one) => one.value === value)) return;
  waiting.push({ view, value });
  for (const slot of slotsUpTo(parameters.slots)) {
    const at = slotOf(replica.slots, slot);
    for (const { view, value } of at.waiting) {
      out.execute(slot, view, value);
      at.executed.push(value);
    }
    at.waiting = [];
    if (at.executed.length === 0) break;
  }
}
