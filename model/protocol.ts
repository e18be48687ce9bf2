/** The contract that a protocol fulfils: pure reducers, what a liar can say, and what must hold. */

import type { Compared } from "./comparison.ts";
import type { Draft } from "./draft.ts";
import type { Body, Envelope, Evidence, ReplicaId } from "./message.ts";
import type { Property } from "./property.ts";
import type { Execution, Out, Step } from "./step.ts";

/**
 * When timeouts may fire. `asynchronous`: at any time. `lockstep`: a round ends for all at once, when no message from
 * an honest replica to an honest replica is deliverable. `none`: never.
 */
export type Timing = "asynchronous" | "lockstep" | "none";

/** The bounds and switches of a protocol, by name. */
export type Parameters = { readonly [name: string]: number | string };

/** How a parameter may be set. A name in camelCase is a flag in kebab-case. */
export type ParameterSpec =
  | {
      readonly type: "integer";
      readonly default: number;
      readonly minimum: number;
      readonly maximum?: number;
      readonly says: string;
    }
  | { readonly type: "choice"; readonly default: string; readonly options: readonly string[]; readonly says: string };

/** What is the same for all replicas and never changes. */
export interface Shared<P extends Parameters = Parameters, Rules = unknown> {
  /** How many replicas there are; their ids are 0 to n-1. */
  readonly n: number;
  /** How many faulty ones the protocol is to tolerate. */
  readonly f: number;
  readonly timing: Timing;
  readonly parameters: P;
  /** What decides; a variant overrides one of these. */
  readonly rules: Rules;
}

/** What a reducer sees besides its replica and its input. Who is Byzantine is not among it. */
export interface Context<P extends Parameters = Parameters, Rules = unknown> extends Shared<P, Rules> {
  /** The replica's own id. */
  readonly id: ReplicaId;
}

/** What the adversary and the properties see. */
export interface Setting<P extends Parameters = Parameters, Rules = unknown> extends Shared<P, Rules> {
  readonly byzantine: readonly ReplicaId[];
  readonly honest: readonly ReplicaId[];
}

/** A message that a Byzantine replica can sign: for each honest recipient by itself unless `to` names one. */
export interface Forgery<B extends Body = Body> {
  readonly body: B;
  readonly to?: ReplicaId;
  /** What must have been sent for the message to be believable; nothing if left out. */
  readonly evidence?: Evidence<B>;
}

/** How a run is set up: what a verdict is about. */
export interface Configuration {
  readonly nodes: number;
  readonly faulty: number;
  readonly byzantine: readonly ReplicaId[];
  readonly timing: Timing;
  readonly variant: string | null;
  readonly parameters: Parameters;
}

/** The parts of a configuration that somebody wishes to be other than the protocol's defaults. */
export interface ConfigurationChange {
  readonly nodes?: number | undefined;
  readonly faulty?: number | undefined;
  readonly byzantine?: readonly ReplicaId[] | undefined;
  readonly timing?: Timing | undefined;
  readonly parameters?: Parameters;
}

/** What a search is expected to say of one property. */
export interface Expectation {
  readonly property: string;
  readonly verdict: "SAFE" | "VIOLATED" | "REACHED" | "UNREACHED";
  /** The length of the shortest trace, in steps of the reference system. */
  readonly length?: number;
  /** The configuration under which it is expected. */
  readonly under?: ConfigurationChange;
}

/** One deliberate change of one rule, and what it is expected to break. */
export interface Variant<P extends Parameters = Parameters, Rules = unknown> {
  /** The change in one sentence. */
  readonly says: string;
  rules(correct: Rules, shared: Omit<Shared<P, Rules>, "rules">): Rules;
  readonly expect: readonly Expectation[];
  /** Why that is so. */
  readonly because: string;
}

/** A known run: a schedule in which the faulty replica runs the honest reducers and a script replaces what it sends. */
export interface Scenario<P extends Parameters = Parameters, B extends Body = Body> {
  readonly says: string;
  readonly under?: ConfigurationChange;
  /** What a Byzantine replica tells one recipient in place of what the honest reducer would; null for nothing. */
  script(body: B, to: ReplicaId, setting: Setting<P>): B | null;
}

/** An input that has no sender: a named step that a replica may take by itself. */
export interface Spontaneous<R, B extends Body, P extends Parameters, Rules> {
  readonly [name: string]: SpontaneousStep<R, B, P, Rules>["step"];
}

interface SpontaneousStep<R, B extends Body, P extends Parameters, Rules> {
  step(replica: Draft<R>, out: Out<B>, context: Context<P, Rules>): void;
}

