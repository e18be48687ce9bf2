/** What a run costs in which nobody is faulty and no timer fires: counted in a schedule that is played, not computed. */
import { canonical } from "../model/canonical.ts";
import { configure, leastParameters } from "../model/configuration.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Protocol } from "../model/protocol.ts";
import { play } from "./play.ts";
import type { PlayEvent } from "./play-event.ts";

/** What it took until everybody had executed everything, under the least bounds that the protocol has: one value. */
export interface HonestRun {
  readonly nodes: number;
  readonly faulty: number;
  /** A message to each of k recipients is k messages. */
  readonly messages: number;
  /** The same by kind, in the order in which they are first sent. */
  readonly kinds: { readonly [kind: string]: number };
  /** Messages behind one another until the last node had executed; null where some node never executes. */
  readonly delays: number | null;
}

/** How many faulty nodes so many nodes can tolerate: the most with n >= 3f+1. */
const toleratedBy = (nodes: number): number => Math.floor((nodes - 1) / 3);

/**
 * Plays an honest run of the protocol with so many nodes: every message is delivered, in the order of sending, and nobody
 * times out.
 *
 * @throws ConfigurationError where the protocol cannot have so many nodes
 */
export function honestRun(protocol: Protocol, nodes: number): HonestRun {
  const faulty = toleratedBy(nodes);
  const parameters = leastParameters(protocol.parameters);
  const configuration = configure(protocol, { nodes, faulty, byzantine: [], timing: "none", parameters });
  return counted(play(protocol, configuration), nodes, faulty);
}

function counted(events: Iterable<PlayEvent>, nodes: number, faulty: number): HonestRun {
  const kinds: { [kind: string]: number } = {};
  const sentAt = new Map<string, number>();
  /** Of each node, the most messages behind one another that it has heard the last of; and when it last executed. */
  const heard = Array.from({ length: nodes }, () => 0);
  const executed: { entries: number; delays: number | null }[] = heard.map(() => ({ entries: 0, delays: null }));
  for (const event of events) {
    switch (event.kind) {
      case "sent": {
        const { from, to, message } = event;
        kinds[message.kind] = (kinds[message.kind] ?? 0) + 1;
        sentAt.set(keyOf(from, to, message), 1 + (heard[from] ?? 0));
        break;
      }
      case "received": {
        const { from, to, message } = event;
        heard[to] = Math.max(heard[to] ?? 0, sentAt.get(keyOf(from, to, message)) ?? 0);
        break;
      }
      case "state":
        if (event.log.length > (executed[event.replica]?.entries ?? 0))
          executed[event.replica] = { entries: event.log.length, delays: heard[event.replica] ?? 0 };
        break;
      case "end":
        // Who executes at the very start is told at the end only.
        for (const [id, log] of event.logs.entries()) {
          if (log.length > 0 && executed[id]?.delays === null) executed[id] = { entries: log.length, delays: 0 };
        }
        break;
      default:
        break;
    }
  }
  const delays = executed.map((one) => one.delays);
  return {
    nodes,
    faulty,
    messages: Object.values(kinds).reduce((sum, count) => sum + count, 0),
    kinds,
    delays: delays.includes(null) ? null : Math.max(...(delays as readonly number[])),
  };
}

const keyOf = (from: ReplicaId, to: ReplicaId, message: Body): string => canonical({ from, to, message });
