import { describe, expect, test } from "vitest";
import { exploreInParallel } from "../../../../checker/compile/parallel/explore-parallel.ts";
import { startThreads } from "../../../../checker/compile/parallel/threads.ts";
import type { Protocol } from "../../../../model/protocol.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../../protocols/pbft-rounds/index.ts";
import { alone, assembled, endless, together } from "./searches.ts";

/** Threads of this process that are alive, besides this one. */
const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;

describe("worker threads", { timeout: 60_000 }, () => {
  test("count what one thread counts, and none is left behind", async () => {
    const before = threads();
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 1 } }, "none");
    const truth = await alone(assemble());
    let meanwhile = 0;
    const pause = async (): Promise<null> => {
      meanwhile = Math.max(meanwhile, threads());
      return null;
    };
    for (const workers of [2, 3]) {
      expect(await together(assemble(), { workers }, { ...endless, pause })).toEqual({ ...truth, stoppedBy: null });
    }
    expect(meanwhile).toBeGreaterThan(before);
    expect(threads()).toBe(before);
  });

  test("end when the search is interrupted", async () => {
    const before = threads();
    const assemble = await assembled(pbftRounds as unknown as Protocol, { parameters: { rounds: 1 } }, "none");
    let looks = 0;
    const pause = async () => (++looks > 5 ? ("interrupted" as const) : null);
    const found = await together(assemble(), { workers: 2 }, { ...endless, pause });
    expect(found.stoppedBy).toBe("interrupted");
    expect(found.states).toBeLessThan(283_957);
    expect(threads()).toBe(before);
  });

  test("end when a monitor throws, and what it threw is thrown", async () => {
    const before = threads();
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 1 } }, "none");
    const { plan, judges } = assemble();
    const after = (): number => {
      throw new RangeError("a monitor is wrong");
    };
    const faulty = { ...judges, memory: { ...judges.memory, after } };
    if (plan === null) throw new Error("other threads could not make this space");
    const search = exploreInParallel(plan, faulty, endless, {
      workers: 2,
      goals: 10,
      // The first row is made here, and needs a monitor that works.
      start: (count, briefing, _, most) =>
        startThreads(
          count,
          briefing,
          () => {
            throw new RangeError("a monitor is wrong");
          },
          most,
        ),
    });
    await expect(search).rejects.toThrow("a monitor is wrong");
    expect(threads()).toBe(before);
  });
});
