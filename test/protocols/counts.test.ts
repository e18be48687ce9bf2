import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

/** Both engines, without any reduction. */
const unreduced = [
  ["the reference system", { engine: "reference" }],
  ["the compiled engine", { engine: "compiled", reduce: "none" }],
] as const;

describe.each(unreduced)("states, transitions and depth of %s are those that TLC finds", (_name, engine) => {
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

test("the compiled engine counts one round of pbft-rounds without timeouts as TLC does", {
  timeout: 60_000,
}, async () => {
  const { statistics } = await check({ protocol: pbftRounds, rounds: 1, timing: "none", reduce: "none" });
  expect(statistics).toMatchObject({ distinctStates: 231_218, transitions: 1_832_364, depth: 17 });
});