/** A message as a vote. */
export interface Ballot {
  /** What it is a vote for, in words that are the same for all votes that are counted together: `COMMIT view 0 slot 0 value 1`. */
  readonly on: string;
  /** Whose it counts as; null where votes have no names and every message counts. */
  readonly voter: ReplicaId | null;
  /** How many it takes. */
  readonly needed: number;
}

/** The words in which reports speak of a protocol; all optional. */
export interface Wording<R = unknown> {
  /** What a slot is called: "slot" if left out. */
  readonly slot?: string;
  /** A sentence a property: what went wrong when it is violated, in the words of the protocol. */
  readonly because?: { readonly [property: string]: string };
  /** The round a replica is in, for the headings of `simulate`. */
  round?(replica: R): number;
  /** Who leads the round a replica is in. */
  primary?(replica: R, context: Context): ReplicaId;
  /** What a replica that is stuck waits for, in words that follow "waits for"; null where what the checker finds will do. */
  waitsFor?(replica: R, context: Context): string | null;
  /**
   * As whose vote for an entry a message counts that a replica has taken, or has sent itself, before it executed that entry: its
   * sender's, as a rule. Null if it is none. `replica` is the state in which it was taken or sent.
   */
  voter?(message: Envelope, entry: Execution, replica: R, context: Context): ReplicaId | null;
  /**
   * Which vote a message is that a replica has taken, or has sent itself, so that reports can count votes as they arrive. Null if it
   * is none. `replica` is the state in which it was taken or sent.
   */
  ballot?(message: Envelope, replica: R, context: Context): Ballot | null;
  /** What a replica has just found out, in words, between two of its states; `did` is what it put out in that step. */
  noticed?(before: R, after: R, context: Context, did: Pick<Step, "sends" | "executions">): readonly string[];
}

/**
 * A protocol: pure reducers over one replica state `R` and messages `B`.
 *
 * Reducers are immer recipes. One that changes, sends and executes nothing is "not enabled" for that input.
 * They are methods so that a protocol of any state type is a `Protocol`.
 */
export interface Protocol<R = unknown, B extends Body = Body, P extends Parameters = Parameters, Rules = unknown> {
  readonly name: string;
  /** The protocol in one sentence. */
  readonly says: string;
  /** Every kind of message there is. */
  readonly kinds: readonly B["kind"][];
  /** Those of them that nobody can send under some parameters, and that are therefore not missed. */
  switchedOff?(parameters: P): readonly B["kind"][];
  readonly defaults: Omit<Configuration, "variant" | "parameters">;
  readonly parameters: { readonly [name in keyof P]: ParameterSpec };
  /** The rules of the unmodified protocol. */
  rules(shared: Omit<Shared<P, Rules>, "rules">): Rules;
  /** The state in which a replica starts, and what it sends at once. Makes no choices. */
  start(out: Out<B>, context: Context<P, Rules>): R;
  receive(replica: Draft<R>, message: Envelope<B>, out: Out<B>, context: Context<P, Rules>): void;
  /** A timer fires (timing `asynchronous`). */
  timeout?(replica: Draft<R>, out: Out<B>, context: Context<P, Rules>): void;
  /** A round ends, for all honest replicas in one step (timing `lockstep`). */
  roundEnd?(replica: Draft<R>, out: Out<B>, context: Context<P, Rules>): void;
  readonly spontaneous?: Spontaneous<R, B, P, Rules>;
  /** Every well-formed message that Byzantine replica `id` can sign as itself; the receivers' rules filter it. */
  forge?(id: ReplicaId, setting: Setting<P, Rules>): Iterable<Forgery<B>>;
  properties(setting: Setting<P, Rules>): readonly Property<R, B>[];
  readonly scenarios?: { readonly [name: string]: Scenario<P, B> };
  /** What is expected of the protocol as it is: a variant proves something only where this behaves otherwise. */
  readonly expect?: readonly Expectation[];
  readonly variants?: { readonly [name: string]: Variant<P, Rules> };
  readonly wording?: Wording<R>;
  /** What it has to say of itself beside other protocols. */
  readonly comparison?: Compared;
}

/** Declares a protocol; returns it as it is, with its types inferred and checked. */
export const defineProtocol = <R, B extends Body, P extends Parameters, Rules>(
  protocol: Protocol<R, B, P, Rules>,
): Protocol<R, B, P, Rules> => protocol;

/** Which timings make sense for a protocol: those that it has a reducer for, and `none`. */
export const timingsOf = (protocol: Protocol): readonly Timing[] => [
  ...(protocol.timeout ? (["asynchronous"] as const) : []),
  ...(protocol.roundEnd ? (["lockstep"] as const) : []),
  "none",
];
