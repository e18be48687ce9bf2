/** Messages: who signed what, for whom, and what must have been signed before. */
import { canonical } from "./canonical.ts";

/** A replica's number, 0 to n-1. */
export type ReplicaId = number;

/** What a message says. Its `kind` is the message type of the paper; the other fields are plain data. */
export interface Body {
  readonly kind: string;
}

/** A statement and its signer. Nobody signs for another. */
export interface Signed<B = Body> {
  readonly from: ReplicaId;
  readonly body: B;
}

/** A signed statement on the network. `"all"` is every replica but the sender. */
export interface Envelope<B = Body> extends Signed<B> {
  readonly to: ReplicaId | "all";
}

/**
 * The signed statements that a message has to show. A formula, monotone in what was sent: once it holds it holds for
 * ever. Evidence guards the making of a message and is not part of its identity.
 */
export type Evidence<B = Body> =
  | { readonly signed: Signed<B> }
  | { readonly atLeast: number; readonly of: readonly Evidence<B>[] };

/** Evidence: this very statement was signed. */
export const signed = <B>(from: ReplicaId, body: B): Evidence<B> => ({ signed: { from, body } });

/** Evidence: all of these. With none, it always holds. */
export const every = <B>(...of: readonly Evidence<B>[]): Evidence<B> => ({ atLeast: of.length, of });

/** Evidence: one of these at the least. With none, it never holds. */
export const some = <B>(...of: readonly Evidence<B>[]): Evidence<B> => ({ atLeast: 1, of });

/** Evidence: k of these at the least, as a certificate of k signatures asks for. */
export const atLeast = <B>(k: number, of: readonly Evidence<B>[]): Evidence<B> => ({ atLeast: k, of });

/**
 * Whether evidence can be shown.
 *
 * @param wasSigned tells whether a statement is at hand: sent by an honest replica, or the shower's own to sign
 */
export function holds<B>(evidence: Evidence<B>, wasSigned: (statement: Signed<B>) => boolean): boolean {
  if ("signed" in evidence) return wasSigned(evidence.signed);
  let missing = evidence.atLeast;
  for (const part of evidence.of) {
    if (missing <= 0) break;
    if (holds(part, wasSigned)) missing--;
  }
  return missing <= 0;
}

/** Whether an envelope is for this replica. */
export const isFor = (envelope: Envelope, id: ReplicaId): boolean =>
  envelope.to === "all" ? envelope.from !== id : envelope.to === id;

/** A message in words, as the reports print it: its kind, then its fields in the order in which they were written. */
export function words(body: Body): string {
  const fields = Object.entries(body).filter(([name]) => name !== "kind");
  return [body.kind, ...fields.map(([name, value]) => `${name} ${say(value)}`)].join(" ");
}

/** A plain value in words. */
export const say = (value: unknown): string => (typeof value === "string" ? value : canonical(value));
