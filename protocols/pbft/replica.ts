/**
 * PBFT: Castro and Liskov, "Practical Byzantine Fault Tolerance" (OSDI 1999), with signatures: the normal case (section
 * 4.2) and view changes (section 4.4). Checkpoints and water marks (section 4.3) are an option: where there are none,
 * bounds stand in for them.
 */
import type { Json } from "../../model/canonical.ts";
import type { Draft } from "../../model/draft.ts";
import { unreachable } from "../../model/error.ts";
import type { Envelope } from "../../model/message.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Out } from "../../model/step.ts";
import { logCheckpoint, lowWaterMark, makeStable, noCheckpoints, openSlots, shownBy } from "./checkpoints.ts";
import { type Checkpoint, type Message, type Proposal, REQUESTS, type Slot, type View, VOTED } from "./messages.ts";
import { proposalsFor, slotsUpTo, startsFor } from "./new-view.ts";
import type { Ctx } from "./rules.ts";
import { executeInOrder, prepare, settle } from "./settle.ts";
import { freshSlot, type LoggedViewChange, type Replica, slotOf } from "./state.ts";
import { castVote } from "./votes.ts";

export const start = (_out: Out<Message>, { parameters }: Ctx): Replica => ({
  view: 0,
  active: 0,
  slots: Object.fromEntries(slotsUpTo(parameters.slots).map((slot) => [slot, freshSlot])),
  viewChanges: [],
  ...noCheckpoints(parameters),
});

/**
 * The primary gives a free slot to a client's request. It need not wait for lower slots to commit (section 4.2); whose
 * request it hears first is left open.
 */
export function prePrepare(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  const { id, n } = context;
  const view = replica.active;
  if (view === null || id !== primaryOf(view, n)) return;
  const free = openSlots(replica, context).filter((slot) => slotOf(replica.slots, slot).proposed.length === 0);
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
  const { n, rules } = context;
  switch (body.kind) {
    case "PRE-PREPARE": {
      const { view, slot, value } = body;
      if (view !== replica.active || !rules.proposes(from, view) || context.id === primaryOf(view, n)) return;
      if (!openSlots(replica, context).includes(slot)) return;
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
      if (!openSlots(replica, context).includes(body.slot)) return;
      const at = slotOf(slots, body.slot);
      castVote(body.kind === "PREPARE" ? at.prepares : at.commits, body.value, from, rule);
      const matching = VOTED.filter((value) => rule.sameValue(body.value, value));
      settle(replica, body.slot, matching, out, context);
      break;
    }
    case "CHECKPOINT":
      logCheckpoint(replica, from, body, out, context);
      executeInOrder(replica, out, context);
      break;
    case "VIEW-CHANGE": {
      const { kind: _, view, ...shown } = body;
      if (replica.active === replica.view || !rules.viewChanges.sameView(view, replica.view)) return;
      if (context.id !== primaryOf(replica.view, n)) return;
      logViewChange(replica, { from, ...shown }, out, context);
      break;
    }
    case "NEW-VIEW": {
      const isNew = body.view > replica.view || (body.view === replica.view && replica.active !== replica.view);
      if (!isNew || from !== primaryOf(body.view, n)) return;
      const { view, proposals, stable = null } = body;
      for (const proposal of enter(replica, view, proposals, stable, out, context)) {
        prepare(replica, proposal, out, context);
      }
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
  const shown = { ...shownBy(replica, context), prepared };
  replica.view = view;
  replica.viewChanges = [];
  if (rules.leavesOldView) {
    replica.active = null;
    forgetVotes(replica, parameters.slots);
  }
  out.broadcast({ kind: "VIEW-CHANGE", view, ...shown });
  if (id === primaryOf(view, n)) logViewChange(replica, { from: id, ...shown }, out, context);
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
  const stable = one(startsFor(logged, rules.checkpoints), out);
  const shown = logged.map(({ prepared }) => prepared);
  const proposals = one(proposalsFor(shown, parameters.slots, rules.viewChanges, stable?.slot ?? 0), out);
  out.broadcast({ kind: "NEW-VIEW", view, ...(stable && { stable }), proposals });
  for (const { slot, value } of enter(replica, view, proposals, stable, out, context)) {
    settle(replica, slot, [value], out, context);
  }
}

/** The rules of the paper leave one possibility; where there are several, any may be taken. */
function one<const T extends Json>(possible: readonly T[], out: Out<Message>): T {
  const [only, ...others] = possible;
  return only !== undefined && others.length === 0 ? only : out.choose(possible);
}

/**
 * Section 4.4: the view starts at a stable checkpoint, which a replica that lacks it makes its own, and its proposals
 * are pre-prepared in it. Returns those that lie between the water marks: what lies below, the replica has executed.
 */
function enter(
  replica: Draft<Replica>,
  view: View,
  proposals: readonly Proposal[],
  stable: Checkpoint | null,
  out: Out<Message>,
  context: Ctx,
): readonly Proposal[] {
  Object.assign(replica, { view, active: view, viewChanges: [] });
  forgetVotes(replica, context.parameters.slots);
  if (stable && stable.slot > lowWaterMark(replica)) {
    makeStable(replica, stable, out);
    executeInOrder(replica, out, context);
  }
  const open = openSlots(replica, context);
  const accepted = proposals.filter(({ slot }) => open.includes(slot));
  for (const { slot, value } of accepted) slotOf(replica.slots, slot).proposed = [value];
  return accepted;
}

/** What was heard in a view counts in no other. What was prepared and executed stays. */
function forgetVotes({ slots }: Draft<Replica>, last: Slot): void {
  for (const slot of slotsUpTo(last)) Object.assign(slotOf(slots, slot), { proposed: [], prepares: {}, commits: {} });
}
