import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { commits } from "../../model/properties/commits.ts";
import { integrity } from "../../model/properties/integrity.ts";
import type { Property } from "../../model/property.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

/** bsmr with a property of runs without lies beside one of all runs. */
const withSilence = (...properties: readonly Property[]): Protocol => ({ ...bsmr, properties: () => properties });
const inSilence: Property = { ...commits(), name: "commits-in-silence", adversary: "silent" };
const decide = (byzantine: readonly number[], engine: "compiled" | "reference") =>
  check({ protocol: withSilence(inSilence, commits()), byzantine, engine, parameters: { rounds: 1 } });

describe.each(["compiled", "reference"] as const)("runs in which nobody lies, %s engine", (engine) => {
  test("say nothing of a primary that has to speak", async () => {
    const outcome = await decide([0], engine);
    expect(outcome.property("commits").verdict).toBe("REACHED");
    expect(outcome.property("commits-in-silence").verdict).toBe("UNREACHED");
    expect(outcome.verdict).toBe("vacuous");
  });

  test("reach what needs no liar, and no liar helps on the way", async () => {
    const outcome = await decide([3], engine);
    const { verdict, trace } = outcome.property("commits-in-silence");
    expect(verdict).toBe("REACHED");
    expect(trace?.steps.filter(({ action }) => action.kind === "deliver" && action.byzantine)).toEqual([]);
    expect(outcome.exhaustive).toBe(false);
  });

  test("leave a search exhaustive that saw all states, where they reach what they are to reach", async () => {
    const protocol = withSilence(inSilence, integrity());
    const outcome = await check({ protocol, byzantine: [3], engine, parameters: { rounds: 1 } });
    expect(outcome.properties.map(({ verdict }) => verdict)).toEqual(["REACHED", "SAFE"]);
    expect(outcome).toMatchObject({ verdict: "safe", exhaustive: true, stoppedBy: null });
  });

  test("are searched by themselves where nothing else is asked", async () => {
    const alone = await check({ protocol: withSilence(inSilence), byzantine: [0], engine, parameters: { rounds: 1 } });
    expect(alone.property("commits-in-silence").verdict).toBe("UNREACHED");
    expect(alone.exhaustive).toBe(true);
  });
});

test("a search that was cut short decides nothing about silence", async () => {
  const outcome = await check({
    protocol: withSilence(inSilence, commits()),
    byzantine: [0],
    maxStates: 1,
    parameters: { rounds: 1 },
  });
  expect(outcome.property("commits-in-silence").verdict).toBe("UNDECIDED");
});
