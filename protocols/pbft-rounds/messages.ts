/** What the replicas of pbft-rounds say to each other. Data, nothing else. */
import type { ReplicaId } from "../../model/message.ts";

export type View = number;
export type Slot = number;
export type Value = number;

/** `slot` is the sequence number n of the paper; `sender` is there only where a liar claims to be somebody. */
export type Message =
  | { readonly kind: "PRE-PREPARE"; readonly view: View; readonly slot: Slot; readonly value: Value }
  | {
      readonly kind: "PREPARE";
      readonly view: View;
      readonly slot: Slot;
      readonly value: Value;
      readonly sender?: ReplicaId;
    }
  | {
      readonly kind: "COMMIT";
      readonly view: View;
      readonly slot: Slot;
      readonly value: Value;
      readonly sender?: ReplicaId;
    };
