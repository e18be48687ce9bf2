/** The larger counts of the compiled engine. */
import { describe, expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../../protocols/pbft-rounds/index.ts";

test("bsmr, four rounds, without reductions: what TLC finds", async () => {
  const { statistics } = await check({ protocol: bsmr, rounds: 4, engine: "compiled", reduce: "none" });
  expect(statistics).toMatchObject({ distinctStates: 1_328_373, transitions: 3_540_330, depth: 24 });
});

test("pbft-rounds, one round, with timeouts, without reductions: what TLC finds", async () => {
  const how = { timing: "asynchronous", engine: "compiled", reduce: "none" } as const;
  const { statistics } = await check({ protocol: pbftRounds, rounds: 1, ...how });
  const counts = { distinctStates: 283_957, transitions: 2_885_328, depth: 17, referenceStates: 283_957 };
  expect(statistics).toMatchObject(counts);
});

describe("pbft-rounds, two rounds, agreement", () => {
  test.each([
    { reduce: ["quotient"], distinctStates: 589_368 },
    { reduce: ["quotient", "live"], distinctStates: 213_157 },
  ])("$reduce: $distinctStates states", async ({ reduce, distinctStates }) => {
    const outcome = await check({ protocol: pbftRounds, rounds: 2, reduce, properties: ["agreement"] });
    expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true, statistics: { distinctStates } });
  });
});
