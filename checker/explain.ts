/** How a conflict between two log entries came about: who executed what, on whose votes, and from where on it was inevitable. */
import { createMachine } from "../model/machine.ts";
import type { Envelope, ReplicaId } from "../model/message.ts";
import type { Finding, LogEntry, Property } from "../model/property.ts";
import type { GlobalState } from "../model/state.ts";
import type { Execution } from "../model/step.ts";
import type { System } from "../model/system.ts";
import type { Effort } from "./inevitable.ts";
import { type Outlook, outlookAlong } from "./no-return.ts";
import type { Trace, TraceStep } from "./outcome.ts";

/** A message that a replica counted for an entry; or its own vote. */
export interface Vote {
  /** The step in which it was taken or sent; 0 for the start. */
  readonly step: number;
  /** Whose vote it was counted as, which differs from the sender where names are believed. */
  readonly voter: ReplicaId;
  readonly message: Envelope;
}

/** One of two entries that contradict each other, as the replica saw it that executed it. */
export interface Side {
  readonly replica: ReplicaId;
  readonly entry: Execution;
  /** The step in which it was executed; 0 for the start. */
  readonly step: number;
  /** What was counted for it until then; null where the protocol does not say what a vote is (`wording.voter`). */
  readonly votes: readonly Vote[] | null;
}

export interface Conflict {
  readonly sides: readonly [Side, Side];
  /** Whose votes were counted on both sides; null where it is not known. */
  readonly inBoth: readonly ReplicaId[] | null;
  /** Those of them that are Byzantine. */
  readonly liarsInBoth: readonly ReplicaId[] | null;
  /** What could still happen after each step of the trace. */
  readonly outlook: Outlook;
}

/**
 * Explains a violation in which two log entries contradict each other.
 *
 * @param states those along the trace
 * @returns null where the finding names no such entries
 */
export async function explainConflict(
  system: System,
  property: Property,
  finding: Finding,
  trace: Trace,
  states: readonly GlobalState[],
  effort: Effort,
): Promise<Conflict | null> {
  if (property.kind !== "always" || !finding.conflict) return null;
  const [one, other] = finding.conflict.map((entry) => sideOf(system, trace, states, entry));
  if (!one || !other) return null;
  const inBoth = one.votes && other.votes ? shared(one.votes, other.votes) : null;
  const lies = trace.steps.map(({ lie }) => lie !== null);
  return {
    sides: [one, other],
    inBoth,
    liarsInBoth: inBoth?.filter((id) => system.setting.byzantine.includes(id)) ?? null,
    outlook: await outlookAlong(system, property, states, lies, effort),
  };
}

const shared = (votes: readonly Vote[], others: readonly Vote[]): readonly ReplicaId[] =>
  [...new Set(votes.map(({ voter }) => voter))]
    .filter((id) => others.some(({ voter }) => voter === id))
    .sort((a, b) => a - b);

function sideOf(
  { protocol, setting }: System,
  { steps, final }: Trace,
  states: readonly GlobalState[],
  { replica, place }: LogEntry,
): Side | null {
  const entry = final.logs[replica]?.[place];
  if (!entry) return null;
  const step = states.findIndex(({ logs }) => (logs[replica]?.length ?? 0) > place);
  const { wording } = protocol;
  if (!wording?.voter) return { replica, entry, step, votes: null };
  const { context } = createMachine(protocol, setting, replica);
  const votes = heardAndSaid(replica, states[0], steps.slice(0, step)).flatMap(({ step, message }): readonly Vote[] => {
    const voter = wording.voter?.(message, entry, states[Math.max(0, step - 1)]?.replicas[replica], context) ?? null;
    return voter === null ? [] : [{ step, voter, message }];
  });
  return { replica, entry, step, votes };
}

/** The messages that a replica took and sent, in that order, with the step of each. */
function heardAndSaid(
  id: ReplicaId,
  initial: GlobalState | undefined,
  steps: readonly TraceStep[],
): readonly Pick<Vote, "step" | "message">[] {
  const said = (step: number, sends: readonly Envelope[]) =>
    sends.filter(({ from }) => from === id).map((message) => ({ step, message }));
  const heard = ({ index, action }: TraceStep) =>
    action.kind === "deliver" && action.to === id
      ? [{ step: index, message: { from: action.from, to: id, body: action.message } }]
      : [];
  return [
    ...said(0, initial?.soup ?? []),
    ...steps.flatMap((step) => [...heard(step), ...said(step.index, step.sends)]),
  ];
}
