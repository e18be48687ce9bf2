import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { randomFrom } from "../../checker/random.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

describe("random walks", () => {
  const walks = (seed: number) => check({ protocol: pbftRounds, rounds: 2, search: "random", walks: 20, seed });

  test("are the same for the same seed, and others for another", async () => {
    const [one, again, other] = [await walks(7), await walks(7), await walks(8)];
    expect(again.statistics.transitions).toBe(one.statistics.transitions);
    expect(again.properties).toEqual(one.properties);
    expect(other.statistics.transitions).not.toBe(one.statistics.transitions);
  });
  test("find the fork, and shorten it", async () => {
    const outcome = await check({ protocol: bsmr, search: "random", walks: 200, seed: 1 });
    expect(outcome.property("agreement")).toMatchObject({ verdict: "VIOLATED", shortest: false });
    expect(outcome.property("agreement").length).toBeLessThan(8);
    expect(outcome.exhaustive).toBe(false);
  });
  test("never say safe, however many they are", async () => {
    const outcome = await check({ protocol: twoPhaseCommit, search: "random", walks: 500 });
    expect(outcome).toMatchObject({ verdict: "incomplete", exhaustive: false, stoppedBy: "random" });
    expect(outcome.property("agreement").verdict).toBe("UNDECIDED");
    expect(outcome.property("commits").verdict).toBe("REACHED");
    expect(outcome.statistics).toMatchObject({ walks: 500, seed: 0, deduplication: "none", depth: null });
  });
  test("keep to a maximum depth and to their number", async () => {
    const { statistics } = await check({ protocol: twoPhaseCommit, search: "random", walks: 10, maxDepth: 3 });
    expect(statistics.transitions).toBeLessThanOrEqual(30);
  });
});

describe("the random numbers of a seed", () => {
  test("are in range, and repeat with the seed", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, limit) => {
        const draw = () => {
          const random = randomFrom(seed);
          return Array.from({ length: 10 }, () => random.below(limit));
        };
        for (const number of draw()) expect(number >= 0 && number < limit && Number.isInteger(number)).toBe(true);
        expect(draw()).toEqual(draw());
      }),
    );
  });
  test("come to every number about as often", () => {
    const random = randomFrom(3);
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i++) {
      const drawn = random.below(3);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });
});
