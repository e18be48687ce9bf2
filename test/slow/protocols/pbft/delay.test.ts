import { expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import { pbft } from "../../../../protocols/pbft/index.ts";

const WITH_DELAY = ["quotient", "live", "macro", "monitor", "symmetry", "delay"];

test("with views 0 to 1, what is postponed leaves few states of a replica", async () => {
  const { statistics, verdict } = await check({
    protocol: pbft,
    views: 1,
    properties: ["agreement"],
    reduce: WITH_DELAY,
  });
  expect(verdict).toBe("safe");
  expect(statistics.tables?.replicaStates).toEqual([272, 161, 161]);
  expect(statistics.distinctStates).toBe(1_561);
});

test.each([
  ["views 0 to 2", { views: 2 }, [494, 708, 383], 68_601],
  [
    "seven nodes, two of them Byzantine",
    { views: 0, nodes: 7, faulty: 2, byzantine: [0, 1] },
    [1_575, 1_575, 1_575, 1_575, 1_575],
    134,
  ],
] as const)("with %s the tables are large, and what may wait is postponed unasked", async (_, bounds, states, all) => {
  const { statistics, verdict, exhaustive } = await check({ protocol: pbft, ...bounds, properties: ["agreement"] });
  expect([verdict, exhaustive]).toEqual(["safe", true]);
  expect(statistics.reductions).toContain("delay");
  expect(statistics.tables?.replicaStates).toEqual(states);
  expect(statistics.distinctStates).toBe(all);
});
