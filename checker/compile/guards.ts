/** When an input is there, as a question to the soup's bits. */
import type { Evidence, ReplicaId } from "../../model/message.ts";
import type { Alphabet } from "./alphabet.ts";
import type { Cue } from "./replica-table.ts";

/** Whether an input is there, given the soup as words of bits. */
export type Guard = (soup: Int32Array) => boolean;

/** For each cue: the number of the message it is, `ALWAYS`, or `GUARDED - k` for the k-th guard. */
export interface Availability {
  readonly codes: Int32Array;
  readonly guards: readonly Guard[];
}

export const ALWAYS = -1;
export const GUARDED = -2;

/** When each of a replica's cues is there: a message once it is sent, a lie once its evidence can be shown. */
export function availability(cues: readonly Cue[], alphabet: Alphabet, byzantine: readonly ReplicaId[]): Availability {
  const guards: Guard[] = [];
  const codes = Int32Array.from(cues, ({ message, lie }) => {
    if (message !== null) return message;
    if (!lie?.evidence) return ALWAYS;
    guards.push(guardOf(lie.evidence, alphabet, byzantine));
    return GUARDED - (guards.length - 1);
  });
  return { codes, guards };
}

function guardOf(evidence: Evidence, alphabet: Alphabet, byzantine: readonly ReplicaId[]): Guard {
  if ("signed" in evidence) {
    if (byzantine.includes(evidence.signed.from)) return () => true;
    const copies = alphabet.copiesOf(evidence.signed);
    return (soup) => copies.some((message) => isIn(soup, message));
  }
  const { atLeast } = evidence;
  const parts = evidence.of.map((part) => guardOf(part, alphabet, byzantine));
  return (soup) => {
    let missing = atLeast;
    for (const part of parts) {
      if (missing <= 0) break;
      if (part(soup)) missing--;
    }
    return missing <= 0;
  };
}

/** Whether a message is in the soup. */
export const isIn = (soup: Int32Array, message: number): boolean =>
  (((soup[message >> 5] as number) >>> (message & 31)) & 1) === 1;

/** Whether the cue with this code is there. */
export const isThere = ({ guards }: Availability, code: number, soup: Int32Array): boolean =>
  code >= 0 ? isIn(soup, code) : code === ALWAYS || (guards[GUARDED - code] as Guard)(soup);
