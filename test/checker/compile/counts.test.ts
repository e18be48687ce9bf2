/** The compiled engine counts what TLC counts; with reductions it counts what their theory says. */
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";

const engine = { engine: "compiled", reduce: "none" } as const;

describe("without reductions, states, transitions and depth are those that TLC finds", () => {
  test.each([
    { rounds: 1, distinctStates: 729, transitions: 2_430, depth: 6 },
    { rounds: 2, distinctStates: 18_981, transitions: 56_970, depth: 12 },
  ])("bsmr, $rounds rounds", async ({ rounds, ...counts }) => {
    expect((await check({ protocol: bsmr, rounds, ...engine })).statistics).toMatchObject(counts);
  });

  // With timeouts: in the slow suite.
  test("pbft-rounds, one round, timing none", { timeout: 60_000 }, async () => {
    const { statistics } = await check({ protocol: pbftRounds, rounds: 1, timing: "none", ...engine });
    const counts = { distinctStates: 231_218, transitions: 1_832_364, depth: 17, referenceStates: 231_218 };
    expect(statistics).toMatchObject({ ...counts, engine: "compiled" });
  });

  test.each([
    { managers: 3, distinctStates: 288 },
    { managers: 5, distinctStates: 8_832 },
    { managers: 7, distinctStates: 296_448 },
  ])("two-phase commit, $managers resource managers", { timeout: 60_000 }, async ({ managers, distinctStates }) => {
    const { statistics } = await check({ protocol: twoPhaseCommit, nodes: managers + 1, ...engine });
    expect(statistics).toMatchObject({ distinctStates });
  });
});

describe("pbft-rounds, agreement, reduced", () => {
  const reduced = [
    { rounds: 1, reduce: ["quotient"], distinctStates: 12_185 },
    { rounds: 1, reduce: ["quotient", "live"], distinctStates: 11_371 },
    { rounds: 1, reduce: ["quotient", "live", "macro", "monitor"], distinctStates: 1_348, most: 119 },
    { rounds: 2, reduce: ["quotient", "live", "macro", "monitor"], distinctStates: 14_399, most: 261 },
  ];
  test.each(reduced)(
    "$rounds round(s), $reduce: $distinctStates states",
    async ({ rounds, reduce, distinctStates, most }) => {
      const outcome = await check({ protocol: pbftRounds, rounds, reduce, properties: ["agreement"] });
      expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true, statistics: { distinctStates } });
      if (most !== undefined) expect(Math.max(...(outcome.statistics.tables?.classes ?? []))).toBe(most);
    },
  );
});
