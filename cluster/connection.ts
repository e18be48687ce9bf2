/** One connection: a socket, its handshake, and then frames in either direction. */
import type { Socket } from "node:net";
import { frame, Unframer } from "./frames.ts";
import type { Handshake, Peer } from "./handshake.ts";
import { Refusal } from "./refusal.ts";

export interface Limits {
  /** Bytes of a frame before the handshake is over. */
  readonly hello: number;
  /** Bytes of a frame after it. */
  readonly message: number;
  /** Milliseconds that a handshake may take. */
  readonly handshake: number;
  /** Connections that are in their handshake at one time. */
  readonly strangers: number;
}

export const LIMITS: Limits = { hello: 1024, message: 2 ** 20, handshake: 3000, strangers: 64 };

/** What a connection tells of itself. */
export interface Listener {
  /** The handshake is over. */
  opened(peer: Peer, connection: Connection): void;
  /** A frame has arrived; may throw a Refusal, which leaves the connection open. */
  received(peer: Peer, text: string): void;
  refused(refusal: Refusal, peer: Peer | null): void;
  /** @param peer who was there, if the handshake was over */
  closed(peer: Peer | null): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #handshake: Handshake;
  readonly #limits: Limits;
  readonly #listener: Listener;
  readonly #stream: Unframer;
  #peer: Peer | null = null;

  /** Begins the handshake on a socket that is connected. */
  constructor(socket: Socket, handshake: Handshake, limits: Limits, listener: Listener) {
    this.#socket = socket;
    this.#handshake = handshake;
    this.#limits = limits;
    this.#listener = listener;
    this.#stream = new Unframer(limits.hello);
    socket.setNoDelay(true);
    const late = setTimeout(() => this.#refuse(new Refusal("too-late")), limits.handshake);
    socket.on("data", (piece: Buffer) => {
      this.#hear(piece);
      if (this.#peer) clearTimeout(late);
    });
    // A peer that goes away resets the connection as often as it ends it; "close" follows either way.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(late);
      listener.closed(this.#peer);
    });
    for (const said of handshake.begin()) this.send(JSON.stringify(said));
  }

  send(text: string): void {
    if (!this.#socket.destroyed) this.#socket.write(frame(text));
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(piece: Buffer): void {
    try {
      for (const text of this.#stream.push(piece)) {
        if (this.#socket.destroyed) return;
        if (this.#peer) this.#take(this.#peer, text);
        else this.#shakeHands(text);
      }
    } catch (error) {
      this.#refuse(error);
    }
  }

  #take(peer: Peer, text: string): void {
    try {
      this.#listener.received(peer, text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#listener.refused(error, peer);
    }
  }

  #shakeHands(text: string): void {
    const { says, peer } = this.#handshake.hear(text);
    for (const said of says) this.send(JSON.stringify(said));
    if (!peer) return;
    this.#peer = peer;
    this.#stream.limit = this.#limits.message;
    this.#listener.opened(peer, this);
  }

  /** What is no protocol between nodes ends the connection. */
  #refuse(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.#listener.refused(error, this.#peer);
    this.close();
  }
}
