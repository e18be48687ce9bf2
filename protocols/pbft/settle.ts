/** From an accepted pre-prepare to execution: Castro and Liskov, section 4.2. */
import type { Draft } from "../../model/draft.ts";
import { unreachable } from "../../model/error.ts";
import type { Out } from "../../model/step.ts";
import { makeCheckpoint } from "./checkpoints.ts";
import type { Certificate, Message, Proposal, Slot, Value, View } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";
import type { Ctx, Rules } from "./rules.ts";
import { type Replica, type SlotState, slotOf } from "./state.ts";
import { castOwn, enough } from "./votes.ts";

/** A backup that has accepted a pre-prepare prepares it (section 4.2). */
export function prepare(replica: Draft<Replica>, { slot, value }: Proposal, out: Out<Message>, context: Ctx): void {
  castOwn(slotOf(replica.slots, slot).prepares, value, context.id);
  out.broadcast({ kind: "PREPARE", view: replica.active as View, slot, value });
  settle(replica, slot, [value], out, context);
}

/**
 * Prepared: send COMMIT, once. Committed: execute, once all lower slots are executed (section 4.2).
 *
 * @param values those for which something new was heard
 */
export function settle(
  replica: Draft<Replica>,
  slot: Slot,
  values: readonly Value[],
  out: Out<Message>,
  context: Ctx,
): void {
  const { rules } = context;
  const view = replica.active as View;
  const at = slotOf(replica.slots, slot);
  for (const value of values) {
    const prePrepared = at.proposed.includes(value);
    const prepared = prePrepared && enough(at.prepares, value, rules.prepares);
    const has = { "pre-prepared": prePrepared, prepared };
    if (has[rules.sendsCommitWhen] && castOwn(at.commits, value, context.id)) {
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
function decide(replica: Draft<Replica>, { slot, view, value }: Certificate, out: Out<Message>, context: Ctx): void {
  const { executed, waiting } = slotOf(replica.slots, slot);
  if (executed.includes(value) || waiting.some((one) => one.value === value)) return;
  waiting.push({ view, value });
  executeInOrder(replica, out, context);
}

/** What is committed is executed as far as nothing lower is missing. */
export function executeInOrder(replica: Draft<Replica>, out: Out<Message>, context: Ctx): void {
  for (const slot of slotsUpTo(context.parameters.slots)) {
    const at = slotOf(replica.slots, slot);
    const isFirst = at.executed.length === 0;
    for (const { view, value } of at.waiting) {
      out.execute(slot, view, value);
      at.executed.push(value);
    }
    at.waiting = [];
    if (at.executed.length === 0) break;
    if (isFirst) makeCheckpoint(replica, slot, out, context);
  }
}
