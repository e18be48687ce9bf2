/** Keys and signatures: Ed25519, over the canonical text of a value, with the purpose of the signature before it. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import { canonical } from "../model/canonical.ts";
import { remembering } from "./remembering.ts";

/**
 * What a signature is for. It is signed along, so that no signature serves two purposes: one from a handshake is no
 * statement, however the bytes fall.
 */
export type Purpose = "handshake" | "message";

/** Who can sign. */
export interface Signer {
  /** The public key. */
  readonly key: string;
  /** A signature, as base64url. */
  sign(purpose: Purpose, value: unknown): string;
}

/** A public key is 32 bytes, written as base64url. */
const KEY = /^[A-Za-z0-9_-]{43}$/;
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;

/** A new private key, as PEM. */
export const newPrivateKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Something that nobody has said before, as base64url. */
export const nonce = (): string => randomBytes(32).toString("base64url");

/** @throws Error if the text is no private key of Ed25519 in PEM */
export function signerOf(pem: string): Signer {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== "ed25519") {
    throw new Error(`the key is of type ${privateKey.asymmetricKeyType}; it must be of Ed25519`);
  }
  return {
    key: String(createPublicKey(privateKey).export({ format: "jwk" }).x),
    sign: (purpose, value) => signBytes(null, textFor(purpose, value), privateKey).toString("base64url"),
  };
}

/** Whether this is the signature of a value, for this purpose, by the holder of a key. False for whatever is no key. */
export function isSignedBy(key: string, purpose: Purpose, value: unknown, signature: string): boolean {
  const known = KEY.test(key) && SIGNATURE.test(signature) ? publicKey(key) : null;
  return known !== null && verifyBytes(null, textFor(purpose, value), known, Buffer.from(signature, "base64url"));
}

const textFor = (purpose: Purpose, value: unknown): Buffer =>
  Buffer.from(`byzcheck cluster 1, ${purpose}\n${canonical(value)}`);

/** As many keys as a cluster can have nodes; strangers' keys push each other out. */
const REMEMBERED = 256;
const publicKey = remembering(REMEMBERED, (key: string): KeyObject | null => {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" });
  } catch {
    return null;
  }
});

/**
 * The name of a cluster: the same for those who run the same protocol under the same configuration in the same run,
 * and for nobody else. Every signature is over it, so that none is of use in another run.
 */
export const clusterName = (about: unknown): string =>
  createHash("sha256").update(canonical(about)).digest("base64url");
