import { describe, expect, test, vi } from "vitest";
import type { Member, Spawn } from "../../cluster/crew.ts";
import { here, runOf } from "./crew.ts";

// Timers are real here, and a machine that has much else to do may let one fire before what it was to wait for.
const REAL_TIME = { retry: 2 };

describe("the known runs end as they are known to, over sockets", REAL_TIME, () => {
  test.each([
    ["bsmr", null, "$1234 $1234 $1234 $1234"],
    ["bsmr", "result-equivocation", "$1234 $1234 $2234 $2234"],
    ["bsmr", "proposal-equivocation", "$1234 $1234 $2234 $2234"],
    ["pbft-rounds", "preprepare-equivocation", "$234 $234 $234 $234"],
  ])("%s %s", async (protocol, scenario, strings) => {
    const ran = await runOf(protocol, scenario, {}, { timer: 400 });
    expect(ran).toMatchObject({ ended: "over", strings });
    expect(ran.happenings.filter(({ kind }) => kind === "refused")).toEqual([]);
  });

  test("two-phase-commit ends, and all resource managers the same way", async () => {
    const { strings } = await runOf("two-phase-commit", null);
    expect(["$ $commit $commit $commit", "$ $abort $abort $abort"]).toContain(strings);
  });

  test("a liar's messages are marked as lies, and every round has its heading", async () => {
    const { happenings } = await runOf("bsmr", "result-equivocation");
    const lies = happenings.filter((one) => one.kind === "sent" && one.lie);
    expect(lies).toHaveLength(2);
    const rounds = happenings.flatMap((one) => (one.kind === "round" ? [one.round] : []));
    expect(rounds).toEqual([0, 1, 2, 3]);
  });
});

describe("a node that dies", REAL_TIME, () => {
  test("pbft goes on without its primary: a timer fires, the view changes, and the others commit", async () => {
    const { strings, happenings, ended } = await runOf("pbft", null, {}, { blows: [{ kind: "kill", id: 0, at: 0 }] });
    expect({ strings, ended }).toEqual({ strings: "$ $a $a $a", ended: "over" });
    const kinds = happenings.map((one) => (one.kind === "sent" ? one.message.kind : one.kind));
    expect(kinds).toEqual(expect.arrayContaining(["timeout", "VIEW-CHANGE", "NEW-VIEW"]));
    // Certificates are shown and verified on the way; nobody refuses them.
    expect(kinds).not.toContain("refused");
  });

  test("one that is started again hears everything again, and catches up", async () => {
    const { strings } = await runOf(
      "bsmr",
      null,
      {},
      {
        blows: [
          { kind: "kill", id: 2, at: 0 },
          { kind: "restart", id: 2, at: 50 },
        ],
      },
    );
    expect(strings).toBe("$1234 $1234 $1234 $1234");
  });
});

test("a run that does not end is ended, and a port that is in use is said", async () => {
  const late = await runOf("pbft-rounds", null, { timing: "lockstep" }, { timer: 60_000, most: 0.5 });
  expect(late.ended).toBe("late");
  const ports = late.happenings.flatMap((one) => (one.kind === "listens" ? [one.port] : []));
  expect(new Set(ports).size).toBe(4);

  const { createServer } = await import("node:net");
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as { port: number };
  await expect(runOf("bsmr", null, {}, { basePort: port })).rejects.toThrow(
    `node 0 cannot listen on 127.0.0.1:${port}`,
  );
  taken.close();
  await expect(runOf("bsmr", null, {}, { host: "a b" })).rejects.toMatchObject({
    message: expect.stringContaining("cannot listen on a b:0"),
    why: "port",
  });
});

test("a node that is started again and is found by nobody is said, and not taken for a run that is late", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let starts = 0;
    // The one that is started again never listens.
    const lost: Spawn = (job, report, ended) =>
      ++starts > 4 ? { command: () => {}, kill: () => {} } : here(job, report, ended);
    const blows = [
      { kind: "kill", id: 2, at: 0 },
      { kind: "restart", id: 2, at: 50 },
    ] as const;
    const run = runOf("bsmr", null, {}, { spawn: lost, blows, most: 60 });
    const said = expect(run).rejects.toThrow("the nodes do not listen within 30 seconds");
    while (vi.getTimerCount() > 0) {
      await vi.advanceTimersByTimeAsync(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await said;
  } finally {
    vi.useRealTimers();
  }
});

test("interrupted while the nodes find each other, a run ends at once, and nothing keeps the process awake", async () => {
  vi.useFakeTimers();
  try {
    const stop = new AbortController();
    const silent = (): Member => ({ command: () => {}, kill: () => {} });
    const run = runOf("bsmr", null, {}, { spawn: silent, signal: stop.signal });
    expect(vi.getTimerCount()).toBe(1);
    stop.abort();
    expect((await run).ended).toBe("interrupted");
    await Promise.resolve();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
