/**
 * Properties, as data: what is observed, and a judgement of that.
 *
 * A property never reads a whole state. It declares what it looks at, either the outputs of the honest replicas (their
 * logs and what they have sent) or a projection of each replica, and judges that. So an engine may merge states that
 * no property tells apart.
 */
import type { Json } from "./canonical.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";
import type { Execution } from "./step.ts";

/**
 * `always`: holds in every reachable state. `sometimes`: some reachable state satisfies it. `recoverable`: from every
 * reachable state one that satisfies it stays reachable when the Byzantine replicas fall silent there (AG EF in CTL,
 * the continuation being the honest replicas' own).
 */
export type PropertyKind = "always" | "sometimes" | "recoverable";

/** What was found in a state: for `always` the violation, for the others the thing looked for. */
export interface Finding {
  /** One sentence that names the replicas and values. */
  readonly says: string;
  /** The replicas to set side by side. */
  readonly replicas: readonly ReplicaId[];
  /** The slot that is in dispute, where there is one. */
  readonly slot?: number;
  /** The two entries that contradict each other, where there are such. */
  readonly conflict?: readonly [LogEntry, LogEntry];
}

/** A place in the log of a replica, the first being 0. */
export interface LogEntry {
  readonly replica: ReplicaId;
  readonly place: number;
}

/** A replica's log, in the order of execution. */
export type Log = readonly Execution[];

/** What the honest replicas have put out. Byzantine replicas have null for a log. */
export interface History<B extends Body = Body> {
  readonly logs: readonly (Log | null)[];
  /** Of what honest replicas have sent, what the property declares in `sends`. */
  readonly sent: readonly Envelope<B>[];
}

/** One output of an honest replica. */
export type Output<B extends Body = Body> =
  | { readonly replica: ReplicaId; readonly execution: Execution }
  | { readonly replica: ReplicaId; readonly send: Envelope<B> };

/**
 * The same judgement as an automaton over outputs, for engines that do not carry logs along. Leave it out and the
 * history itself is carried, which is exact too.
 */
export interface Monitor<S extends Json = Json, B extends Body = Body> {
  readonly initial: S;
  /** The state after an output; the same for outputs that do not matter. */
  consume(state: S, output: Output<B>): S;
  /** Whether the automaton has found what the property looks for. */
  found(state: S): boolean;
  /** The state without what no output that is still possible can bring to matter again. */
  forget?(state: S, possible: readonly Output<B>[]): S;
  /** What of an output `forget` looks at: outputs that concern the same are the same to it. All, if left out. */
  concern?(output: Output<B>): Json;
}

interface Common {
  readonly name: string;
  readonly kind: PropertyKind;
  /** The property in one sentence. */
  readonly says: string;
  /** Judged of the runs in which Byzantine replicas say nothing at all; of all runs if left out. */
  readonly adversary?: "silent";
  /** Why it does not apply under this configuration; left out where it does. */
  readonly notApplicable?: string;
}

/** A property of what honest replicas have executed and sent. */
export interface OutputProperty<B extends Body = Body> extends Common {
  readonly over: "outputs";
  judge(history: History<B>): Finding | null;
  /** Which messages of honest replicas it looks at; none if left out. */
  sends?(envelope: Envelope<B>): boolean;
  readonly monitor?: Monitor<Json, B>;
}

/** A property of the honest replicas' states, each seen through a projection. */
export interface ReplicaProperty<R = unknown> extends Common {
  readonly over: "replicas";
  observe(replica: R, id: ReplicaId): Json;
  /** Byzantine replicas have null for an observation. */
  judge(observations: readonly (Json | null)[]): Finding | null;
}

export type Property<R = unknown, B extends Body = Body> = OutputProperty<B> | ReplicaProperty<R>;
