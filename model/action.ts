/** Actions: the labels of transitions. */
import type { Json } from "./canonical.ts";
import { type Body, type ReplicaId, say, words } from "./message.ts";

/** The answers that a reducer's choices were given, in order; left out where it made none. */
interface Chosen {
  readonly choices?: readonly Json[];
}

export type Action<B extends Body = Body> =
  | (Chosen & {
      readonly kind: "deliver";
      readonly from: ReplicaId;
      readonly to: ReplicaId;
      readonly message: B;
      /** The sender is Byzantine: the message is from the adversary's vocabulary. */
      readonly byzantine: boolean;
    })
  | (Chosen & { readonly kind: "timeout"; readonly replica: ReplicaId })
  | (Chosen & { readonly kind: "step"; readonly replica: ReplicaId; readonly name: string })
  | { readonly kind: "round-end" };

/** An action in words: `node 1 <- node 0  PRE-PREPARE view 0 slot 0 value 1`. */
export function actionWords(action: Action): string {
  switch (action.kind) {
    case "deliver":
      return `node ${action.to} <- node ${action.from}  ${words(action.message)}${chosen(action)}`;
    case "timeout":
      return `node ${action.replica}  timeout${chosen(action)}`;
    case "step":
      return `node ${action.replica}  ${action.name}${chosen(action)}`;
    case "round-end":
      return "the round ends";
  }
}

const chosen = ({ choices }: Chosen): string => (choices ? `, chooses ${choices.map(say).join(", ")}` : "");
