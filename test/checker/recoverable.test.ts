import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { type CompiledRun, crossCheck } from "../../checker/cross-check.ts";
import { findingIn } from "../../checker/stuck.ts";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import { everybody, recoverable } from "../../model/properties/recoverable.ts";
import { defineProtocol, type Protocol, type Wording } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { recurs } from "../../reports/regression.ts";

type Door = "open" | "ajar" | "shut" | "through";
interface Message {
  readonly kind: "OPEN" | "HELP";
  readonly door: number;
}

/**
 * Node 0 lies. Each other node stands before a door that a liar may open (OPEN) or leave ajar; who has it ajar needs the HELP of
 * another, who sends it on its way through. A timer shuts an open door for good.
 */
const doors = (wording: Wording<{ door: Door }> = {}, liarOpens = true): Protocol =>
  defineProtocol<{ door: Door }, Message, Record<never, never>, null>({
    name: "doors",
    says: "everybody goes through a door",
    kinds: ["OPEN", "HELP"],
    defaults: { nodes: 3, faulty: 1, byzantine: [0], timing: "asynchronous" },
    parameters: {},
    rules: () => null,
    start: () => ({ door: "open" }),
    receive(replica, { body }) {
      if (body.kind === "OPEN" && replica.door === "open") replica.door = "ajar";
      if (body.kind === "HELP" && replica.door === "ajar") replica.door = "through";
    },
    spontaneous: {
      go(replica, out) {
        if (replica.door !== "open") return;
        replica.door = "through";
        out.broadcast({ kind: "HELP", door: 1 });
      },
    },
    timeout(replica) {
      if (replica.door === "open") replica.door = "shut";
    },
    forge: () => (liarOpens ? [{ body: { kind: "OPEN", door: 1 } }, { body: { kind: "HELP", door: 1 } }] : []),
    properties: () => [
      recoverable(
        "progress",
        "everybody can still go through",
        everybody("all-through", "everybody is through", ({ door }: { door: Door }) => door === "through"),
      ),
    ],
    wording,
  }) as Protocol;

const runs: readonly CompiledRun[] = [
  { reduce: [], search: "breadth-first" },
  { reduce: ["macro"], search: "breadth-first" },
  { reduce: ["quotient", "live", "macro", "monitor", "symmetry"], search: "breadth-first" },
  { reduce: ["live", "symmetry"], search: "depth-first" },
];

describe("what stays possible", () => {
  test("is violated at a nearest state from which nothing leads on: one timer is enough", async () => {
    const outcome = await check({ protocol: doors() });
    expect(outcome.verdict).toBe("violation");
    expect(outcome.property("progress")).toMatchObject({ verdict: "VIOLATED", kind: "recoverable", length: 1 });
    expect(outcome.property("progress").trace?.steps[0]?.action).toMatchObject({ kind: "timeout" });
  });

  test("does not count on the liar: both doors ajar are stuck, though it could send its HELP", async () => {
    const outcome = await check({ protocol: doors(), timing: "none" });
    expect(outcome.property("progress")).toMatchObject({ verdict: "VIOLATED", length: 2 });
    expect(outcome.property("progress").explanation).toBe(
      "if node 0 says nothing more, there is no way on: node 1 waits for HELP door 1 from nodes 0 and 2; node 2 waits for HELP door 1 from nodes 0 and 1",
    );
  });

  test("is safe where nobody can shut the last way, and every engine says so", async () => {
    const outcome = await check({ protocol: doors({}, false), timing: "none" });
    expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true });
    for (const liarOpens of [true, false]) {
      const compared = await crossCheck({ protocol: doors({}, liarOpens) }, runs);
      expect(compared).toMatchObject({ agreed: true, differences: [], cutShort: [] });
    }
  });

  test("is not decided by random walks, nor by a search that ends too early", async () => {
    const random = await check({ protocol: doors(), search: "random", walks: 5 });
    expect(random.property("progress").verdict).toBe("UNDECIDED");
    const bounded = await check({ protocol: doors({}, false), timing: "none", maxStates: 1, engine: "reference" });
    expect(bounded).toMatchObject({ verdict: "incomplete", stoppedBy: "max-states" });
    expect(bounded.property("progress").verdict).toBe("UNDECIDED");
  });

  test("the protocol may say better what a replica waits for", async () => {
    const wording: Wording<{ door: Door }> = { waitsFor: ({ door }) => (door === "ajar" ? "a hand" : null) };
    const { explanation } = (await check({ protocol: doors(wording), timing: "none" })).property("progress");
    expect(explanation).toBe("if node 0 says nothing more, there is no way on: nodes 1 and 2 wait for a hand");
  });

  test("says how it goes on and for what a replica waits that is done with everything", async () => {
    const { explanation } = (await check({ protocol: doors() })).property("progress");
    expect(explanation).toBe(
      "if node 0 says nothing more, there is no way on: in the end nodes 1 and 2 wait for nothing any more",
    );
  });
});

describe("a recorded way to a stuck state", () => {
  test("recurs as long as it ends in one", async () => {
    const protocol = doors();
    const { trace } = (await check({ protocol, timing: "none" })).property("progress");
    const actions = trace?.steps.map(({ action }) => action) ?? [];
    const recorded = { configuration: { timing: "none" as const }, property: "progress", actions };
    expect(recurs(protocol, recorded)).toMatch(/^if node 0 says nothing more/);
    expect(recurs(protocol, { ...recorded, actions: actions.slice(0, 1) })).toBeNull();
  });

  test("is confirmed on the reference system, which finds nothing in a state that leads on", () => {
    const protocol = doors();
    const system = createSystem(protocol, configure(protocol, { timing: "none" }));
    const [property] = system.properties;
    if (!property) throw new Error("there is a property");
    expect(findingIn(system, property, system.initial)).toBeNull();
    expect(canonical(system.initial.soup)).toBe("[]");
  });
});
