import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { retrace } from "../../checker/trace.ts";
import { conformance } from "../../cluster/conform.ts";
import { readLogs } from "../../cluster/recorded.ts";
import type { Blow } from "../../cluster/run.ts";
import { createSystem } from "../../model/system.ts";
import { readRecording } from "../../reports/itf.ts";
import { byzcheck, folder } from "../cli/command.ts";
import { protocolNamed, runOf } from "./crew.ts";

// Under lockstep a machine that has much else to do may end a round before all has arrived: then it is no behaviour.
describe("what real nodes did is a behaviour of the model", { retry: 2 }, () => {
  test.each<[string, string | null, readonly Blow[]]>([
    ["bsmr", "result-equivocation", []],
    ["two-phase-commit", null, []],
    ["pbft", null, [{ kind: "kill", id: 0, at: 0 }]],
  ])("%s %s", async (name, scenario, blows) => {
    const logFolder = folder();
    const { logs, ended } = await runOf(name, scenario, {}, { logFolder, blows, timer: 200 });
    expect(ended).toBe("over");
    const { flaw, final, actions } = conformance(readLogs(logFolder), protocolNamed(name));
    expect(flaw).toBeNull();
    expect(actions.length).toBeGreaterThan(2);
    for (const [id, log] of final.logs.entries()) if (log) expect(log).toEqual(logs[id]);
  });

  test("a node that was started again counts as Byzantine: it has forgotten what it signed", async () => {
    const logFolder = folder();
    const blows = [
      { kind: "kill", id: 2, at: 30 },
      { kind: "restart", id: 2, at: 80 },
    ] as const;
    await runOf("bsmr", null, {}, { logFolder, blows });
    expect(conformance(readLogs(logFolder), protocolNamed("bsmr"))).toMatchObject({ flaw: null, restarted: [2] });
  });
});

describe("and what they did not do is none", () => {
  test.each([
    [
      "a message of an honest node that it never sent",
      '"kind":"RESULT","round":0,"value":1',
      '"kind":"RESULT","round":0,"value":2',
    ],
    ["a log that it has not", '"slot":0,"view":0,"value":1', '"slot":0,"view":0,"value":7'],
  ])("%s", async (_, from, to) => {
    const logFolder = folder();
    await runOf("bsmr", null, {}, { logFolder });
    const file = join(logFolder, "node-1.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
    expect(conformance(readLogs(logFolder), protocolNamed("bsmr")).flaw).toContain("node 1");
    const { code, out } = await byzcheck(["cluster", "--conform", logFolder]);
    expect(code).toBe(5);
    expect(out).toContain("no behaviour of the model: ");
  });

  test("a round is over when it is for everybody: what one did besides is not passed over", async () => {
    const name = "test/traces/pbft-rounds-lockstep.json";
    const { actions, configuration, final } = readRecording(readFileSync(name, "utf8"), name);
    const protocol = protocolNamed("pbft-rounds");
    const states = retrace(createSystem(protocol, configuration), actions);
    const sent = states.at(-1)?.soup ?? [];
    const nodes = final.logs.map((log, id) => ({
      actions: actions.filter(
        (one) => one.kind === "round-end" || (one.kind === "deliver" ? one.to : one.replica) === id,
      ),
      sent: sent.flatMap(({ from, to, body }) => (from === id && to !== "all" ? [{ to, body }] : [])),
      log: log ?? [],
      lives: 1,
    }));
    const recording = { protocol: "pbft-rounds", configuration, nodes };
    expect(conformance(recording, protocol).flaw).toBeNull();
    const [, one] = nodes;
    const end = one?.actions.findIndex(({ kind }) => kind === "round-end") ?? -1;
    expect(end).toBeGreaterThan(0);
    // In place of ending the round it took a message once more, of which nothing comes: that is no step.
    one?.actions.splice(end, 1, ...one.actions.slice(end - 1, end));
    expect(conformance(recording, protocol).flaw).toContain("what node 1 did next");
  });

  test("a log that is missing, of another run or damaged is refused with its line", async () => {
    const [one, other] = [folder(), folder()];
    await runOf("bsmr", null, {}, { logFolder: one });
    await runOf("bsmr", null, {}, { logFolder: other });
    expect(() => readLogs(folder())).toThrow("there are no logs in");
    const file = join(one, "node-1.jsonl");
    const good = readFileSync(file, "utf8");
    writeFileSync(file, readFileSync(join(other, "node-1.jsonl")));
    expect(() => readLogs(one)).toThrow("node-1.jsonl, line 1: cluster is");
    writeFileSync(file, good.replace('"from":0', '"from":9'));
    expect(() => readLogs(one)).toThrow(/node-1.jsonl, line \d+: event.from is 9/);
    writeFileSync(file, `${good}{"node":1,\n`);
    expect(() => readLogs(one)).toThrow("node-1.jsonl, line");
    for (const lost of ["", good.slice(good.indexOf("\n") + 1)]) {
      writeFileSync(file, lost);
      expect(() => readLogs(one)).toThrow("node-1.jsonl is empty, or has lost its first line");
    }
  });
});
