/**
 * The handshake: both sides say who they are and name their keys, then each signs what both have said. So a peer has
 * the key that it names, holds this very connection (the nonces are new), and cannot be answered with its own words (the
 * signature says which side it is from).
 *
 *   dialer -> acceptor   hello
 *   acceptor -> dialer   hello
 *   dialer -> acceptor   proof
 *   acceptor -> dialer   proof   once it has taken the dialer's: for the dialer this means "come in"
 */
import type { ReplicaId } from "../model/message.ts";
import { Refusal } from "./refusal.ts";
import { isSignedBy, nonce, type Signer } from "./signing.ts";
import { type Hello, type Proof, readHello, readProof } from "./wire.ts";

export type Side = "dialer" | "acceptor";

/** Who a node is. */
export interface Identity {
  readonly cluster: string;
  readonly id: ReplicaId;
  readonly n: number;
  readonly signer: Signer;
}

/** Who a peer has proved to be. */
export interface Peer {
  readonly id: ReplicaId;
  readonly key: string;
}

/** What a side does after it has heard something: what it says, and who the peer is once that is certain. */
export interface Turn {
  readonly says: readonly (Hello | Proof)[];
  readonly peer: Peer | null;
}

/** One side of one handshake. */
export class Handshake {
  readonly #side: Side;
  readonly #me: Identity;
  readonly #mine: Hello;
  readonly #expected: ReplicaId | null;
  readonly #admit: (peer: Peer) => void;
  #theirs: Hello | null = null;

  /**
   * @param expected who the dialer means to reach; null for the acceptor
   * @param admit called with a peer that has proved who it is, before it is told so; throws a Refusal to keep it out
   */
  constructor(side: Side, me: Identity, expected: ReplicaId | null, admit: (peer: Peer) => void) {
    this.#side = side;
    this.#me = me;
    this.#expected = expected;
    this.#admit = admit;
    const { cluster, id, signer } = me;
    this.#mine = { kind: "hello", version: 1, cluster, id, key: signer.key, nonce: nonce() };
  }

  /** What the side says before it has heard anything. */
  begin(): readonly Hello[] {
    return this.#side === "dialer" ? [this.#mine] : [];
  }

  /** @throws Refusal where this is not how the handshake goes on */
  hear(source: string): Turn {
    if (this.#theirs === null) {
      const theirs = readHello(source);
      this.#check(theirs);
      this.#theirs = theirs;
      return { says: this.#side === "dialer" ? [this.#proof(theirs)] : [this.#mine], peer: null };
    }
    const theirs = this.#theirs;
    const other: Side = this.#side === "dialer" ? "acceptor" : "dialer";
    if (!isSignedBy(theirs.key, "handshake", this.#transcript(other, theirs), readProof(source).signature))
      throw new Refusal("wrong-proof", `it says that it is node ${theirs.id}`);
    const peer = { id: theirs.id, key: theirs.key };
    this.#admit(peer);
    return { says: this.#side === "acceptor" ? [this.#proof(theirs)] : [], peer };
  }

  #check({ cluster, id }: Hello): void {
    if (cluster !== this.#me.cluster) throw new Refusal("other-cluster");
    if (id === this.#me.id || id >= this.#me.n || (this.#expected !== null && id !== this.#expected))
      throw new Refusal("unknown-id", `it says that it is node ${id}`);
  }

  #proof(theirs: Hello): Proof {
    return { kind: "proof", signature: this.#me.signer.sign("handshake", this.#transcript(this.#side, theirs)) };
  }

  #transcript(signedBy: Side, theirs: Hello): unknown {
    const [dialer, acceptor] = this.#side === "dialer" ? [this.#mine, theirs] : [theirs, this.#mine];
    return { signedBy, dialer, acceptor };
  }
}
