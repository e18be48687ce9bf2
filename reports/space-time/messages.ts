/** What was sent along a trace, and where each message arrived. */

import type { Trace, TraceStep } from "../../checker/outcome.ts";
import { canonical } from "../../model/canonical.ts";
import { unreachable } from "../../model/error.ts";
import { type Envelope, isFor, type ReplicaId, type Signed } from "../../model/message.ts";
import { clip, messageWords } from "../words.ts";
import type { Shows } from "./evidence.ts";
import type { Arrow, Sending } from "./picture.ts";
import type { Values } from "./values.ts";

/** The longest text of a message. */
const MOST = 300;

/** A sending, while it is not known yet who takes it. */
interface Sent {
  readonly sending: Sending;
  readonly envelope: Envelope;
  /** The steps in which each recipient took it. */
  readonly taken: Map<ReplicaId, number[]>;
}

/** @returns the sendings, and the arrows: one for each time a message was taken, and one for each honest replica that never took it */
export function messagesOf(
  { initial, steps }: Pick<Trace, "initial" | "steps">,
  honest: readonly ReplicaId[],
  values: Values,
  shows: Shows,
): { readonly sendings: readonly Sending[]; readonly arrows: readonly Arrow[] } {
  const sent: Sent[] = [];
  const bySigner = new Map<string, Sent[]>();
  const sentAt = (statement: Signed): number | null => bySigner.get(keyOf(statement))?.[0]?.sending.step ?? null;
  const send = (envelope: Envelope, step: number, isLie: boolean): Sent => {
    const shown = isLie ? shows(envelope, sentAt) : [];
    const one = { sending: { ...sendingOf(envelope, step, isLie, values), shows: shown }, envelope, taken: new Map() };
    sent.push(one);
    if (!isLie) {
      const key = keyOf(envelope);
      bySigner.set(key, [...(bySigner.get(key) ?? []), one]);
    }
    return one;
  };
  for (const envelope of initial.soup) send(envelope, 0, false);
  for (const step of steps) {
    const taken = takenIn(step);
    const source =
      step.lie !== null
        ? send(step.lie, step.index, true)
        : taken && bySigner.get(keyOf(taken))?.find(({ envelope }) => isFor(envelope, taken.to));
    if (taken && source) source.taken.set(taken.to, [...(source.taken.get(taken.to) ?? []), step.index]);
    for (const envelope of step.sends) send(envelope, step.index, false);
  }
  return {
    sendings: sent.map(({ sending }) => sending),
    arrows: sent.flatMap((one, index) => arrowsOf(one, index, honest)),
  };
}

const keyOf = ({ from, body }: Signed): string => canonical({ from, body });

function takenIn({ action }: TraceStep): (Envelope & { readonly to: ReplicaId }) | null {
  switch (action.kind) {
    case "deliver":
      return { from: action.from, to: action.to, body: action.message };
    case "timeout":
    case "step":
    case "round-end":
      return null;
    default:
      return unreachable(action);
  }
}

const sendingOf = (
  { from, to, body }: Envelope,
  step: number,
  isLie: boolean,
  values: Values,
): Omit<Sending, "shows"> => ({
  step,
  from,
  to,
  words: clip(messageWords(body), MOST),
  kind: clip(messageWords({ kind: body.kind }), 40),
  values: values.carriedBy(body),
  isLie,
});

/** Nobody draws what a Byzantine replica takes: it has no state. */
function arrowsOf({ envelope, taken }: Sent, sending: number, honest: readonly ReplicaId[]): readonly Arrow[] {
  return honest
    .filter((id) => isFor(envelope, id))
    .flatMap((to) => (taken.get(to) ?? [null]).map((delivered) => ({ sending, from: envelope.from, to, delivered })));
}
