/** A node's place in the network: it listens, dials those with lower ids until they answer, and knows who is who. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { ReplicaId } from "../model/message.ts";
import { Connection, LIMITS, type Limits, type Listener } from "./connection.ts";
import { Handshake, type Identity, type Peer } from "./handshake.ts";
import { Refusal } from "./refusal.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface PeersOptions {
  readonly identity: Identity;
  /** The public key of each node, where they are known beforehand; otherwise the first one that a peer proves is its own. */
  readonly pinned: readonly string[] | null;
  readonly limits?: Limits;
  /** A frame from a peer; may throw a Refusal. */
  received(from: ReplicaId, text: string): void;
  /** Somebody came or went: who is connected now may be another. */
  changed(): void;
  refused(refusal: Refusal, from: ReplicaId | null): void;
}

/** Milliseconds between two attempts to reach a peer, the first and the longest. */
const BACK_OFF = { first: 20, most: 1000 };

export class Peers {
  readonly #options: PeersOptions;
  readonly #server: Server;
  readonly #strangers = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #connected = new Map<ReplicaId, Connection>();
  /** What each peer is to hear: all that was ever sent to it, so that one that comes back hears it again. */
  readonly #sent = new Map<ReplicaId, string[]>();
  readonly #heard = new Map<ReplicaId, number>();
  readonly #keys = new Map<ReplicaId, string>();
  #isClosed = false;

  constructor(options: PeersOptions) {
    this.#options = options;
    for (const [id, key] of options.pinned?.entries() ?? []) this.#keys.set(id, key);
    this.#keys.set(options.identity.id, options.identity.signer.key);
    this.#server = createServer((socket) => this.#open(socket, null));
  }

  /** Listens. @returns the port @throws Error as node:net does, with code EADDRINUSE for a port in use */
  listen({ host, port }: Address): Promise<number> {
    return new Promise((resolve, reject) => {
      // Later errors concern one connection that could not be accepted.
      this.#server.on("error", reject);
      this.#server.listen(port, host, () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  /** Reaches a peer, now or as soon as it is there, and again whenever it is lost. */
  dial(id: ReplicaId, address: Address, wait: number = BACK_OFF.first): void {
    if (this.#isClosed) return;
    const socket = connect(address);
    this.#sockets.add(socket);
    let answered = false;
    socket.on("connect", () => {
      this.#open(socket, id, () => {
        answered = true;
      });
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#sockets.delete(socket);
      const pause = answered ? BACK_OFF.first : wait;
      this.#later(pause, () => this.dial(id, address, Math.min(2 * pause, BACK_OFF.most)));
    });
  }

  /** Sends to a peer, now or when it is connected. */
  send(to: ReplicaId, text: string): void {
    let sent = this.#sent.get(to);
    if (!sent) {
      sent = [];
      this.#sent.set(to, sent);
    }
    sent.push(text);
    this.#connected.get(to)?.send(text);
  }

  get connected(): readonly ReplicaId[] {
    return [...this.#connected.keys()];
  }

  /** The public key of a node, if it is pinned or the node was here. */
  keyOf(id: ReplicaId): string | undefined {
    return this.#keys.get(id);
  }

  /** How many frames were sent to a peer, and how many were heard from it on the present connection. */
  counts(id: ReplicaId): { readonly sent: number; readonly heard: number } {
    return { sent: this.#sent.get(id)?.length ?? 0, heard: this.#heard.get(id) ?? 0 };
  }

  /** Frees the port and ends all connections. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #open(socket: Socket, expected: ReplicaId | null, answered: () => void = () => {}): void {
    const { identity, limits = LIMITS, refused, received, changed } = this.#options;
    if (this.#isClosed || (expected === null && this.#strangers.size >= limits.strangers)) {
      if (!this.#isClosed) refused(new Refusal("too-many"), null);
      socket.on("error", () => {});
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    if (expected === null) this.#strangers.add(socket);
    const side = expected === null ? "acceptor" : "dialer";
    const listener: Listener = {
      opened: ({ id }, connection) => {
        this.#strangers.delete(socket);
        this.#connected.set(id, connection);
        this.#heard.set(id, 0);
        answered();
        for (const text of this.#sent.get(id) ?? []) connection.send(text);
        changed();
      },
      received: ({ id }, text) => {
        this.#heard.set(id, (this.#heard.get(id) ?? 0) + 1);
        received(id, text);
      },
      refused: (refusal, peer) => refused(refusal, peer?.id ?? null),
      closed: (peer) => {
        this.#sockets.delete(socket);
        this.#strangers.delete(socket);
        if (!peer) return;
        this.#connected.delete(peer.id);
        if (!this.#isClosed) changed();
      },
    };
    new Connection(socket, new Handshake(side, identity, expected, (peer) => this.#admit(peer)), limits, listener);
  }

  /** An id is one key's, a key is one id's, and an id is here once. @throws Refusal */
  #admit({ id, key }: Peer): void {
    const known = this.#keys.get(id);
    if (known !== undefined && known !== key) throw new Refusal("other-key", `node ${id}`);
    for (const [other, theirs] of this.#keys) {
      if (other !== id && theirs === key)
        throw new Refusal("key-taken", `it says that it is node ${id}, and is node ${other}`);
    }
    if (this.#connected.has(id)) throw new Refusal("id-taken", `node ${id}`);
    this.#keys.set(id, key);
  }

  #later(milliseconds: number, then: () => void): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
