import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startThreads } from "../../../../checker/compile/parallel/threads.ts";
import type { Progress } from "../../../../checker/explore.ts";
import { startClock } from "../../../../checker/limits.ts";
import type { Protocol } from "../../../../model/protocol.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../../../protocols/two-phase-commit/index.ts";
import { alone, assembled, endless, explored, takingTurns, together } from "./searches.ts";

const small = assembled(bsmr as unknown as Protocol, { parameters: { rounds: 1 } }, "none");
/** A space that two threads do not finish in a second. */
const large = assembled(twoPhaseCommit as unknown as Protocol, { nodes: 9 }, "none");
const ALL = 1_745_408;
const unlimited = { milliseconds: Number.POSITIVE_INFINITY, megabytes: Number.POSITIVE_INFINITY, signal: undefined };

/** The threads that a test has started, and those of them that are alive. */
const started: Worker[] = [];
let alive = 0;
function see(message: unknown): void {
  const { worker } = message as { readonly worker: Worker };
  started.push(worker);
  alive++;
  worker.on("exit", () => alive--);
}

describe("worker threads", { timeout: 60_000 }, () => {
  beforeEach(() => {
    started.length = 0;
    alive = 0;
    subscribe("worker_threads", see);
  });

  afterEach(() => {
    unsubscribe("worker_threads", see);
    expect(alive).toBe(0);
  });

  test("count what one thread counts, and none is left behind", async () => {
    const assemble = await small;
    const truth = await alone(assemble());
    expect(await together(assemble(), { workers: 2 })).toEqual({ ...truth, stoppedBy: null });
    expect(started.length).toBe(2);
  });

  test("end when the time is over", async () => {
    const clock = startClock({ ...unlimited, milliseconds: 700 });
    const found = await together((await large)(), { workers: 2 }, { ...endless, pause: clock.pause });
    expect(found.stoppedBy).toBe("timeout");
    expect(found.states).toBeLessThan(ALL);
  });

  test("end when they hold more memory than the search may take", async () => {
    const before = startClock(unlimited).peakMemoryBytes() / 2 ** 20;
    const clock = startClock({ ...unlimited, megabytes: before + 30 });
    let last: Progress | null = null;
    const pause = (progress: Progress) => {
      last = progress;
      return clock.pause(progress);
    };
    const found = await together((await large)(), { workers: 2 }, { ...endless, pause });
    expect(found.stoppedBy).toBe("memory");
    expect(found.states).toBeLessThan(ALL);
    expect(last).toMatchObject({ elsewhere: expect.any(Number) });
    expect(clock.peakMemoryBytes()).toBeGreaterThan((before + 30) * 2 ** 20);
  });

  test("end when the search is interrupted", async () => {
    const interrupt = new AbortController();
    const clock = startClock({ ...unlimited, signal: interrupt.signal });
    const pause = (progress: Progress) => {
      if (progress.distinctStates > 10_000) interrupt.abort();
      return clock.pause(progress);
    };
    const found = await together((await large)(), { workers: 2 }, { ...endless, pause });
    expect(found.stoppedBy).toBe("interrupted");
    expect(found.states).toBeGreaterThan(10_000);
    expect(found.states).toBeLessThan(ALL);
  });

  test("end when there are more states than there may be, at the same one whoever is first", async () => {
    const assemble = await large;
    const watch = { ...endless, maxStates: 50_000 };
    const found = await together(assemble(), { workers: 2 }, watch);
    expect(found.stoppedBy).toBe("max-states");
    expect(found.states).toBeGreaterThan(50_000);
    expect(found.states).toBeLessThan(50_000 * 1.05);
    expect(await together(assemble(), { workers: 2, start: takingTurns }, watch)).toEqual(found);
  });

  test("end when a monitor throws, and what it threw is thrown", async () => {
    const assemble = await small;
    const wrong = () => {
      throw new RangeError("a monitor is wrong");
    };
    // The first row is made here, and needs a monitor that works.
    const start: typeof startThreads = (count, briefing, _, most) => startThreads(count, briefing, wrong, most);
    await expect(explored(assemble(), { workers: 2, start })).rejects.toThrow("a monitor is wrong");
  });

  test("end when one of them throws, with what it threw", async () => {
    const assembly = (await small)();
    const start: typeof startThreads = (count, briefing, answer, most) =>
      startThreads(count, { ...briefing, stop: null as never }, answer, most);
    await expect(explored(assembly, { workers: 2, start })).rejects.toThrow(
      /a worker of the search failed: .*typed array/,
    );
  });

  test("end when one of them dies, and say what to do", async () => {
    const pause = async ({ distinctStates }: Progress): Promise<null> => {
      if (distinctStates > 10_000) void started[1]?.terminate();
      return null;
    };
    const search = together((await large)(), { workers: 2 }, { ...endless, pause });
    await expect(search).rejects.toThrow(/a worker of the search ended before its time.*--workers 1/);
  });
});
