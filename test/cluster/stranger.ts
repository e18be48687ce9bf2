/** Somebody at a node's door who does as the test says: a raw socket, and the handshake where it is wanted. */
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { frame, Unframer } from "../../cluster/frames.ts";
import { Handshake } from "../../cluster/handshake.ts";
import type { Job, Report } from "../../cluster/job.ts";
import { jobsFor } from "../../cluster/jobs.ts";
import { type Node, startNode } from "../../cluster/node.ts";
import type { Reason } from "../../cluster/refusal.ts";
import { type Signer, signerOf } from "../../cluster/signing.ts";
import type { SignedEnvelope } from "../../cluster/wire.ts";
import { configure } from "../../model/configuration.ts";
import { protocolNamed } from "./crew.ts";

export interface Door {
  readonly node: Node;
  readonly jobs: readonly Job[];
  readonly port: number;
  readonly reports: readonly Report[];
  /** How often the node has refused something, by reason. */
  refusals(): Partial<Record<Reason, number>>;
  /** The messages that the replica took. */
  accepted(): number;
  /** Waits until the node has reported something of this kind so often. */
  heard(kind: Report["kind"], times: number): Promise<void>;
}

/** One node of four, awake, and nobody else. */
export async function openDoor(name = "bsmr", id = 0): Promise<Door> {
  const protocol = protocolNamed(name);
  const jobs = jobsFor({ protocol: name, configuration: configure(protocol, { byzantine: [] }) });
  const reports: Report[] = [];
  let changed: () => void = () => {};
  const node = startNode(protocol, jobs[id] as Job, (report) => {
    reports.push(report);
    changed();
  });
  onTestFinished(() => node.close());
  const heard = (kind: Report["kind"], times: number): Promise<void> =>
    new Promise((resolve) => {
      changed = () => {
        if (reports.filter((one) => one.kind === kind).length >= times) resolve();
      };
      changed();
    });
  await heard("listening", 1);
  const [first] = reports;
  node.command({ kind: "go", at: Date.now() });
  return {
    node,
    jobs,
    port: first?.kind === "listening" ? first.port : 0,
    reports,
    refusals: () =>
      Object.fromEntries(reports.flatMap((one) => (one.kind === "refused" ? [[one.reason, one.count]] : []))),
    accepted: () => reports.filter((one) => one.kind === "happened" && one.event.kind === "received").length,
    heard,
  };
}

export const signerFor = (door: Door, id: number): Signer => signerOf(door.jobs[id]?.privateKey ?? "");

/** A socket at the door; it is closed after the test. */
export function knock(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    onTestFinished(() => void socket.destroy());
    socket.on("connect", () => resolve(socket));
    socket.on("error", reject);
  });
}

/** A peer that has shaken hands, and says what it is told to. */
export async function enter(door: Door, id: number, signer: Signer = signerFor(door, id)): Promise<Peer> {
  const cluster = door.jobs[0]?.cluster ?? "";
  const socket = await knock(door.port);
  const stream = new Unframer(2 ** 20);
  const recorded: string[] = [];
  const handshake = new Handshake("dialer", { cluster, id, n: 4, signer }, 0, () => {});
  const write = (text: string): void => {
    recorded.push(text);
    socket.write(frame(text));
  };
  const isIn = await new Promise<boolean>((resolve) => {
    socket.on("close", () => resolve(false));
    socket.on("data", (piece: Buffer) => {
      for (const text of stream.push(piece)) {
        if (recorded.length > 1) return resolve(true);
        const { says } = handshake.hear(text);
        for (const said of says) write(JSON.stringify(said));
      }
    });
    for (const said of handshake.begin()) write(JSON.stringify(said));
  });
  return {
    isIn,
    socket,
    recorded,
    say: (envelope, by = signer, shown = []) =>
      void socket.write(frame(JSON.stringify({ kind: "message", envelope: signed(cluster, envelope, by), shown }))),
  };
}

export interface Peer {
  /** Whether the node has let it in. */
  readonly isIn: boolean;
  readonly socket: Socket;
  /** What it said in its handshake. */
  readonly recorded: readonly string[];
  say(envelope: Omit<SignedEnvelope, "signature">, by?: Signer, shown?: readonly SignedEnvelope[]): void;
}

/** A signed message. */
export const signed = (
  cluster: string,
  { from, to, body }: Omit<SignedEnvelope, "signature">,
  by: Signer,
): SignedEnvelope => ({ from, to, body, signature: by.sign("message", { cluster, from, to, body }) });
