/** When an input is there, as a question to the soup's bits. */
import type { Evidence, ReplicaId, Signed } from "../../model/message.ts";
import type { Alphabet } from "./alphabet.ts";
import type { Cue } from "./inputs.ts";
import type { LocalMachine } from "./local-machine.ts";

/** What evidence asks of the soup, as plain data: at least so many of these messages and of these parts. */
export interface Guard {
  readonly atLeast: number;
  readonly messages: readonly number[];
  readonly parts: readonly Guard[];
}

/** What it takes for the edges of a machine to be enabled. */
export interface Availability {
  /** For each edge: the number of the message that it takes, `ALWAYS`, or `GUARDED - k` for the k-th guard. */
  readonly codes: Int32Array;
  readonly guards: readonly Guard[];
}

export const ALWAYS = -1;
export const GUARDED = -2;

/** When each edge is enabled: a message once it is sent, a lie once its evidence can be shown. */
export function availability(
  machine: LocalMachine,
  cues: readonly Cue[],
  alphabet: Alphabet,
  byzantine: readonly ReplicaId[],
): Availability {
  const guards: Guard[] = [];
  const ofCue = cues.map(({ message, lie }) => {
    if (message !== null) return message;
    if (!lie?.evidence) return ALWAYS;
    guards.push(guardOf(lie.evidence, byzantine, (statement) => alphabet.copiesOf(statement)));
    return GUARDED - (guards.length - 1);
  });
  return { codes: machine.cue.map((cue) => ofCue[cue] as number), guards };
}

/**
 * What evidence asks of the soup.
 *
 * @param copiesOf the numbers of the messages that carry a statement; what it returns may grow later
 */
export function guardOf(
  evidence: Evidence,
  byzantine: readonly ReplicaId[],
  copiesOf: (statement: Signed) => readonly number[],
): Guard {
  if ("signed" in evidence) {
    // A Byzantine replica signs whatever is wanted.
    if (byzantine.includes(evidence.signed.from)) return { atLeast: 0, messages: [], parts: [] };
    return { atLeast: 1, messages: copiesOf(evidence.signed), parts: [] };
  }
  const parts = evidence.of.map((part) => guardOf(part, byzantine, copiesOf));
  return { atLeast: evidence.atLeast, messages: [], parts };
}

/** Whether evidence can be shown, given the soup as words of bits. */
export function holds({ atLeast, messages, parts }: Guard, soup: Int32Array): boolean {
  let missing = atLeast;
  for (let at = 0; missing > 0 && at < messages.length; at++) if (isIn(soup, messages[at] as number)) missing--;
  for (let at = 0; missing > 0 && at < parts.length; at++) if (holds(parts[at] as Guard, soup)) missing--;
  return missing <= 0;
}

/** Whether a message is in the soup. */
export const isIn = (soup: Int32Array, message: number): boolean =>
  (((soup[message >> 5] as number) >>> (message & 31)) & 1) === 1;

/** Whether an edge with this code is enabled. */
export const isThere = ({ guards }: Availability, code: number, soup: Int32Array): boolean =>
  code >= 0 ? isIn(soup, code) : code === ALWAYS || holds(guards[GUARDED - code] as Guard, soup);
