/**
 * One schedule, played from its beginning to its end: for reading, not for checking. Every node runs the honest
 * reducers; where a scenario is played, its script replaces what the faulty ones send.
 */
import { canonical } from "../model/canonical.ts";
import { settingOf } from "../model/configuration.ts";
import { inputsWithoutSender } from "../model/local.ts";
import { createMachine, type Input, type Machine } from "../model/machine.ts";
import type { Body, Envelope, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Configuration, Protocol, Scenario, Setting } from "../model/protocol.ts";
import type { Step } from "../model/step.ts";
import type { PlayEvent } from "./play-event.ts";
import { randomFrom } from "./random.ts";

export interface PlayOptions {
  /** What the Byzantine nodes of the configuration say; they are honest if it is left out. */
  readonly scenario?: Scenario | undefined;
  /** Draws the order of deliveries and the answers to choices; first in first out, and first answers, if left out. */
  readonly seed?: number | undefined;
}

/** A protocol may go on for ever; a schedule that somebody reads does not. */
const MOST_STEPS = 10_000;

export interface Letter {
  readonly from: ReplicaId;
  readonly to: ReplicaId;
  readonly message: Body;
  readonly lie: boolean;
}

interface Node {
  readonly machine: Machine;
  replica: unknown;
  log: Log;
}

/**
 * Plays one schedule. The same options give the same events.
 *
 * A message that changes nothing at its receiver stays pending and is tried again later. Once nothing is deliverable,
 * nodes take steps by themselves, and once there are none of these, whoever is in the earliest round times out.
 *
 * @throws ModelError where the protocol breaks its contract
 */
export function* play(
  protocol: Protocol,
  configuration: Configuration,
  options: PlayOptions = {},
): Generator<PlayEvent> {
  const setting = settingOf(protocol, configuration);
  const random = options.seed === undefined ? null : randomFrom(options.seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[random ? random.below(items.length) : 0];
  const { round, primary, noticed } = protocol.wording ?? {};
  const pending: Letter[] = [];
  /** Sent in this wave: printed and deliverable once the wave is over. */
  let outbox: Letter[] = [];
  let heading = -1;

  const nodes = Array.from({ length: setting.n }, (_, id): Node => {
    const machine = createMachine(protocol, setting, id);
    const { replica, sends, executions } = machine.start();
    outbox.push(...lettersOf(sends, setting, options.scenario));
    return { machine, replica, log: executions };
  });
  const roundOf = ({ replica }: Node): number => round?.(replica) ?? 0;
  const stepsOf = ({ machine, replica }: Node, input: Input): readonly Step[] =>
    machine.on(replica, input).filter((step) => changes(step, replica));

  /** The wave is over: the round's heading if everybody has entered it, and what was sent. */
  function* post(): Generator<PlayEvent> {
    const slowest = nodes.reduce((one, other) => (roundOf(other) < roundOf(one) ? other : one));
    if (round && roundOf(slowest) > heading && outbox.length > 0) {
      heading = roundOf(slowest);
      yield { kind: "round", round: heading, primary: primary?.(slowest.replica, slowest.machine.context) ?? null };
    }
    for (const letter of outbox) yield { kind: "sent", ...letter };
    pending.push(...outbox);
    outbox = [];
  }

  function* take(node: Node, step: Step): Generator<PlayEvent> {
    const { context, id } = node.machine;
    const before = { replica: node.replica, round: roundOf(node) };
    node.replica = step.replica;
    node.log = [...node.log, ...step.executions];
    outbox.push(...lettersOf(step.sends, setting, options.scenario));
    for (const says of noticed?.(before.replica, node.replica, context, step) ?? [])
      yield { kind: "noticed", replica: id, says };
    if (step.executions.length > 0 || roundOf(node) !== before.round)
      yield { kind: "state", replica: id, log: node.log };
  }

  /** Delivers what is pending: all of it once in the order of sending, or one message drawn at random. */
  function* deliver(): Generator<PlayEvent, boolean> {
    let delivered = false;
    for (const letter of random ? shuffled(pending, random.below) : [...pending]) {
      const { from, to, message } = letter;
      const node = nodes[to] as Node;
      const step = pick(stepsOf(node, { kind: "deliver", envelope: { from, to, body: message } }));
      if (!step) continue;
      pending.splice(pending.indexOf(letter), 1);
      yield { kind: "received", from, to, message, accepted: true, choices: step.choices };
      yield* take(node, step);
      delivered = true;
      if (random) break;
    }
    return delivered;
  }

  /** One spontaneous step: the first by name, then by node, or one drawn at random. */
  function* stepAlone(): Generator<PlayEvent, boolean> {
    const possible = Object.keys(protocol.spontaneous ?? {}).flatMap((name) =>
      nodes.flatMap((node) => stepsOf(node, { kind: "step", name }).map((step) => ({ name, node, step }))),
    );
    const one = possible.length > 0 ? pick(possible) : undefined;
    if (!one) return false;
    yield { kind: "step", replica: one.node.machine.id, name: one.name, choices: one.step.choices };
    yield* take(one.node, one.step);
    return true;
  }

  /** Whoever is in the earliest round times out, or the round ends for all. */
  function* passTime(): Generator<PlayEvent, boolean> {
    const kind = setting.timing === "lockstep" ? "round-end" : "timeout";
    if (kind === "timeout" && !inputsWithoutSender(protocol, setting).some((input) => input.kind === kind))
      return false;
    const able = nodes.flatMap((node) =>
      stepsOf(node, { kind })
        .slice(0, 1)
        .map((step) => ({ node, step })),
    );
    const earliest = Math.min(...able.map(({ node }) => roundOf(node)));
    if (kind === "round-end" && able.length > 0) yield { kind };
    for (const { node, step } of able) {
      if (kind === "timeout" && roundOf(node) > earliest) continue;
      if (kind === "timeout") yield { kind, replica: node.machine.id, choices: step.choices };
      yield* take(node, step);
    }
    return able.length > 0;
  }

  yield* post();
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (!(yield* deliver()) && !(yield* stepAlone()) && !(yield* passTime())) break;
    yield* post();
  }
  yield { kind: "end", logs: nodes.map(({ log }) => log) };
}

/** Whether a step changes anything: what does not is no step of a schedule. */
export const changes = ({ replica, sends, executions }: Step, before: unknown): boolean =>
  sends.length > 0 || executions.length > 0 || (replica !== before && canonical(replica) !== canonical(before));

/** A letter for each recipient, in the order of their ids; a faulty sender's say what the script says. */
export function lettersOf(
  sends: readonly Envelope[],
  setting: Setting,
  scenario: Scenario | undefined,
): readonly Letter[] {
  return sends.flatMap(({ from, to, body }) => {
    const recipients =
      to === "all" ? Array.from({ length: setting.n }, (_, id) => id).filter((id) => id !== from) : [to];
    return recipients.flatMap((recipient): readonly Letter[] => {
      if (!scenario || !setting.byzantine.includes(from)) return [{ from, to: recipient, message: body, lie: false }];
      const said = scenario.script(body, recipient, setting);
      return said === null ? [] : [{ from, to: recipient, message: said, lie: canonical(said) !== canonical(body) }];
    });
  });
}

/** The items in a random order (Fisher and Yates). */
function shuffled<T>(items: readonly T[], below: (limit: number) => number): readonly T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
