/** What the replicas of bsmr say to each other. Data, nothing else. */
import type { ReplicaId } from "../../model/message.ts";

export type Round = number;
export type Value = number;

export type Message =
  | { readonly kind: "PROPOSAL"; readonly round: Round; readonly value: Value }
  /** `sender` is there only where a liar claims to be somebody (variant `claimed-sender`). */
  | { readonly kind: "REPLY"; readonly round: Round; readonly value: Value; readonly sender?: ReplicaId }
  /** `round` is missing only in the variant `result-without-round`. */
  | { readonly kind: "RESULT"; readonly round?: Round; readonly value: Value };
