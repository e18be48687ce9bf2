/** What passes between a node and whoever started it: plain data, because they may be different processes. */
import type { PlayEvent } from "../checker/play-event.ts";
import type { Json } from "../model/canonical.ts";
import type { Body, Envelope, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";
import type { Address } from "./peers.ts";
import type { Reason } from "./refusal.ts";

/** What a node is started with. */
export interface Job {
  /** A protocol of this library by its name, or a file. */
  readonly protocol: string;
  readonly configuration: Configuration;
  /** The name of the scenario whose script the faulty nodes follow; null for none. */
  readonly scenario: string | null;
  readonly cluster: string;
  readonly id: ReplicaId;
  /** Where it listens; port 0 for one that is free. */
  readonly address: Address;
  /** Its private key, as PEM. */
  readonly privateKey: string;
  /** Everybody's public keys, where they are known beforehand. */
  readonly pinned: readonly string[] | null;
  /** Whether messages wait at their receiver until they are released, and nothing happens by itself. */
  readonly held: boolean;
  /** The private keys of the faulty nodes, for a faulty one that forges what a trace says. */
  readonly accomplices: readonly { readonly id: ReplicaId; readonly privateKey: string }[];
  /** Milliseconds until a replica's timer fires, and of a round. */
  readonly timer: number;
  /** A file for what happens, one JSON document a line; null for none. */
  readonly logFile: string | null;
}

/** What a held node is to do. */
export type Deed =
  | { readonly kind: "deliver"; readonly from: ReplicaId; readonly body: Body; readonly choices: readonly Json[] }
  | { readonly kind: "timeout"; readonly choices: readonly Json[] }
  | { readonly kind: "step"; readonly name: string; readonly choices: readonly Json[] }
  | { readonly kind: "round-end"; readonly choices: readonly Json[] }
  /** Nothing but to say how it stands. */
  | { readonly kind: "stand" }
  /** A liar says something. */
  | { readonly kind: "forge"; readonly to: ReplicaId; readonly body: Body };

export type Command =
  /** Where the others are; null for the node itself. */
  | { readonly kind: "peers"; readonly addresses: readonly (Address | null)[] }
  /** Everybody is there. @property at when the first round begins, in milliseconds since 1970 */
  | { readonly kind: "go"; readonly at: number }
  | { readonly kind: "do"; readonly deed: Deed };

/** What a replica is and has done: what is compared with the model. */
export interface Standing {
  readonly replica: Json;
  readonly log: Log;
  readonly sent: readonly Envelope[];
}

export type Report =
  | { readonly kind: "listening"; readonly port: number; readonly key: string }
  | { readonly kind: "connected"; readonly to: readonly ReplicaId[] }
  | { readonly kind: "happened"; readonly event: PlayEvent }
  | {
      readonly kind: "refused";
      readonly reason: Reason;
      readonly words: string;
      /** By whose connection; null for a stranger's. */
      readonly from: ReplicaId | null;
      /** How many for this reason so far. */
      readonly count: number;
    }
  /** Nothing more happens here unless a message arrives. By peer: frames sent to it, and heard from it. */
  | { readonly kind: "settled"; readonly sent: readonly number[]; readonly heard: readonly number[] }
  /** A deed is done. */
  | { readonly kind: "did"; readonly standing: Standing | null }
  | {
      readonly kind: "failed";
      readonly words: string;
      readonly cause: "port" | "protocol" | "impure" | "trace" | "fault";
    };
