/** What a replica of PBFT remembers. */
import type { ReplicaId } from "../../model/message.ts";
import type { Votes } from "../../model/quorum.ts";
import type { Certificate, Checkpoint, FromCheckpoint, Slot, Value, View } from "./messages.ts";

/** What a replica knows of one slot. The first three belong to the view in which it takes part. */
export interface SlotState {
  /** The values of the accepted pre-prepares: one at the most, in correct code. */
  readonly proposed: readonly Value[];
  /** PREPAREs and COMMITs, own ones included. */
  readonly prepares: Votes;
  readonly commits: Votes;
  /** Of the highest view in which it was prepared. */
  readonly certificate: Certificate | null;
  /** Committed, and not executed yet because a lower slot is not. */
  readonly waiting: readonly Decision[];
  readonly executed: readonly Value[];
}

export interface Decision {
  readonly view: View;
  readonly value: Value;
}

/** A VIEW-CHANGE as the primary of the new view logs it. */
export interface LoggedViewChange extends FromCheckpoint {
  readonly from: number;
  readonly prepared: readonly Certificate[];
}

/** What a replica knows of checkpoints (section 4.3). */
export interface Checkpoints {
  /** The last stable one: its slot is the low water mark. */
  readonly stable: Checkpoint;
  /** The states in CHECKPOINTs for later slots, by sender: its own included, and the first that each has sent. */
  readonly heard: { readonly [slot: Slot]: { readonly [from: ReplicaId]: readonly Value[] } };
}

export interface Replica {
  readonly view: View;
  /** The view in which it takes part: `view`; null from its timeout to the NEW-VIEW. */
  readonly active: View | null;
  readonly slots: { readonly [slot: Slot]: SlotState };
  /** At the primary of `view`, before it sends the NEW-VIEW: the VIEW-CHANGEs for it, its own included. */
  readonly viewChanges: readonly LoggedViewChange[];
  /** Left out where no checkpoints are made. */
  readonly checkpoints?: Checkpoints;
}

export type Parameters = { readonly views: number; readonly slots: number; readonly checkpointInterval: number };

export const freshSlot: SlotState = {
  proposed: [],
  prepares: {},
  commits: {},
  certificate: null,
  waiting: [],
  executed: [],
};

/** The state of a slot. */
export function slotOf<T>(slots: { readonly [slot: Slot]: T }, slot: Slot): T {
  const at = slots[slot];
  if (at === undefined) throw new Error(`there is no slot ${slot}`);
  return at;
}
