import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectsAlong } from "../../checker/effects.ts";
import type { TraceStep } from "../../checker/outcome.ts";
import { replay } from "../../checker/trace.ts";
import { configure } from "../../model/configuration.ts";
import { type Configuration, defineProtocol, type Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { readTraceFile } from "../../reports/read.ts";
import { walk } from "../reports/laws.ts";

/** Compares what reducers are seen to do with what a trace says that they did; returns the kinds of its actions. */
function compare(protocol: Protocol, configuration: Configuration, steps: readonly TraceStep[]): ReadonlySet<string> {
  const effects = effectsAlong(protocol, configuration, steps, () => null);
  expect(effects).toHaveLength(steps.length);
  for (const [place, { executions, sends, changes }] of steps.entries()) {
    const of = (kind: string): number => (effects[place] ?? []).filter((one) => one.kind === kind).length;
    expect(of("execution")).toBe(executions.length);
    // What was sent before already is not in the trace again.
    expect(of("send")).toBeGreaterThanOrEqual(sends.length > 0 ? 1 : 0);
    if (changes.some(({ path }) => path[0] === "replicas")) expect(of("change")).toBeGreaterThan(0);
  }
  return new Set(steps.map(({ action }) => ("choices" in action ? "choices" : action.kind)));
}

describe("what reducers are seen to do along a trace is what the trace says that they did", () => {
  test("in random walks, in which they choose, time out and act by themselves", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(walk, ({ system, trace }) => {
        for (const kind of compare(system.protocol, system.configuration, trace.steps)) kinds.add(kind);
      }),
      { numRuns: 60, seed: 1 },
    );
    expect([...kinds].sort()).toEqual(["choices", "deliver", "step", "timeout"]);
  });

  test("where a round ends for all", () => {
    const text = readFileSync(new URL("../traces/pbft-rounds-lockstep.json", import.meta.url), "utf8");
    const { configuration, trace } = readTraceFile(text);
    expect(compare(pbftRounds, configuration, trace.steps)).toContain("round-end");
  });

  test("under the choices that the trace made", () => {
    const coin = defineProtocol<{ flips: number }, { kind: "NONE" }, Record<never, never>, null>({
      name: "coin",
      says: "a node flips a coin, and executes tails",
      kinds: ["NONE"],
      defaults: { nodes: 1, faulty: 0, byzantine: [], timing: "none" },
      parameters: {},
      rules: () => null,
      start: () => ({ flips: 0 }),
      receive: () => {},
      spontaneous: {
        flip(replica, out) {
          replica.flips += 1;
          if (out.choose(["heads", "tails"]) === "tails") out.execute(replica.flips, 0, "tails");
        },
      },
      properties: () => [],
    });
    const system = createSystem(coin as unknown as Protocol, configure(coin as unknown as Protocol));
    const flips = ["tails", "heads", "tails"].map(
      (side) => ({ kind: "step", replica: 0, name: "flip", choices: [side] }) as const,
    );
    compare(system.protocol, system.configuration, replay(system, flips).steps);
  });
});
