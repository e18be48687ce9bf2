/** Behaviours of a system, steered by numbers, so that fast-check can choose and shrink them. */
import fc from "fast-check";
import { randomFrom } from "../../checker/random.ts";
import type { Action } from "../../model/action.ts";
import { configure } from "../../model/configuration.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import type { GlobalState } from "../../model/state.ts";
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

/** The actions of a walk of some length, the same each time. It ends early where nothing is enabled. */
export function randomActions(system: System, length: number): readonly Action[] {
  const random = randomFrom(1);
  const actions: Action[] = [];
  let state = system.initial;
  while (actions.length < length) {
    const transitions = system.transitions(state);
    const taken = transitions[random.below(Math.max(1, transitions.length))];
    if (!taken) break;
    actions.push(taken.action);
    state = taken.next;
  }
  return actions;
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
