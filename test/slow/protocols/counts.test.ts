import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";

describe("the larger counts are those that TLC finds", () => {
  test("bsmr, four rounds", async () => {
    const { statistics } = await check({ protocol: bsmr, rounds: 4 });
    expect(statistics).toMatchObject({ distinctStates: 1_328_373, transitions: 3_540_330, depth: 24 });
  });

  test("pbft-rounds, one round, with timeouts", async () => {
    const { statistics } = await check({ protocol: pbftRounds, rounds: 1 });
    expect(statistics).toMatchObject({ distinctStates: 283_957, transitions: 2_885_328, depth: 17 });
  });

  test("two-phase commit, seven resource managers", async () => {
    const outcome = await check({ protocol: twoPhaseCommit, nodes: 8 });
    expect(outcome).toMatchObject({ verdict: "safe", statistics: { distinctStates: 296_448 } });
  });
});
