import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

describe("states, transitions and depth are those that TLC finds", () => {
  test.each([
    { rounds: 1, distinctStates: 729, transitions: 2_430, depth: 6 },
    { rounds: 2, distinctStates: 18_981, transitions: 56_970, depth: 12 },
  ])("bsmr, $rounds rounds", async ({ rounds, ...counts }) => {
    expect((await check({ protocol: bsmr, rounds })).statistics).toMatchObject(counts);
  });

  test("pbft-rounds, one round, without timeouts", { timeout: 60_000 }, async () => {
    const { statistics } = await check({ protocol: pbftRounds, rounds: 1, timing: "none" });
    expect(statistics).toMatchObject({ distinctStates: 231_218, transitions: 1_832_364, depth: 17 });
  });

  test.each([
    { managers: 3, distinctStates: 288 },
    { managers: 5, distinctStates: 8_832 },
  ])("two-phase commit, $managers resource managers", async ({ managers, distinctStates }) => {
    const outcome = await check({ protocol: twoPhaseCommit, nodes: managers + 1 });
    expect(outcome).toMatchObject({ verdict: "safe", statistics: { distinctStates } });
  });
});
