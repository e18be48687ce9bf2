/** Schedules written by hand, followed step by step on the reference system. */
import { actionWords } from "../../model/action.ts";
import { configure } from "../../model/configuration.ts";
import { judge } from "../../model/judge.ts";
import type { Finding } from "../../model/property.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";

/** A delivery in words, as pbft-rounds has them. */
export const deliver = (to: number, from: number, kind: string, view: number, slot: number, value: number): string =>
  `node ${to} <- node ${from}  ${kind} view ${view} slot ${slot} value ${value}`;

/**
 * Where a schedule ends.
 *
 * @param schedule actions in words
 * @returns `find` tells what a property finds in the last state, and `early` whether it finds that in an earlier one
 * @throws Error naming the first action that is not enabled, and those that are
 */
export function follow(
  protocol: Protocol,
  variant: string | null,
  under: ConfigurationChange,
  schedule: readonly string[],
): { readonly find: (property: string) => Finding | null; readonly early: (property: string) => boolean } {
  const system = createSystem(protocol, configure(protocol, under, variant));
  const states = [system.initial];
  let state = system.initial;
  for (const words of schedule) {
    const enabled = system.transitions(state);
    const one = enabled.find(({ action }) => actionWords(action) === words);
    if (!one) {
      throw new Error(`not enabled: ${words}; enabled: ${enabled.map(({ action }) => actionWords(action)).join("; ")}`);
    }
    state = one.next;
    states.push(state);
  }
  const found = (name: string, at: typeof state): Finding | null => {
    const property = system.properties.find((one) => one.name === name);
    if (!property) throw new Error(`no property ${name}`);
    return judge(property, at, system.setting);
  };
  return {
    find: (name) => found(name, state),
    early: (name) => states.slice(0, -1).some((one) => found(name, one) !== null),
  };
}
