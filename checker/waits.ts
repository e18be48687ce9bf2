/**
 * What everybody waits for in a state from which nothing leads on: the messages that would change a replica, and that only a
 * Byzantine replica could still send, or an honest one that never will.
 */
import { canonical } from "../model/canonical.ts";
import { observeReplica } from "../model/judge.ts";
import { createMachine, type Machine } from "../model/machine.ts";
import { type Body, type Envelope, type ReplicaId, say } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { Soup } from "../model/soup.ts";
import type { GlobalState } from "../model/state.ts";
import type { System, Transition } from "../model/system.ts";

/** How many steps it may take until nothing can happen any more. */
const MOST_STEPS = 1000;

/**
 * What the honest replicas wait for once everything has happened that still can without the Byzantine ones: `nodes 1 and 2
 * wait for RESULT round 0 from node 0`.
 *
 * @returns null if there is no end to what can happen
 */
export function waitsIn(system: System, property: Property, state: GlobalState): string | null {
  const end = endOf(system, state);
  if (end === null) return null;
  const { honest } = system.setting;
  const waits = honest.map((id) => waitOf(system, property, end, id));
  const words = [...new Set(waits)].map((wait) => {
    const ids = honest.filter((_, place) => waits[place] === wait);
    const [who, one] = [nodes(ids), ids.length === 1];
    return `${who} ${one ? "waits" : "wait"} for ${wait ?? "nothing any more"}`;
  });
  return `${end === state ? "" : "in the end "}${words.join("; ")}`;
}

/** A state in which nothing is enabled but lies, on one way there: timers fire only when nothing else is left to happen. */
function endOf(system: System, start: GlobalState): GlobalState | null {
  let state = start;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const enabled = system.transitions(state).filter(({ action }) => !(action.kind === "deliver" && action.byzantine));
    const isKind = (kind: string) => (one: Transition) => one.action.kind === kind;
    const next = enabled.find(isKind("deliver")) ?? enabled.find(isKind("step")) ?? enabled[0];
    if (!next) return state;
    state = next.next;
  }
  return null;
}

/** What one replica waits for; null if no message could change it. */
function waitOf(system: System, property: Property, { replicas, soup }: GlobalState, id: ReplicaId): string | null {
  const { protocol, setting } = system;
  const machine = createMachine(protocol, setting, id);
  const replica = replicas[id];
  const own = protocol.wording?.waitsFor?.(replica, machine.context) ?? null;
  if (own !== null) return own;
  const effects = imaginable(system, soup, id).map((message) => ({
    message,
    effect: effectOf(machine, property, replica, message, soup),
  }));
  const most = Math.max(0, ...effects.map(({ effect }) => effect));
  if (most === 0) return null;
  return messageWords(effects.filter(({ effect }) => effect === most).map(({ message }) => message));
}

/** Whatever a replica might be sent: the lies, and everything that anybody says, from each of the honest ones. */
function imaginable({ lies, setting, parts }: System, soup: Soup, id: ReplicaId): readonly Envelope[] {
  const sent = Array.from({ length: parts.envelopes.size }, (_, number) => parts.envelopes.value(number));
  const bodies = new Map(
    [...lies.map(({ envelope }) => envelope), ...sent, ...soup].map(({ body }) => [canonical(body), body]),
  );
  const others = setting.honest.filter((other) => other !== id);
  return [
    ...lies.flatMap(({ envelope }) => (envelope.to === id ? [envelope] : [])),
    ...[...bodies.values()].flatMap((body) => others.map((from): Envelope => ({ from, to: id, body }))),
  ];
}

/** 2 where a message makes a replica put something new out, or show something else; 1 where it changes it at all. */
function effectOf(machine: Machine, property: Property, replica: unknown, envelope: Envelope, soup: Soup): 0 | 1 | 2 {
  const isSent = (one: Envelope): boolean => soup.some((other) => canonical(other) === canonical(one));
  const shows = (of: unknown): string | null =>
    property.over === "replicas" ? canonical(observeReplica(property, of, machine.id)) : null;
  const steps = machine.on(replica, { kind: "deliver", envelope });
  const isVisible = steps.some(
    (step) =>
      step.executions.length > 0 || step.sends.some((one) => !isSent(one)) || shows(step.replica) !== shows(replica),
  );
  if (isVisible) return 2;
  return steps.some((step) => canonical(step.replica) !== canonical(replica)) ? 1 : 0;
}

/** Messages in few words: by kind and sender, with the fields in which those of a kind do not differ. */
function messageWords(messages: readonly Envelope[]): string {
  const rows = new Map<string, string[]>();
  for (const kind of new Set(messages.map(({ body }) => body.kind))) {
    const some = messages.filter(({ body }) => body.kind === kind);
    const senders = [...new Set(some.map(({ from }) => from))].sort((a, b) => a - b);
    const about = `${commonFields(some.map(({ body }) => body))}from ${nodes(senders)}`;
    rows.set(about, [...(rows.get(about) ?? []), kind]);
  }
  return [...rows].map(([about, kinds]) => `${series(kinds, "or")} ${about}`).join(", or ");
}

/** `round 0 `: fields that hold the same number or text in all of these. */
function commonFields([first, ...others]: readonly Body[]): string {
  const fields = Object.entries(first ?? {}).filter(
    ([name, value]) =>
      name !== "kind" &&
      (typeof value !== "object" || value === null) &&
      others.every((other) => canonical(other[name as keyof Body] ?? null) === canonical(value)),
  );
  return fields.map(([name, value]) => `${name} ${say(value)} `).join("");
}

/** `node 0`, `nodes 0 and 1`. */
export const nodes = (ids: readonly ReplicaId[]): string =>
  `${ids.length === 1 ? "node" : "nodes"} ${series(ids, "and")}`;

/** `0`, `0 and 1`, `0, 1 and 2`. */
function series(items: readonly (string | number)[], last: "and" | "or"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}
