import { expect, test } from "vitest";
import { crossCheck } from "../../checker/cross-check.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { commits } from "../../model/properties/commits.ts";
import type { Property } from "../../model/property.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

test("all engines agree on two-phase commit, under every subset of five reductions, with a sixth, and in both orders", async () => {
  const { agreed, runs, differences, cutShort } = await crossCheck({ protocol: twoPhaseCommit, nodes: 3 });
  expect({ agreed, differences, cutShort }).toEqual({ agreed: true, differences: [], cutShort: [] });
  expect(runs).toHaveLength(1 + 2 * 35);
  expect(runs[0]).toMatchObject({ engine: "reference", states: 56 });
  expect(runs[1]).toMatchObject({ engine: "compiled", reductions: [], search: "breadth-first", states: 56 });
});

test("the whole space is compared where every property has been found early", async () => {
  const { agreed, runs, cutShort } = await crossCheck({ protocol: bsmr, rounds: 1, properties: ["agreement"] });
  expect({ agreed, cutShort }).toEqual({ agreed: true, cutShort: [] });
  expect(runs[1]).toMatchObject({ states: 729, verdicts: { agreement: "VIOLATED" }, lengths: { agreement: 2 } });
});

test("how many threads are asked for makes no difference", async () => {
  const { agreed } = await crossCheck({ protocol: twoPhaseCommit, nodes: 2, workers: 2 });
  expect(agreed).toBe(true);
});

test("under lockstep only what is sound there is compared", async () => {
  const protocol = { ...twoSteps(commits()), roundEnd: () => {} };
  const { runs, agreed } = await crossCheck({ protocol, timing: "lockstep" });
  expect(runs.flatMap(({ reductions }) => reductions)).not.toContain("macro");
  expect({ agreed, runs: runs.length }).toEqual({ agreed: true, runs: 1 + 2 * 17 });
});

test("what is cut short is said, and does not count as a difference", async () => {
  const bounded = await crossCheck({ protocol: bsmr, rounds: 1, maxStates: 100 });
  expect(bounded.differences).toEqual([]);
  expect(bounded.cutShort).toContain("the reference system: stopped by max-states");
  expect(bounded.cutShort).toContain("no reductions, breadth-first: stopped by max-states");
  const late = await crossCheck({ protocol: bsmr, rounds: 2, timeout: 0.01 });
  expect(late.differences).toEqual([]);
  expect(late.cutShort).toContain("quotient+live, breadth-first: not made, no time was left");
});

/** One replica that executes 1 and then 2, each once; each time by a step of its own. */
const twoSteps = (...properties: readonly Property[]): Protocol =>
  defineProtocol<{ done: number }, { kind: "NONE" }, Record<never, never>, null>({
    name: "two-steps",
    says: "executes 1, then 2",
    kinds: ["NONE"],
    defaults: { nodes: 1, faulty: 0, byzantine: [], timing: "none" },
    parameters: {},
    rules: () => null,
    start: () => ({ done: 0 }),
    receive: () => {},
    spontaneous: {
      go(replica, out) {
        if (replica.done === 2) return;
        replica.done++;
        out.execute(0, 0, replica.done);
      },
    },
    properties: () => properties,
  });

test("a monitor that disagrees with its judgement is reported, with the reductions that show it", async () => {
  const blind: Property = { ...agreement(), monitor: { initial: 0, consume: (state) => state, found: () => false } };
  const { agreed, differences } = await crossCheck({ protocol: twoSteps(blind, commits()) });
  expect(agreed).toBe(false);
  expect(differences).toContain(
    "monitor, breadth-first: the verdict on agreement is SAFE, of the reference system VIOLATED",
  );
  expect(differences.every((one) => one.includes("monitor"))).toBe(true);
  expect(differences).toHaveLength(34);
});

test("a monitor that finds too early or too late is reported by what does not replay, or by its length", async () => {
  const early: Property = { ...agreement(), monitor: { initial: 0, consume: () => 1, found: (state) => state === 1 } };
  const { differences } = await crossCheck({ protocol: twoSteps(early) });
  expect(differences[0]).toMatch(/^monitor, breadth-first: threw InternalError: /);
  const late: Property = {
    ...commits(),
    monitor: { initial: 0, consume: (state) => Number(state) + 1, found: (state) => state === 2 },
  };
  expect((await crossCheck({ protocol: twoSteps(late) })).differences).toContain(
    "monitor, breadth-first: the shortest length for commits is 2, of the reference system 1",
  );
});
