import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";

const rounds = { protocol: pbftRounds, rounds: 1, properties: ["progress", "catch-up"] };

test("what every replica gets to by its timers alone is not searched for, and the outcome says so", async () => {
  const { verdict, statistics } = await check(rounds);
  expect(verdict).toBe("safe");
  expect(statistics.distinctStates).toBe(0);
  expect(statistics.engineNote).toContain(
    "nothing was searched for progress, catch-up: every honest replica can get there by itself",
  );
});

test("without timers it is searched for, and violated", async () => {
  const outcome = await check({ ...rounds, timing: "none" });
  expect(outcome.properties.map(({ verdict, length }) => [verdict, length])).toEqual([
    ["VIOLATED", 0],
    ["VIOLATED", 6],
  ]);
});

test("where a round ends for all at once nobody gets anywhere alone: it is searched for, and safe", async () => {
  const { verdict, statistics } = await check({ ...rounds, timing: "lockstep" });
  expect(verdict).toBe("safe");
  expect(statistics.distinctStates).toBeGreaterThan(0);
});
