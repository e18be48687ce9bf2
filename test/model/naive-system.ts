/** The transitions of a state, worked out the slow and obvious way: what the fast bookkeeping must agree with. */
import type { Action } from "../../model/action.ts";
import { canonical } from "../../model/canonical.ts";
import { actionOf, createMachine, type Input } from "../../model/machine.ts";
import { type Body, holds, isFor } from "../../model/message.ts";
import type { GlobalState } from "../../model/state.ts";
import type { Step } from "../../model/step.ts";
import type { System } from "../../model/system.ts";

/** Actions with the states they lead to, as sorted canonical texts. */
export function naiveTransitions(system: System, state: GlobalState): readonly string[] {
  const { setting, protocol, lies } = system;
  const machines = new Map(setting.honest.map((id) => [id, createMachine(protocol, setting, id)]));
  const found: string[] = [];
  const take = (action: Action, next: GlobalState): void => {
    if (identity(next) !== identity(state)) found.push(canonical({ action, next: identity(next) }));
  };
  const offer = (id: number, input: Input): number => {
    const before = found.length;
    for (const step of machines.get(id)?.on(state.replicas[id], input) ?? []) {
      const byzantine = input.kind === "deliver" && setting.byzantine.includes(input.envelope.from);
      const action = actionOf(input, id, byzantine);
      take(step.choices.length > 0 ? ({ ...action, choices: step.choices } as Action) : action, after(state, id, step));
    }
    return found.length - before;
  };

  let delivered = 0;
  const sent = (from: number, body: Body): boolean =>
    state.soup.some((one) => one.from === from && canonical(one.body) === canonical(body));
  for (const id of setting.honest) {
    for (const envelope of state.soup) if (isFor(envelope, id)) delivered += offer(id, { kind: "deliver", envelope });
    for (const { envelope, evidence } of lies) {
      const shown =
        evidence === null || holds(evidence, (one) => setting.byzantine.includes(one.from) || sent(one.from, one.body));
      if (envelope.to === id && shown) offer(id, { kind: "deliver", envelope });
    }
    if (setting.timing === "asynchronous" && protocol.timeout) offer(id, { kind: "timeout" });
    for (const name of Object.keys(protocol.spontaneous ?? {})) offer(id, { kind: "step", name });
  }
  if (setting.timing === "lockstep" && delivered === 0) {
    let next = state;
    for (const id of setting.honest) {
      const [step] = machines.get(id)?.on(state.replicas[id], { kind: "round-end" }) ?? [];
      if (step) next = after(next, id, step);
    }
    take({ kind: "round-end" }, next);
  }
  return found.sort();
}

/** A state's identity, its soup as a set. */
export const identity = ({ replicas, logs, soup }: GlobalState): string =>
  canonical({ replicas, logs, soup: [...new Set(soup.map((one) => canonical(one)))].sort() });

function after(state: GlobalState, id: number, { replica, sends, executions }: Step): GlobalState {
  return {
    replicas: state.replicas.map((old, at) => (at === id ? replica : old)),
    logs: state.logs.map((log, at) => (at === id ? [...(log ?? []), ...executions] : log)),
    soup: [...state.soup, ...sends],
  };
}
