/**
 * byzcheck: a model checker for Byzantine-fault-tolerant protocols.
 *
 * A protocol is a set of pure reducers. The checker explores every message interleaving and everything that the
 * Byzantine replicas can say, and answers with a verdict and a trace:
 *
 * ```ts
 * import { bsmr, check } from "byzcheck";
 *
 * const outcome = await check({ protocol: bsmr, rounds: 1 });
 * outcome.verdict; // "violation"
 * outcome.property("agreement").trace?.length; // 2
 * ```
 */

// Checking one.
export { type CheckOptions, check } from "./checker/check.ts";
export { type CompareOptions, type Comparison, compare } from "./checker/compare.ts";
export { type CrossCheck, type CrossCheckRun, crossCheck } from "./checker/cross-check.ts";
export {
  type Config,
  defineConfig,
  type Expected,
  expectationsOf,
  type ProjectExpectation,
} from "./checker/expectation.ts";
export type { Conflict, Side, Vote } from "./checker/explain.ts";
export type { Progress } from "./checker/explore.ts";
export type { Outlook, Turn } from "./checker/no-return.ts";
export type {
  Change,
  Outcome,
  PropertyOutcome,
  RunVerdict,
  Statistics,
  TableSizes,
  Trace,
  TraceStep,
  Verdict,
} from "./checker/outcome.ts";
export { InternalError, replay } from "./checker/trace.ts";
// Running one step by step.
export { type Action, actionWords } from "./model/action.ts";
export { canonical, type Json } from "./model/canonical.ts";
// Writing a protocol.
export type { Compared, Formula, Situation } from "./model/comparison.ts";
export { ConfigurationError, configure } from "./model/configuration.ts";
export type { Draft } from "./model/draft.ts";
export { ModelError, type ModelErrorKind, unreachable } from "./model/error.ts";
export { judge } from "./model/judge.ts";
export {
  atLeast,
  type Body,
  type Envelope,
  type Evidence,
  every,
  type ReplicaId,
  type Signed,
  signed,
  some,
  words,
} from "./model/message.ts";
export { agreement } from "./model/properties/agreement.ts";
export { commits, executes } from "./model/properties/commits.ts";
export { commitsEverywhere } from "./model/properties/commits-everywhere.ts";
export { integrity } from "./model/properties/integrity.ts";
export { logConsistency } from "./model/properties/log-consistency.ts";
export { everybody, recoverable } from "./model/properties/recoverable.ts";
export type {
  Finding,
  History,
  Log,
  Monitor,
  Output,
  OutputProperty,
  Property,
  PropertyKind,
  ReplicaProperty,
} from "./model/property.ts";
export {
  type Configuration,
  type ConfigurationChange,
  type Context,
  defineProtocol,
  type Expectation,
  type Forgery,
  type ParameterSpec,
  type Parameters,
  type Protocol,
  type Scenario,
  type Setting,
  type Shared,
  type Timing,
  type Variant,
} from "./model/protocol.ts";
export { count, hasVoted, preparesNeeded, primaryOf, quorum, type Votes, vote, weakQuorum } from "./model/quorum.ts";
export { insert } from "./model/sorted.ts";
export type { GlobalState } from "./model/state.ts";
export { type Execution, FETCHED, type Out, type Step } from "./model/step.ts";
export { createSystem, type System, type Transition } from "./model/system.ts";
// The protocols of this project.
export { bsmr } from "./protocols/bsmr/index.ts";
export { pbft } from "./protocols/pbft/index.ts";
export { pbftRounds } from "./protocols/pbft-rounds/index.ts";
export { situations } from "./protocols/situations.ts";
export { twoPhaseCommit } from "./protocols/two-phase-commit/index.ts";
// What generated regression tests ask.
export { type Recorded, recurs } from "./reports/regression.ts";
// Drawing a trace.
export type { Picture } from "./reports/space-time/picture.ts";
export { pictureOf, type Subject } from "./reports/space-time/picture-of.ts";
export { svgFile } from "./reports/space-time/svg-file.ts";
