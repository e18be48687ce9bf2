import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../model/canonical.ts";
import { itfText, readRecording, traceItf } from "../../reports/itf.ts";
import { fromItf, toItf } from "../../reports/itf-value.ts";
import { traceJson } from "../../reports/json.ts";
import { readTraceFile, TraceFileError } from "../../reports/read.ts";
import { traceFile } from "./laws.ts";
import { fork, only } from "./samples.ts";
import { itfFaults } from "./schemas.ts";

const plain = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const read = (source: string) => readRecording(source, "the trace file");

describe("ITF", () => {
  test("gives every value back", () =>
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromItf(toItf(value), "value")).toStrictEqual(value);
      }),
    ));

  test("gives back what looks like ITF itself", () => {
    const confusing = [
      { "#bigint": "1" },
      { tag: "None", value: { "#tup": [] } },
      { "#set": [null] },
      { tag: "None", value: [] },
    ];
    expect(fromItf(toItf(confusing), "value")).toEqual(confusing);
  });

  test("is what the format's description asks for, with no plain numbers and no null in its states", () =>
    fc.assert(
      fc.property(traceFile, ({ file, trace }) => {
        const { trace: _, ...claim } = file;
        expect(itfFaults(itfText(claim, trace))).toEqual([]);
        const itf = JSON.parse(itfText(claim, trace));
        expect(itf.vars).toEqual(["action", "logs", "replicas", "soup"]);
        expect(itf.states).toHaveLength(trace.length + 1);
        for (const [index, { "#meta": meta, ...variables }] of itf.states.entries()) {
          expect(meta).toEqual({ index });
          expect(Object.keys(variables)).toEqual(itf.vars);
          expect(leaves(variables).filter((leaf) => typeof leaf === "number" || leaf === null)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    ));

  test("is held to a schema that can say no", () => {
    const of = (state: object): string => JSON.stringify({ vars: ["x"], states: [state] });
    expect(itfFaults(of({ x: { "#tup": [{ "#bigint": "-1" }] }, "#meta": { index: 0 } }))).toEqual([]);
    for (const state of [{ x: 1 }, { x: null }, { x: { "#bigint": "1.5" } }, { x: { "#map": [["a"]] } }, { "#x": "a" }])
      expect(itfFaults(of(state))).not.toEqual([]);
    expect(itfFaults('{"states": []}')).not.toEqual([]);
  });

  test("and JSON agree on what is to be replayed", () =>
    fc.assert(
      fc.property(traceFile, ({ file, trace }) => {
        const { trace: recorded, ...claim } = readTraceFile(traceJson(file));
        expect(read(itfText(claim, trace))).toEqual({
          ...claim,
          actions: recorded.steps.map(({ action }) => action),
          final: recorded.final,
        });
      }),
      { numRuns: 40 },
    ));

  test("says each value in the form of the format", async () => {
    const outcome = await fork();
    const itf = JSON.parse(traceItf(outcome, only(outcome)) ?? "");
    expect(itf["#meta"]).toMatchObject({ format: "ITF", source: "bsmr" });
    const last = itf.states[2];
    expect(last.action).toMatchObject({ kind: "deliver", to: { "#bigint": "2" }, byzantine: true });
    expect(last.logs["#map"][0]).toEqual([
      { "#bigint": "1" },
      [{ slot: { "#bigint": "0" }, view: { "#bigint": "0" }, value: { "#bigint": "1" } }],
    ]);
    expect(last.replicas["#map"][0][1]).toMatchObject({ replied: { tag: "None", value: { "#tup": [] } } });
    expect(last.soup["#set"]).toHaveLength(1);
  });

  test("of another tool, or damaged, is refused with what is wrong", async () => {
    const outcome = await fork();
    const itf = traceItf(outcome, only(outcome)) ?? "";
    expect(() => read('{"#meta": {"format": "ITF"}, "vars": ["x"], "states": [{"x": 1}]}')).toThrow("#meta.byzcheck");
    expect(() => read(itf.replaceAll('{\n          "#bigint": "2"\n        }', "2"))).toThrow(
      'states[2].action.to is 2; it must be an ITF value: integers are {"#bigint": "1"}',
    );
    expect(() => read(itf.replaceAll('"#bigint": "1"', '"#bigint": "one"'))).toThrow('is "one"; it must be digits');
    expect(() => read(itf.slice(0, -20))).toThrow(TraceFileError);
  });
});

function leaves(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
