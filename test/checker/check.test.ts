import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../checker/check.ts";
import { ConfigurationError } from "../../model/configuration.ts";
import { ModelError } from "../../model/error.ts";
import type { Body } from "../../model/message.ts";
import { executes } from "../../model/properties/commits.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

/** Every node counts for ever: a space without an end. */
const counting: Protocol = defineProtocol<{ readonly count: number }, Body, Record<never, never>, null>({
  name: "counting",
  says: "counts for ever",
  kinds: ["NEVER"],
  defaults: { nodes: 3, faulty: 0, byzantine: [], timing: "none" },
  parameters: {},
  rules: () => null,
  start: () => ({ count: 0 }),
  receive: () => undefined,
  spontaneous: {
    count: (replica) => void replica.count++,
    never: () => undefined,
  },
  properties: () => [
    integrity(),
    executes("late", "nobody ever does", () => true),
    executes("elsewhere", "elsewhere", () => true, "it is for two slots or more"),
  ],
});

describe("bsmr", () => {
  test("forks in two deliveries", async () => {
    const outcome = await check({ protocol: bsmr, rounds: 2 });
    expect(outcome.verdict).toBe("violation");
    expect(outcome.exhaustive).toBe(true);
    const { verdict, length, shortest, trace, explanation } = outcome.property("agreement");
    expect({ verdict, length, shortest }).toEqual({ verdict: "VIOLATED", length: 2, shortest: true });
    expect(explanation).toMatch(/node \d executed 1 and node \d executed 2 in round 0/);
    expect(trace?.steps.map(({ lie }) => lie)).toEqual(
      [1, 2].map((value) => expect.objectContaining({ from: 0, body: { kind: "RESULT", round: 0, value } })),
    );
    expect(outcome.property("integrity").verdict).toBe("SAFE");
  });
  test.each([1, 2])("is safe with nobody Byzantine, %i rounds", async (rounds) => {
    const outcome = await check({ protocol: bsmr, rounds, byzantine: [] });
    expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true, stoppedBy: null });
  });
  test("shows, step by step, the lie, what was executed and what changed", async () => {
    const { trace } = (await check({ protocol: bsmr, rounds: 1, failFast: true })).property("agreement");
    expect(trace?.length).toBe(2);
    expect(trace?.steps[0]).toMatchObject({
      index: 1,
      action: { kind: "deliver", from: 0, to: 1, byzantine: true },
      executions: [{ slot: 0, value: 1, replica: 1 }],
      changes: expect.arrayContaining([{ path: ["replicas", 1, "round"], before: 0, after: 1 }]),
    });
    expect(trace?.final.logs[0]).toBeNull();
  });
});

describe("two-phase-commit", () => {
  test("is safe, with as many states as TLC, Spin and Stateright find", async () => {
    const outcome = await check({ engine: "reference", protocol: twoPhaseCommit });
    expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true });
    expect(outcome.statistics.distinctStates).toBe(288);
  });
  test("names what never happened", async () => {
    const { neverSeen } = await check({ engine: "reference", protocol: twoPhaseCommit, nodes: 1 });
    expect(neverSeen).toEqual({
      actions: ["prepare", "abort alone"],
      messages: ["PREPARED", "COMMIT", "ABORT"],
      byzantine: false,
    });
  });
});

describe("a bound that is hit", () => {
  const abort = new AbortController();
  test.each<[string, Partial<CheckOptions>]>([
    ["max-states", { maxStates: 500 }],
    ["max-depth", { maxDepth: 5 }],
    ["timeout", { timeout: 0.05 }],
    ["memory", { memory: 1 }],
    ["interrupted", { signal: abort.signal, onProgress: () => abort.abort() }],
  ])("%s is named, and the outcome is partial and not safe", async (stoppedBy, bound) => {
    for (const search of ["breadth-first", "depth-first"] as const) {
      const outcome = await check({ engine: "reference", protocol: counting, search, ...bound });
      expect(outcome).toMatchObject({ verdict: "incomplete", exhaustive: false, stoppedBy });
      expect(outcome.properties.map(({ verdict }) => verdict)).toEqual(["UNDECIDED", "UNDECIDED", "NOT APPLICABLE"]);
      expect(outcome.statistics.distinctStates).toBeGreaterThan(1);
    }
  });
  test("does not take back a violation", async () => {
    const outcome = await check({ engine: "reference", protocol: bsmr, rounds: 2, maxStates: 500 });
    expect(outcome).toMatchObject({ verdict: "violation", exhaustive: false, stoppedBy: "max-states" });
    expect(outcome.property("integrity").verdict).toBe("UNDECIDED");
  });
  test("is not hit if it is wide enough", async () => {
    const outcome = await check({
      engine: "reference",
      protocol: twoPhaseCommit,
      maxStates: 288,
      maxDepth: 11,
      timeout: 60,
      memory: 1e6,
    });
    expect(outcome).toMatchObject({ verdict: "safe", stoppedBy: null });
  });
  test("fail-fast leaves open what it has not looked at", async () => {
    const seen: unknown[] = [];
    const outcome = await check({ protocol: bsmr, failFast: true, onViolation: (one) => void seen.push(one) });
    expect(outcome).toMatchObject({ verdict: "violation", stoppedBy: "fail-fast", exhaustive: false });
    expect(outcome.property("integrity").verdict).toBe("UNDECIDED");
    expect(seen[0]).toMatchObject({ property: "agreement", depth: 2 });
  });
});

