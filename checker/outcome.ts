/** What a check says: one verdict for each property, one for the run, and what they rest on. Plain data but for `property`. */
import type { Action } from "../model/action.ts";
import type { Json } from "../model/canonical.ts";
import type { Envelope, ReplicaId } from "../model/message.ts";
import type { Finding, PropertyKind } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";
import type { GlobalState } from "../model/state.ts";
import type { Execution } from "../model/step.ts";
import type { Conflict } from "./explain.ts";
import type { Stop } from "./found.ts";
import type { NeverSeen } from "./sightings.ts";

export type Verdict =
  /** `always`, and the search was exhaustive. */
  | "SAFE"
  /** `always`, with a counterexample. */
  | "VIOLATED"
  /** `sometimes`, with a witness. */
  | "REACHED"
  /** `sometimes`, and the search was exhaustive. */
  | "UNREACHED"
  /** It does not apply under this configuration. */
  | "NOT APPLICABLE"
  /** The search was cut short. */
  | "UNDECIDED";

/** In the order of precedence: a violation is one whatever else happened. */
export type RunVerdict = "violation" | "incomplete" | "vacuous" | "safe";

/** One difference between two global states. */
export interface Change {
  /** Where: `["replicas", 1, "accepted"]`. */
  readonly path: readonly (string | number)[];
  /** What was there; left out where there was nothing. */
  readonly before?: Json;
  /** What is there now; left out where there is nothing any more. */
  readonly after?: Json;
}

/** One step of a trace: a delivery, a spontaneous step, a timeout or a round end. */
export interface TraceStep {
  /** From 1. */
  readonly index: number;
  readonly action: Action;
  /** The lie that had to be told for this step: sent by a Byzantine replica just before it. */
  readonly lie: Envelope | null;
  /** What honest replicas sent in this step. */
  readonly sends: readonly Envelope[];
  /** What they executed in it. */
  readonly executions: readonly (Execution & { readonly replica: ReplicaId })[];
  /** What it changed in the replicas and logs. */
  readonly changes: readonly Change[];
}

/** A behaviour of the system from its initial state, replayed on the reference system step by step. */
export interface Trace {
  readonly initial: GlobalState;
  readonly steps: readonly TraceStep[];
  readonly final: GlobalState;
  /** How many steps it has. */
  readonly length: number;
}

export interface PropertyOutcome {
  readonly name: string;
  readonly kind: PropertyKind;
  /** The property in one sentence. */
  readonly says: string;
  readonly verdict: Verdict;
  /** Steps of the trace; null without one. */
  readonly length: number | null;
  /** Whether no shorter trace exists. */
  readonly shortest: boolean;
  /** What was found, naming replicas and values; or why the property is not applicable. */
  readonly explanation: string | null;
  /** Why that can happen, in the words of the protocol. */
  readonly because: string | null;
  readonly finding: Finding | null;
  /** Of a violation in which two log entries contradict each other: how it came to that. Null for all else. */
  readonly conflict: Conflict | null;
  readonly trace: Trace | null;
}

/** The sizes of the compiled engine's tables. */
export interface TableSizes {
  /** Whether they hold each replica's answer to whatever anybody could send; else they were made on demand. */
  readonly closed: boolean;
  /** States of each honest replica, in the order of their ids. */
  readonly replicaStates: readonly number[];
  /** States of each after the quotient, the largest where several were made; null without it. */
  readonly classes: readonly number[] | null;
  /** Different messages that honest replicas send. */
  readonly messages: number;
  /** Different soups, each with what the monitors remember; null where they are not numbered: states hold their own. */
  readonly surroundings: number | null;
  /** How often a reducer was called. */
  readonly reducerCalls: number;
  /** The time that they took before the search; null where they were made during it. */
  readonly milliseconds: number | null;
}

export interface Statistics {
  readonly engine: "reference" | "compiled";
  readonly search: "breadth-first" | "depth-first" | "random";
  readonly reductions: readonly string[];
  /** Why it is not the engine, or not the reductions, that were to be expected; null where it is. */
  readonly engineNote: string | null;
  /** What the compiled engine made of the replicas; null for the reference system. */
  readonly tables: TableSizes | null;
  /** How many states the reference system has here, where that is known. */
  readonly referenceStates: number | null;
  readonly deduplication: "exact" | "none";
  readonly distinctStates: number;
  readonly transitions: number;
  /** The longest shortest way from the initial state; null except breadth-first. */
  readonly depth: number | null;
  readonly milliseconds: number;
  readonly peakMemoryBytes: number;
  readonly workers: number;
  /** Random walks made; null for an exhaustive search. */
  readonly walks: number | null;
  /** The seed of random walks; null for an exhaustive search. */
  readonly seed: number | null;
}

export interface Outcome {
  readonly schemaVersion: 1;
  readonly protocol: string;
  readonly variant: string | null;
  readonly configuration: Configuration;
  readonly verdict: RunVerdict;
  /** Whether every reachable state was explored, for each property that was neither violated nor reached before. */
  readonly exhaustive: boolean;
  /** What cut the search short; null where nothing did. */
  readonly stoppedBy: Stop | null;
  readonly properties: readonly PropertyOutcome[];
  /** What never happened; null where it was not watched. */
  readonly neverSeen: NeverSeen | null;
  /** Things to know before trusting the verdict: more Byzantine replicas than faulty ones, n < 3f+1, a renamed property ... */
  readonly warnings: readonly string[];
  readonly statistics: Statistics;
  /** The outcome of one property. @throws RangeError naming what there is */
  property(name: string): PropertyOutcome;
}
