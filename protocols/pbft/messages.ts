/** What the replicas of PBFT say to each other. Data, nothing else. */

export type View = number;
/** A sequence number, the paper's n: 1, 2, ... */
export type Slot = number;
/** What a client asks for; null is the request whose execution does nothing (section 4.4). */
export type Value = string | null;

/** A value for a slot. */
export type Proposal = { readonly slot: Slot; readonly value: Value };

/**
 * That a value was prepared for a slot in a view. The pre-prepare and the 2f PREPAREs that show it are evidence: they
 * must have been sent, and are no part of the message.
 */
export type Certificate = Proposal & { readonly view: View };

/** The state after a slot: what was executed in slots 1 to this one. It stands for its digest (section 4.3). */
export type Checkpoint = { readonly slot: Slot; readonly state: readonly Value[] };

export type Message =
  | { readonly kind: "PRE-PREPARE"; readonly view: View; readonly slot: Slot; readonly value: Value }
  | { readonly kind: "PREPARE"; readonly view: View; readonly slot: Slot; readonly value: Value }
  | { readonly kind: "COMMIT"; readonly view: View; readonly slot: Slot; readonly value: Value }
  | ({ readonly kind: "CHECKPOINT" } & Checkpoint)
  /** `prepared` is the paper's P, in order of slots. */
  | ({ readonly kind: "VIEW-CHANGE"; readonly view: View; readonly prepared: readonly Certificate[] } & FromCheckpoint)
  /** `proposals` is the paper's O, in order of slots; its V is evidence. */
  | ({ readonly kind: "NEW-VIEW"; readonly view: View; readonly proposals: readonly Proposal[] } & FromCheckpoint);

/**
 * The last stable checkpoint, and in a NEW-VIEW the latest in its V (section 4.4): the paper's n and min-s. Left out
 * where there are no checkpoints. The CHECKPOINTs that prove it, the paper's C, are evidence.
 */
export type FromCheckpoint = { readonly stable?: Checkpoint };

/** What the clients ask for: two values, so that replicas can disagree. */
export const REQUESTS: readonly Value[] = ["a", "b"];

export const VALUES: readonly Value[] = [...REQUESTS, null];

/** What no client has asked for. A liar tries it; correct replicas do not take it. */
export const UNASKED: Value = "x";

/** All that can be voted for. */
export const VOTED: readonly Value[] = [...VALUES, UNASKED];
