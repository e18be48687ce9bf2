import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

// The compiled engine is held to the same counts in test/checker/compile.
const engine = { engine: "reference" } as const;

describe("states, transitions and depth of the reference system are those that TLC finds", () => {
  test.each([
    { rounds: 1, distinctStates: 729, transitions: 2_430, depth: 6 },
    { rounds: 2, distinctStates: 18_981, transitions: 56_970, depth: 12 },
  ])("bsmr, $rounds rounds", async ({ rounds, ...counts }) => {
    expect((await check({ protocol: bsmr, rounds, ...engine })).statistics).toMatchObject(counts);
  });

  test.each([
    { managers: 3, distinctStates: 288 },
    { managers: 5, distinctStates: 8_832 },
  ])("two-phase commit, $managers resource managers", async ({ managers, distinctStates }) => {
    const outcome = await check({ protocol: twoPhaseCommit, nodes: managers + 1, ...engine });
    expect(outcome).toMatchObject({ verdict: "safe", statistics: { distinctStates } });
  });
});
