import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";

const unreduced = [
  ["the reference system", { engine: "reference" }],
  ["the compiled engine", { engine: "compiled", reduce: "none" }],
] as const;

describe.each(unreduced)("the larger counts of %s are those that TLC finds", (_name, engine) => {
  test("bsmr, four rounds", async () => {
    const { statistics } = await check({ protocol: bsmr, rounds: 4, ...engine });
    expect(statistics).toMatchObject({ distinctStates: 1_328_373, transitions: 3_540_330, depth: 24 });
  });

  test.each([
    { timing: "none", distinctStates: 231_218, transitions: 1_832_364 },
    { timing: "asynchronous", distinctStates: 283_957, transitions: 2_885_328 },
  ] as const)("pbft-rounds, one round, timing $timing", async ({ timing, ...counts }) => {
    const { statistics } = await check({ protocol: pbftRounds, rounds: 1, timing, ...engine });
    expect(statistics).toMatchObject({ ...counts, depth: 17 });
  });

  test("two-phase commit, seven resource managers", async () => {
    const outcome = await check({ protocol: twoPhaseCommit, nodes: 8, ...engine });
    expect(outcome).toMatchObject({ verdict: "safe", statistics: { distinctStates: 296_448 } });
  });
});
