/** Who takes a step. */
import type { Action } from "../../model/action.ts";
import { unreachable } from "../../model/error.ts";
import type { ReplicaId } from "../../model/message.ts";

/** The replicas that an action is a step of: one, but all honest ones where a round ends. */
export function actorsOf(action: Action, honest: readonly ReplicaId[]): readonly ReplicaId[] {
  switch (action.kind) {
    case "deliver":
      return [action.to];
    case "timeout":
    case "step":
      return [action.replica];
    case "round-end":
      return honest;
    default:
      return unreachable(action);
  }
}
