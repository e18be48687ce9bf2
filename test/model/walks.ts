/** Behaviours of a system, steered by numbers, so that fast-check can choose and shrink them. */
import fc from "fast-check";
import type { Trace } from "../../checker/outcome.ts";
import { randomFrom } from "../../checker/random.ts";
import { replay } from "../../checker/trace.ts";
import type { Action } from "../../model/action.ts";
import { configure } from "../../model/configuration.ts";
import type { Body } from "../../model/message.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import type { GlobalState, Row } from "../../model/state.ts";
import { createSystem, type System } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

/** Which of the enabled actions to take, step by step. */
export const picks = fc.array(fc.nat(1000), { maxLength: 30 });

/** The states along a walk, the initial one first. It ends early where nothing is enabled. */
export function walked(system: System, chosen: readonly number[]): readonly GlobalState[] {
  const states = [system.initial];
  let state = system.initial;
  for (const pick of chosen) {
    const transitions = system.transitions(state);
    const taken = transitions[pick % Math.max(1, transitions.length)];
    if (!taken) break;
    state = taken.next;
    states.push(state);
  }
  return states;
}

/** A walk of some length, the same each time. It ends early where nothing is enabled. */
export function randomTrace<R, B extends Body>(system: System<R, B>, length: number): Trace {
  const random = randomFrom(1);
  const actions: Action<B>[] = [];
  const states = [system.initial];
  let row: Row = system.parts.row(system.initial);
  while (actions.length < length) {
    const ways: { readonly action: Action<B>; readonly next: Row }[] = [];
    // States are made of the rows that the walk takes only: a long walk passes by very many.
    system.successors(row, (action, next) => ways.push({ action, next: Int32Array.from(next) }));
    const taken = ways[random.below(Math.max(1, ways.length))];
    if (!taken) break;
    actions.push(taken.action);
    states.push(system.parts.state(taken.next));
    row = taken.next;
  }
  return replay(system, actions, states);
}

const system = (protocol: Protocol, change: ConfigurationChange = {}): System =>
  createSystem(protocol, configure(protocol, change));

/** The protocols of this project, under configurations that differ in what is enabled. */
export const systems: readonly (readonly [string, System])[] = [
  ["bsmr", system(bsmr, { parameters: { rounds: 2 } })],
  ["bsmr, node 3 Byzantine and wide", system(bsmr, { byzantine: [3], parameters: { byzantineValues: "wide" } })],
  ["bsmr, all honest", system(bsmr, { byzantine: [] })],
  ["pbft-rounds, asynchronous", system(pbftRounds, { parameters: { rounds: 2 } })],
  ["pbft-rounds, lockstep", system(pbftRounds, { timing: "lockstep", parameters: { rounds: 2 } })],
  ["pbft-rounds, no timeouts", system(pbftRounds, { timing: "none", byzantine: [3] })],
  ["two-phase-commit", system(twoPhaseCommit)],
];
