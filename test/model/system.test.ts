import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import { createMachine } from "../../model/machine.ts";
import type { Body } from "../../model/message.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import type { GlobalState } from "../../model/state.ts";
import type { Out } from "../../model/step.ts";
import { createSystem, type System } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { identity, naiveTransitions } from "./naive-system.ts";
import { recipe, smallSystem } from "./small-protocol.ts";
import { picks, systems, walked } from "./walks.ts";

const texts = (system: System, state: GlobalState): readonly string[] =>
  system
    .transitions(state)
    .map(({ action, next }) => canonical({ action, next: identity(next) }))
    .sort();

function assertFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect(Object.isFrozen(value)).toBe(true);
  for (const part of Object.values(value)) assertFrozen(part);
}

/** What is true of every system, on every walk. */
const laws: Readonly<Record<string, (system: System, states: readonly GlobalState[]) => void>> = {
  "the enabled actions are exactly those that change the state"(system, states) {
    for (const state of states.slice(-3)) expect(texts(system, state)).toEqual(naiveTransitions(system, state));
  },
  "next is pure and never mutates"(system, states) {
    const state = states.at(-1) ?? system.initial;
    const before = identity(state);
    for (const { action, next } of system.transitions(state)) {
      const again = system.next(state, action);
      expect(identity(again)).toBe(identity(next));
      expect(identity(system.next(JSON.parse(JSON.stringify(state)), action))).toBe(identity(next));
    }
    expect(identity(state)).toBe(before);
  },
  "states are frozen, all the way down"(_system, states) {
    assertFrozen(states.at(-1));
  },
  "the soup and the logs only grow"(_system, states) {
    states.slice(1).forEach((after, index) => {
      const before = states[index] as GlobalState;
      const soup = after.soup.map((one) => canonical(one));
      expect(soup).toEqual(expect.arrayContaining(before.soup.map((one) => canonical(one))));
      expect(new Set(soup).size).toBe(soup.length);
      before.logs.forEach((log, id) => void expect(after.logs[id]?.slice(0, log?.length)).toEqual(log ?? undefined));
    });
  },
  "who receives a message may receive it again, unless that changes nothing"(system, states) {
    const state = states.at(-1) ?? system.initial;
    for (const { action, next } of system.transitions(state)) {
      if (action.kind !== "deliver") continue;
      const { from, to, message } = action;
      const enabled = system
        .actions(next)
        .some(
          (one) =>
            one.kind === "deliver" && canonical([one.from, one.to, one.message]) === canonical([from, to, message]),
        );
      const soup = new Set(next.soup.map((one) => canonical(one)));
      const changes = createMachine(system.protocol, system.setting, to)
        .on(next.replicas[to], { kind: "deliver", envelope: { from, to, body: message } })
        .some(
          ({ replica, executions, sends }) =>
            canonical(replica) !== canonical(next.replicas[to]) ||
            executions.length > 0 ||
            sends.some((one) => !soup.has(canonical(one))),
        );
      expect(enabled).toBe(changes);
    }
  },
};

describe.each(Object.entries(laws))("%s", (_name, law) => {
  test.each(systems)("%s", (_system, system) => {
    fc.assert(
      fc.property(picks, (chosen) => law(system, walked(system, chosen))),
      { numRuns: 8 },
    );
  });
  test("small protocols", () => {
    fc.assert(
      fc.property(recipe, picks, (made, chosen) => {
        const system = smallSystem(made);
        law(system, walked(system, chosen));
      }),
      { numRuns: 40 },
    );
  });
});

describe("next", () => {
  const system = createSystem(bsmr, configure(bsmr));

  test("refuses an action that is not enabled, in words", () => {
    const action = { kind: "timeout", replica: 1 } as const;
    expect(() => system.next(system.initial, action)).toThrow(/not enabled in this state: node 1 {2}timeout/);
  });

  test("two choices with one successor are two transitions", () => {
    const honest = createSystem(bsmr, configure(bsmr, { byzantine: [], parameters: { rounds: 1 } }));
    expect(honest.transitions(honest.initial)).toHaveLength(3 * 2);
  });

  test("takes an action that only executes, or only sends, for enabled", () => {
    const idle = (act: (out: Out) => void): Protocol =>
      defineProtocol<Record<never, never>, Body, Record<never, never>, null>({
        name: "idle",
        says: "a replica without a state",
        kinds: ["NOTE"],
        defaults: { nodes: 2, faulty: 0, byzantine: [], timing: "none" },
        parameters: {},
        rules: () => null,
        start: () => ({}),
        receive: () => undefined,
        spontaneous: { act: (_replica, out) => act(out) },
        properties: () => [],
      });
    const enabled = (protocol: Protocol, twice = false): number => {
      const system = createSystem(protocol, configure(protocol));
      const [first] = system.transitions(system.initial);
      return system.transitions(twice && first ? first.next : system.initial).length;
    };
    expect(enabled(idle((out) => out.execute(0, 0, "x")))).toBe(2);
    expect(enabled(idle((out) => out.broadcast({ kind: "NOTE" })))).toBe(2);
    // What was sent is in the soup already.
    expect(
      enabled(
        idle((out) => out.broadcast({ kind: "NOTE" })),
        true,
      ),
    ).toBe(1);
    expect(enabled(idle(() => undefined))).toBe(0);
  });
});
