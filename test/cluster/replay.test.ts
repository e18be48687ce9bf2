import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { replayOnWire } from "../../cluster/controller.ts";
import type { Spawn } from "../../cluster/crew.ts";
import { jobsFor } from "../../cluster/jobs.ts";
import { differenceLines } from "../../cluster/replay-lines.ts";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { readRecording } from "../../reports/itf.ts";
import { plain } from "../../reports/style.ts";
import { here } from "./crew.ts";

describe("a trace is made to happen", () => {
  test("the shortest fork of bsmr ends in the model's state, step by step", async () => {
    const { trace, steps } = await fork();
    const stepped: number[] = [];
    const { final, difference } = await replayOnWire({ ...steps, stepped: (index) => void stepped.push(index) });
    expect(difference).toBeNull();
    expect(stepped).toEqual([1, 2]);
    expect(canonical(final)).toBe(canonical(trace.final));
  });

  test("a lockstep trace with the ends of its rounds", async () => {
    const name = "test/traces/pbft-rounds-count-copies-lockstep.json";
    const recording = readRecording(readFileSync(name, "utf8"), name);
    const { configuration } = recording;
    const jobs = jobsFor({ protocol: "pbft-rounds", configuration, held: true });
    const replayed = await replayOnWire({ recording, protocol: pbftRounds, jobs, spawn: here, stepped: () => {} });
    expect(replayed.difference).toBeNull();
    expect(canonical(replayed.final)).toBe(canonical(recording.final));
  });
});

test("interrupted, a replay ends with neither a difference nor a fault, whatever it waits for", async () => {
  const { steps } = await fork();
  const nothing = { final: null, difference: null };
  const inMidStep = new AbortController();
  expect(await replayOnWire({ ...steps, signal: inMidStep.signal, stepped: () => inMidStep.abort() })).toEqual(nothing);
  // A terminal interrupts the nodes as well, and those that are just beginning fall.
  const atStart = new AbortController();
  const fallen: Spawn = (_job, _report, ended) => {
    queueMicrotask(() => {
      atStart.abort();
      ended("signal SIGINT");
    });
    return { command: () => {}, kill: () => {} };
  };
  expect(await replayOnWire({ ...steps, spawn: fallen, signal: atStart.signal })).toEqual(nothing);
});

describe("processes that are not what the model says", () => {
  test("a replica that ends in another state is the report", async () => {
    const { steps } = await fork();
    // These run with other bounds: the replica that leads round 1 is told of no round 1.
    const configuration = configure(bsmr, { parameters: { rounds: 1 } });
    const jobs = jobsFor({ protocol: "bsmr", configuration, held: true });
    const { final, difference } = await replayOnWire({ ...steps, jobs });
    expect(difference?.changes.map(({ path }) => path.join("."))).toContain("soup.0");
    expect(difference && differenceLines(difference, plain)[0]).toBe(
      "after 2 steps the processes are not what the model says:",
    );
    expect(final).not.toBeNull();
  });

  test("a step that cannot be made is said, with what the node says of it", async () => {
    const { steps } = await run({ byzantine: [], rounds: 1 }, "commits");
    // Replicas that have one round more reply with other values.
    const configuration = configure(bsmr, { byzantine: [], parameters: { rounds: 2 } });
    const jobs = jobsFor({ protocol: "bsmr", configuration, held: true });
    const { final, difference } = await replayOnWire({ ...steps, jobs });
    expect(final).toBeNull();
    expect(difference && differenceLines(difference, plain)).toEqual([
      "step 1 could not be done:",
      "node 1: the reducer does not make these choices",
    ]);
  });
});

const fork = () => run({ rounds: 4 }, "agreement");

/** The trace of a property of bsmr, and what it takes to make it happen. */
async function run(change: { rounds: number; byzantine?: readonly number[] }, property: string) {
  const { configuration, ...outcome } = await check({ protocol: bsmr, properties: [property], ...change });
  const trace = outcome.property(property).trace;
  if (!trace) throw new Error(`bsmr has no trace of ${property}`);
  const recording = { actions: trace.steps.map(({ action }) => action), configuration };
  const jobs = jobsFor({ protocol: "bsmr", configuration, held: true });
  return { trace, steps: { recording, protocol: bsmr, jobs, spawn: here, stepped: () => {} } };
}
