/** What happens when one schedule is played: the lines of `simulate`, as data. Types only. */
import type { Json } from "../model/canonical.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";

/** One thing that happens in a played schedule, in the order in which it happens. */
export type PlayEvent =
  /** A round begins. */
  | {
      readonly kind: "round";
      /** From 0, as `wording.round` numbers them. */
      readonly round: number;
      /** Who leads it; null where the protocol does not say. */
      readonly primary: ReplicaId | null;
    }
  /** A message leaves, for one recipient; a broadcast is one of these for each. */
  | {
      readonly kind: "sent";
      readonly from: ReplicaId;
      readonly to: ReplicaId;
      readonly message: Body;
      /** The script of the scenario put it in the place of what the honest reducer sends. */
      readonly lie: boolean;
    }
  /** A message arrives. */
  | {
      readonly kind: "received";
      readonly from: ReplicaId;
      readonly to: ReplicaId;
      readonly message: Body;
      /** It changed the receiver, or made it send or execute. */
      readonly accepted: boolean;
      /** The answers that the receiver's choices were given. */
      readonly choices: readonly Json[];
    }
  /** A replica has found something out, in the words of the protocol: `received f+1 = 2 replies, minimum 1`. */
  | { readonly kind: "noticed"; readonly replica: ReplicaId; readonly says: string }
  /** A replica takes a step by itself. */
  | { readonly kind: "step"; readonly replica: ReplicaId; readonly name: string; readonly choices: readonly Json[] }
  | { readonly kind: "timeout"; readonly replica: ReplicaId; readonly choices: readonly Json[] }
  /** The round ends, for all in one step (timing `lockstep`). */
  | { readonly kind: "round-end" }
  /** A replica's log, after it has executed something and after each round. */
  | { readonly kind: "state"; readonly replica: ReplicaId; readonly log: Log }
  /** The run is over: every node's log, in order of the ids. */
  | { readonly kind: "end"; readonly logs: readonly Log[] };
