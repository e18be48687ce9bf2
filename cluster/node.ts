/** A node: a replica, alive or held, and its place in the network. The same in a process of its own and in a test's. */
import { settingOf } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Protocol } from "../model/protocol.ts";
import { Held, UndoneError } from "./held.ts";
import type { Command, Job, Report } from "./job.ts";
import { Live } from "./live.ts";
import { openLog } from "./log.ts";
import { Mail } from "./mail.ts";
import { Peers } from "./peers.ts";
import type { Reason, Refusal } from "./refusal.ts";
import { signerOf } from "./signing.ts";

/** A node at work. */
export interface Node {
  command(command: Command): void;
  /** Frees its port, and ends what it waits for. */
  close(): void;
}

/** Starts a node: it listens at once, and does nothing before it is told that everybody is there. */
export function startNode(protocol: Protocol, job: Job, report: (report: Report) => void): Node {
  const { id, cluster, configuration } = job;
  const setting = settingOf(protocol, configuration);
  const others = Array.from({ length: setting.n }, (_, other) => other).filter((other) => other !== id);
  const signer = signerOf(job.privateKey);
  const log = openLog(job);
  const tell = (what: Report): void => {
    log(what);
    report(what);
  };
  const fail = (error: unknown): void => tell({ kind: "failed", ...failure(error) });

  const refusals = new Map<Reason, number>();
  const refused = ({ reason, message }: Refusal, from: ReplicaId | null): void => {
    const count = (refusals.get(reason) ?? 0) + 1;
    refusals.set(reason, count);
    tell({ kind: "refused", reason, words: message, from, count });
  };

  const overhears = job.held && setting.byzantine.includes(id);
  const peers = new Peers({
    identity: { cluster, id, n: setting.n, signer },
    pinned: job.pinned,
    received(from, text) {
      // Whatever comes of it, it was heard.
      setImmediate(settled);
      const letter = mail.read(from, text, overhears);
      if (letter) replica.receive(letter);
      else held?.overheard();
    },
    changed: () => {
      report({ kind: "connected", to: peers.connected });
      settled();
    },
    refused,
  });
  const accomplices = new Map(job.accomplices.map((one) => [one.id, signerOf(one.privateKey)]));
  const mail = new Mail({ protocol, setting, cluster, id, signer, accomplices, keyOf: (other) => peers.keyOf(other) });
  const send = (to: ReplicaId, text: string): void => peers.send(to, text);

  const scenario = job.scenario === null ? undefined : protocol.scenarios?.[job.scenario];
  const held = job.held ? new Held({ protocol, setting, id, mail, send }) : null;
  const live = new Live({
    protocol,
    setting,
    scenario,
    id,
    timer: job.timer,
    send: (to, body) => send(to, mail.write(to, body)),
    tell: (event) => tell({ kind: "happened", event }),
    refused,
    failed: fail,
    rested: () => settled(),
  });
  const replica = held ?? live;

  /** The last words are enough: whoever asks compares what one has sent with what the other has heard. */
  const settled = (): void => {
    if (held || !live.isSettled) return;
    const counts = Array.from({ length: setting.n }, (_, other) => peers.counts(other));
    report({ kind: "settled", sent: counts.map(({ sent }) => sent), heard: counts.map(({ heard }) => heard) });
  };

  peers.listen(job.address).then(
    (port) => report({ kind: "listening", port, key: signer.key }),
    (error: Error) => tell({ kind: "failed", words: error.message, cause: "port" }),
  );

  return {
    command(command) {
      switch (command.kind) {
        case "peers":
          // Of two nodes the one with the higher id dials.
          for (const other of others) {
            const address = command.addresses[other];
            if (other < id && address) peers.dial(other, address);
          }
          break;
        case "go":
          if (held) held.start();
          else live.start(command.at);
          break;
        case "do":
          held?.act(command.deed).then((standing) => tell({ kind: "did", standing }), fail);
          break;
      }
    },
    close() {
      live.close();
      peers.close();
    },
  };
}

function failure(error: unknown): Omit<Extract<Report, { kind: "failed" }>, "kind"> {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof UndoneError) return { words, cause: "trace" };
  if (error instanceof ModelError) return { words, cause: error.kind === "impure" ? "impure" : "protocol" };
  return { words: error instanceof Error ? (error.stack ?? words) : words, cause: "fault" };
}
