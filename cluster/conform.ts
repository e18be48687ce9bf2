/**
 * Whether what real processes did is a behaviour of the model. What each did is in its own order; an order of all of it is
 * found by taking, again and again, any next action that the model enables. Nothing is lost by taking the first: what a
 * replica can do depends on itself and on what was sent, and what was sent stays.
 */
import { type Action, actionWords } from "../model/action.ts";
import { vocabulary } from "../model/adversary.ts";
import { canonical } from "../model/canonical.ts";
import { settingOf } from "../model/configuration.ts";
import { type Body, isFor, type ReplicaId } from "../model/message.ts";
import type { Configuration, Forgery, Protocol } from "../model/protocol.ts";
import type { GlobalState } from "../model/state.ts";
import { createSystem } from "../model/system.ts";
import { counted } from "../reports/words.ts";
import type { Recorded, Recording } from "./recorded.ts";

export interface Conformance {
  /** The run as a trace of the model, as far as it is one. */
  readonly actions: readonly Action[];
  readonly final: GlobalState;
  /** Why it is none; null if it is one. */
  readonly flaw: string | null;
  /** What liars said besides the words that the model gives them: there they have some, here they may say anything. */
  readonly beyond: number;
  /** Nodes that were started again. They have forgotten what they had signed, and count as Byzantine. */
  readonly restarted: readonly ReplicaId[];
}

/** Holds a recorded run against the model. @throws ModelError where the protocol breaks its contract */
export function conformance(recording: Recording, protocol: Protocol): Conformance {
  const restarted = recording.nodes.flatMap(({ lives }, id) => (lives > 1 ? [id] : []));
  const byzantine = [...new Set([...recording.configuration.byzantine, ...restarted])].sort((a, b) => a - b);
  const configuration: Configuration = { ...recording.configuration, byzantine };
  const honest = recording.nodes.map((_, id) => id).filter((id) => !byzantine.includes(id));
  const queues = recording.nodes.map(({ actions }, id) =>
    honest.includes(id) ? actions.map((action) => renamed(action, byzantine)) : [],
  );
  const said = wordsBeyond(queues.flat(), protocol, configuration);
  const system = createSystem(saying(said, protocol), configuration);
  const order: Action[] = [];
  let state = system.initial;
  for (;;) {
    const enabled = new Map(system.transitions(state).map(({ action, next }) => [canonical(action), next]));
    const able = honest.find(
      (id) => queues[id]?.[0]?.kind !== "round-end" && enabled.has(canonical(queues[id]?.[0] ?? null)),
    );
    const next = able === undefined ? enabled.get(canonical(ROUND_END)) : enabled.get(canonical(queues[able]?.[0]));
    const everybody = honest.every((id) => queues[id]?.[0]?.kind === "round-end");
    if (next === undefined || (able === undefined && !everybody)) break;
    const [action] = queues[able ?? honest[0] ?? 0] ?? [];
    if (action === undefined) break;
    order.push(action);
    state = next;
    for (const id of able === undefined ? honest : [able]) queues[id]?.shift();
  }
  const stuck = honest.find((id) => (queues[id]?.length ?? 0) > 0);
  const flaw =
    stuck === undefined
      ? otherwise(state, recording.nodes, honest)
      : `after ${counted(order.length, "step")} the model does not allow what node ${stuck} did next: ${actionWords(queues[stuck]?.[0] ?? ROUND_END)}`;
  return { actions: order, final: state, flaw, beyond: said.size, restarted };
}

const ROUND_END: Action = { kind: "round-end" };

/** An action of a run in which more nodes count as Byzantine. */
const renamed = (action: Action, byzantine: readonly ReplicaId[]): Action =>
  action.kind === "deliver" ? { ...action, byzantine: byzantine.includes(action.from) } : action;

/** What liars said that is not in the model's vocabulary, each by its canonical text. */
function wordsBeyond(
  actions: readonly Action[],
  protocol: Protocol,
  configuration: Configuration,
): ReadonlyMap<string, { readonly from: ReplicaId; readonly to: ReplicaId; readonly body: Body }> {
  const known = new Set(vocabulary(protocol, settingOf(protocol, configuration)).map((lie) => canonical(lie.envelope)));
  return new Map(
    actions.flatMap((action) => {
      if (action.kind !== "deliver" || !action.byzantine) return [];
      const envelope = { from: action.from, to: action.to, body: action.message };
      const text = canonical(envelope);
      return known.has(text) ? [] : [[text, envelope] as const];
    }),
  );
}

/** The protocol, with liars that say this as well. */
const saying = (said: ReturnType<typeof wordsBeyond>, protocol: Protocol): Protocol => ({
  ...protocol,
  *forge(id, setting): Iterable<Forgery> {
    yield* protocol.forge?.(id, setting) ?? [];
    for (const { from, to, body } of said.values()) if (from === id) yield { to, body };
  },
});

/** Every action is one of the model's; whether what came of them is as well. */
function otherwise(
  { logs, soup }: GlobalState,
  nodes: readonly Recorded[],
  honest: readonly ReplicaId[],
): string | null {
  for (const id of honest) {
    const { log, sent } = nodes[id] as Recorded;
    if (canonical(log) !== canonical(logs[id]))
      return `node ${id} says that it has executed ${canonical(log)}; in the model it has executed ${canonical(logs[id])}`;
    const own = soup.filter(({ from }) => from === id);
    for (const { to, body } of sent) {
      if (!own.some((one) => isFor(one, to) && canonical(one.body) === canonical(body)))
        return `node ${id} sent node ${to} what it does not send in the model: ${canonical(body)}`;
    }
  }
  return null;
}