describe("a check that is empty", () => {
  test("is vacuous where what must be reachable is not", async () => {
    const stuck: Protocol = { ...counting, spontaneous: {}, timeout: () => undefined };
    const outcome = await check({ protocol: stuck, timing: "asynchronous", byzantine: [0], faulty: 1 });
    expect(outcome).toMatchObject({ verdict: "vacuous", exhaustive: true });
    expect(outcome.property("late").verdict).toBe("UNREACHED");
    expect(outcome.property("elsewhere")).toMatchObject({
      verdict: "NOT APPLICABLE",
      explanation: "it is for two slots or more",
    });
    expect(outcome.neverSeen).toEqual({ actions: ["timeout"], messages: ["NEVER"], byzantine: true });
  });
  test("names a spontaneous step that was never enabled", async () => {
    expect((await check({ engine: "reference", protocol: counting, maxStates: 50 })).neverSeen?.actions).toEqual([
      "never",
    ]);
  });
});

describe("options", () => {
  test("select properties, in the protocol's order", async () => {
    const outcome = await check({ protocol: bsmr, rounds: 1, properties: ["commits", "integrity"] });
    expect(outcome.properties.map(({ name }) => name)).toEqual(["integrity", "commits"]);
    expect(() => outcome.property("agreement")).toThrow(
      /no property "agreement" was checked; there are: integrity, commits/,
    );
  });
  test("warn of more liars than are tolerated, and of too few nodes", async () => {
    const { warnings } = await check({ protocol: bsmr, rounds: 1, nodes: 3, byzantine: [0, 1], failFast: true });
    expect(warnings.join("; ")).toMatch(
      /2 nodes are Byzantine, more than the 1 .*3 nodes do not tolerate 1 faulty: that takes 4/,
    );
    const one = await check({ protocol: bsmr, rounds: 1, faulty: 0, failFast: true });
    expect(one.warnings).toEqual(["1 node is Byzantine, more than the 0 that the protocol is set up to tolerate"]);
  });
  test.each<[string, Partial<CheckOptions>, RegExp]>([
    ["an unknown property", { properties: ["safety"] }, /bsmr has no property "safety"; it has: agreement/],
    ["an unknown variant", { variant: "better" }, /bsmr has no variant "better"/],
    ["no nodes", { nodes: 0 }, /nodes is 0/],
    ["everybody faulty", { faulty: 4 }, /faulty is 4/],
    ["a liar out of range", { byzantine: [4] }, /byzantine id 4/],
    ["no states", { maxStates: 0 }, /max-states is 0; it must be 1 or more/],
    ["a depth that is no number", { maxDepth: Number.NaN }, /max-depth is NaN/],
    ["no time", { timeout: 0 }, /timeout is 0/],
    ["no memory", { memory: 0 }, /memory is 0/],
    ["a seed without chance", { seed: 1 }, /seed and walks are for random walks/],
    ["no walks", { search: "random", walks: 0 }, /walks is 0/],
    ["states of walks", { search: "random", maxStates: 10 }, /no meaning for random walks/],
  ])("refuse %s", async (_what, options, message) => {
    const refused = check({ protocol: bsmr, ...options } as CheckOptions);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(ConfigurationError);
  });
  test("refuse no rounds", async () => {
    await expect(check({ protocol: bsmr, rounds: 0 })).rejects.toThrow(
      /rounds is 0; it must be a whole number, 1 to 100/,
    );
  });
});

describe("a protocol at fault", () => {
  const faulty = (step: () => void): Protocol => ({ ...counting, spontaneous: { count: step } });
  test("is told apart from a violation, wherever in the search it shows", async () => {
    const throwing = faulty(() => {
      throw new Error("no such node");
    });
    await expect(check({ protocol: throwing })).rejects.toThrow(
      /protocol counting, node 0, on node 0 {2}count: the reducer threw: no such node/,
    );
    await expect(check({ protocol: throwing })).rejects.toThrow(ModelError);
  });
});
