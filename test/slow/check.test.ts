/** Checks of whole state spaces that take seconds. */
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

describe("pbft-rounds, one round", () => {
  test.each(["none", "asynchronous", "lockstep"] as const)("keeps agreement, timing %s", async (timing) => {
    const outcome = await check({ protocol: pbftRounds, rounds: 1, timing });
    expect(outcome).toMatchObject({ exhaustive: true, stoppedBy: null });
    expect(outcome.property("agreement").verdict).toBe("SAFE");
    expect(outcome.property("commits")).toMatchObject({ verdict: "REACHED", length: 6 });
    const violated = outcome.properties.filter(({ verdict }) => verdict === "VIOLATED").map(({ name }) => name);
    // Without timeouts a silent primary stops everybody, wherever they are.
    expect(violated).toEqual(timing === "none" ? ["progress", "catch-up"] : []);
  });

  test("forks in eight steps when two of four nodes lie", async () => {
    const outcome = await check({ protocol: pbftRounds, rounds: 1, byzantine: [0, 1], properties: ["agreement"] });
    expect(outcome.property("agreement")).toMatchObject({ verdict: "VIOLATED", length: 8 });
    expect(outcome.warnings.join()).toMatch(/more than the 1 that/);
  });
});

describe("bsmr, four rounds", () => {
  test("forks in two deliveries, and every other property is decided", async () => {
    const outcome = await check({ protocol: bsmr });
    expect(outcome).toMatchObject({ verdict: "violation", exhaustive: true });
    expect(outcome.property("agreement").length).toBe(2);
    expect(outcome.properties.map(({ verdict }) => verdict)).not.toContain("UNDECIDED");
  });
});
