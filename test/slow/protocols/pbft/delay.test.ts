import { expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import { pbft } from "../../../../protocols/pbft/index.ts";

test.each([
  [1, [576, 185, 185], 2_013],
  [2, [814, 1_476, 423], 91_131],
] as const)("with views 0 to %i, what is postponed leaves few states of a replica", async (views, states, all) => {
  const { statistics, verdict } = await check({
    protocol: pbft,
    views,
    properties: ["agreement"],
    reduce: ["quotient", "live", "macro", "monitor", "symmetry", "delay"],
  });
  expect(verdict).toBe("safe");
  expect(statistics.tables?.replicaStates).toEqual(states);
  expect(statistics.distinctStates).toBe(all);
});
