/**
 * Checkpoints, garbage collection and water marks: Castro and Liskov, section 4.3. There are none where the interval is
 * 0, and then nothing here reads or changes a replica.
 */
import type { Draft } from "../../model/draft.ts";
import type { ReplicaId } from "../../model/message.ts";
import { FETCHED, type Out } from "../../model/step.ts";
import type { Checkpoint, Message, Slot } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";
import type { Ctx } from "./rules.ts";
import { type Checkpoints, type Parameters, type Replica, slotOf } from "./state.ts";

/** The state before anything is executed: a stable checkpoint that needs no proof. */
export const GENESIS: Checkpoint = { slot: 0, state: [] };

export const makesCheckpoints = ({ checkpointInterval }: Parameters): boolean => checkpointInterval > 0;

/** What a replica starts with. */
export const noCheckpoints = (parameters: Parameters): { readonly checkpoints?: Checkpoints } =>
  makesCheckpoints(parameters) ? { checkpoints: { stable: GENESIS, heard: {} } } : {};

/** The last stable checkpoint, as a VIEW-CHANGE shows it (section 4.4). */
export const shownBy = ({ checkpoints }: Draft<Replica>, { parameters }: Ctx): { readonly stable?: Checkpoint } =>
  makesCheckpoints(parameters) && checkpoints ? { stable: checkpoints.stable } : {};

/** The paper's h: the slot of the last stable checkpoint. */
export const lowWaterMark = ({ checkpoints }: Pick<Replica, "checkpoints">): Slot => checkpoints?.stable.slot ?? 0;

/** The slots that lie between the water marks: h < n <= H (sections 4.2 and 4.3). */
export function openSlots(replica: Draft<Replica>, { parameters, rules }: Ctx): readonly Slot[] {
  const slots = slotsUpTo(parameters.slots);
  if (!makesCheckpoints(parameters)) return slots;
  const low = lowWaterMark(replica);
  return slots.filter((slot) => low < slot && slot <= rules.checkpoints.highWaterMark(low));
}

/** A slot has been executed. After every K of them a replica says what its state is (section 4.3). */
export function makeCheckpoint(replica: Draft<Replica>, slot: Slot, out: Out<Message>, context: Ctx): void {
  const { parameters, rules } = context;
  if (!makesCheckpoints(parameters) || slot % parameters.checkpointInterval !== 0) return;
  const state = slotsUpTo(slot).map((slot) => slotOf(replica.slots, slot).executed.at(-1) ?? null);
  out.broadcast({ kind: "CHECKPOINT", slot, state });
  if (rules.checkpoints.discardsWhen === "made") discard(replica, slot);
  logCheckpoint(replica, context.id, { slot, state }, out, context);
}

/** Section 4.3: CHECKPOINTs are collected until there are 2f+1 for a slot with one digest, of different replicas. */
export function logCheckpoint(
  replica: Draft<Replica>,
  from: ReplicaId,
  { slot, state }: Checkpoint,
  out: Out<Message>,
  { parameters, rules }: Ctx,
): void {
  const { checkpoints } = replica;
  if (!makesCheckpoints(parameters) || !checkpoints || slot <= checkpoints.stable.slot) return;
  const heard = checkpoints.heard[slot] ?? {};
  if (heard[from] !== undefined) return;
  const logged = { ...heard, [from]: [...state] };
  checkpoints.heard[slot] = logged;
  const { needed, sameState } = rules.checkpoints;
  const matching = Object.values(logged).filter((one) => sameState(one, state));
  if (matching.length >= needed) makeStable(replica, { slot, state }, out);
}

/**
 * There is proof of a checkpoint: what the log holds up to it is discarded (section 4.3). A replica that lacks its state
 * fetches it from one of those that have vouched for it (section 4.4), and so executes what it has missed.
 */
export function makeStable(replica: Draft<Replica>, { slot, state }: Checkpoint, out: Out<Message>): void {
  for (const [index, value] of state.entries()) {
    const { executed } = slotOf(replica.slots, index + 1);
    if (executed.length > 0) continue;
    out.execute(index + 1, FETCHED, value);
    executed.push(value);
  }
  discard(replica, slot);
  const heard = Object.entries(replica.checkpoints?.heard ?? {}).filter(([later]) => Number(later) > slot);
  replica.checkpoints = { stable: { slot, state: [...state] }, heard: Object.fromEntries(heard) };
}

/** What was executed is the state of the service, and no part of the log. */
function discard({ slots }: Draft<Replica>, last: Slot): void {
  for (const slot of slotsUpTo(last)) {
    Object.assign(slotOf(slots, slot), { proposed: [], prepares: {}, commits: {}, certificate: null, waiting: [] });
  }
}
