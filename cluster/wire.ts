/** What nodes say to each other, and how it is read: nothing that arrives is believed before it has this form. */
import type { Body, ReplicaId } from "../model/message.ts";
import { type Check, listOf, objectOf, oneOf, record, TraceFileError, text, whole } from "../reports/narrow.ts";
import { Refusal } from "./refusal.ts";

/** The first thing that either side says. */
export interface Hello {
  readonly kind: "hello";
  readonly version: 1;
  readonly cluster: string;
  readonly id: ReplicaId;
  readonly key: string;
  /** New in every connection, so that no handshake can be repeated. */
  readonly nonce: string;
}

/** The second: a signature over both hellos, and over which side this is. */
export interface Proof {
  readonly kind: "proof";
  readonly signature: string;
}

/** A message for one replica, signed by its sender. The signature is over all of it and over the cluster's name. */
export interface SignedEnvelope {
  readonly from: ReplicaId;
  readonly to: ReplicaId;
  readonly body: Body;
  readonly signature: string;
}

/** A message, and the messages that were signed before and that it has to show. */
export interface Delivery {
  readonly kind: "message";
  readonly envelope: SignedEnvelope;
  readonly shown: readonly SignedEnvelope[];
}

const body: Check<Body> = (value, path) => ({
  ...record(value, path),
  kind: text(record(value, path).kind, `${path}.kind`),
});

const envelope = objectOf<SignedEnvelope>({ from: whole(0), to: whole(0), body, signature: text });

const one: Check<1> = (value, path) => {
  whole(1, 1)(value, path);
  return 1;
};

const hello = objectOf<Hello>({
  kind: oneOf("hello"),
  version: one,
  cluster: text,
  id: whole(0),
  key: text,
  nonce: text,
});
const proof = objectOf<Proof>({ kind: oneOf("proof"), signature: text });
const delivery = objectOf<Delivery>({ kind: oneOf("message"), envelope, shown: listOf(envelope) });

/** @throws Refusal "not-a-frame" saying what is wrong */
function read<T>(check: Check<T>, source: string): T {
  try {
    return check(JSON.parse(source), "it");
  } catch (error) {
    if (error instanceof TraceFileError || error instanceof SyntaxError || error instanceof RangeError)
      throw new Refusal("not-a-frame", error.message);
    throw error;
  }
}

export const readHello = (source: string): Hello => read(hello, source);
export const readProof = (source: string): Proof => read(proof, source);
export const readDelivery = (source: string): Delivery => read(delivery, source);
