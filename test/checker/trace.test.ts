import { describe, expect, test } from "vitest";
import { actionsAlong, InternalError, replay, shorten, traceWords } from "../../checker/trace.ts";
import type { Action } from "../../model/action.ts";
import { configure } from "../../model/configuration.ts";
import { ModelError } from "../../model/error.ts";
import { createSystem, type System } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

const system: System = createSystem(bsmr, configure(bsmr, { parameters: { rounds: 1 } })) as unknown as System;
const result = (to: number, value: number): Action => ({
  kind: "deliver",
  from: 0,
  to,
  message: { kind: "RESULT", round: 0, value } as Action extends { message: infer B } ? B : never,
  byzantine: true,
});
const fork = [result(1, 1), result(2, 2)];
const forked: Parameters<typeof shorten>[2] = ({ logs }) =>
  new Set(logs.flatMap((log) => log?.map(({ value }) => value) ?? [])).size > 1;

describe("a trace", () => {
  test("is replayed from its actions alone", () => {
    const trace = replay(system, fork);
    expect(trace).toMatchObject({ length: 2, initial: system.initial });
    expect(trace.final.logs.map((log) => log?.map(({ value }) => value))).toEqual([undefined, [1], [2], []]);
    expect(trace.steps.map(({ index, executions }) => [index, executions.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(replay(system, []).final).toEqual(system.initial);
  });
  test("survives being written to a file and read back", () => {
    const read = JSON.parse(JSON.stringify(fork)) as Action[];
    expect(replay(system, read)).toEqual(replay(system, fork));
  });
  test("is read in words", () => {
    expect(traceWords(fork)).toBe(
      "1. node 1 <- node 0  RESULT round 0 value 1\n2. node 2 <- node 0  RESULT round 0 value 2",
    );
  });
});

describe("an edited trace is refused", () => {
  test.each<[string, readonly Action[]]>([
    ["a step twice, although it changes nothing any more", [fork[0], fork[0]] as Action[]],
    ["a value that nobody can say", [result(1, 7)]],
    ["a recipient that lies itself", [result(0, 1)]],
    ["a sender that is honest", [{ ...result(1, 1), from: 2 } as Action]],
    ["a lie that is not marked as one", [{ ...result(1, 1), byzantine: false } as Action]],
    ["a timeout where there are none", [{ kind: "timeout", replica: 1 }]],
    ["an answer to a choice that was not asked for", [{ ...result(1, 1), choices: [1] } as Action]],
  ])("%s", (_what, actions) => {
    expect(() => replay(system, actions)).toThrow(/not enabled in this state/);
    expect(() => replay(system, actions)).toThrow(ModelError);
  });
});

describe("shortening", () => {
  test("leaves out what the end does not need, and what comes after it", () => {
    const honest = system
      .actions(system.initial)
      .filter((one) => one.kind === "deliver" && one.message.kind === "PROPOSAL" && one.to === 3);
    const long = [honest[0] as Action, ...fork, result(3, 1)];
    expect(replay(system, long).length).toBe(4);
    const short = shorten(system, long, forked);
    expect(short).toHaveLength(2);
    expect(forked(replay(system, short).final)).toBe(true);
  });
  test("keeps a trace that needs every step", () => {
    expect(shorten(system, fork, forked)).toEqual(fork);
  });
});

describe("the actions along a way of states", () => {
  const rows = [
    system.initial,
    ...replay(system, fork).steps.map((_, at) => replay(system, fork.slice(0, at + 1)).final),
  ].map((state) => Int32Array.from(system.parts.row(state)));
  test("lead along it", () => {
    expect(actionsAlong(system, rows)).toEqual(fork);
  });
  test("cannot be found where the way has a gap: that is our fault, not the protocol's", () => {
    expect(() => actionsAlong(system, [rows[0], rows[2]] as Int32Array[])).toThrow(InternalError);
  });
});
