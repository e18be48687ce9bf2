import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../model/canonical.ts";
import { outcomeJson, traceJson } from "../../reports/json.ts";
import { readTraceFile, TraceFileError } from "../../reports/read.ts";
import { statesAlong } from "../../reports/states.ts";
import { traceFileOf } from "../../reports/trace-file.ts";
import { traceFile, walk } from "./laws.ts";
import { fork, NASTY, OBEYED, only } from "./samples.ts";

describe("a trace file", () => {
  test("is read back as it was written", () =>
    fc.assert(
      fc.property(traceFile, ({ file }) => {
        const text = traceJson(file);
        expect(readTraceFile(text)).toEqual(file);
        expect(text).not.toMatch(OBEYED);
      }),
      { numRuns: 60 },
    ));

  test("that is damaged anywhere is refused by a TraceFileError, or says the same thing otherwise", async () => {
    const outcome = await fork();
    const file = traceFileOf(outcome, only(outcome));
    const text = file ? traceJson(file) : "";
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 8 }), (at, length, instead) => {
        const damaged = text.slice(0, at) + instead + text.slice(at + length);
        try {
          canonical(readTraceFile(damaged));
        } catch (error) {
          expect(error).toBeInstanceOf(TraceFileError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("in which any one value is replaced is refused by a TraceFileError, or read", async () => {
    const outcome = await fork();
    const file = traceFileOf(outcome, only(outcome));
    const text = file ? traceJson(file) : "";
    const places = [...placesOf(JSON.parse(text))];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
        try {
          readTraceFile(JSON.stringify(replaced(JSON.parse(text), path, value)));
        } catch (error) {
          expect(error).toBeInstanceOf(TraceFileError);
        }
      }),
      { numRuns: 500 },
    );
  });

  const damage = async (
    change: (file: Record<string, unknown> & { trace: { steps: { [name: string]: unknown }[] } }) => void,
  ) => {
    const outcome = await fork();
    const made = traceFileOf(outcome, only(outcome));
    const file = JSON.parse(made ? traceJson(made) : "");
    change(file);
    return () => readTraceFile(JSON.stringify(file), "out/x.json");
  };

  test("is refused with what is damaged and what to do", async () => {
    expect(() => readTraceFile("{", "x.json")).toThrow(/^x\.json: it is not JSON \(.*\)\. Write it again/);
    expect(() => readTraceFile("[]")).toThrow("it is a list; it must be an object");
    expect(await damage((file) => Object.assign(file, { schemaVersion: 2 }))).toThrow(
      "out/x.json: schemaVersion is 2; it must be 1, the version that this byzcheck reads. Write it again",
    );
    expect(await damage((file) => Object.assign(file, { length: 3 }))).toThrow("length is 3; it must be 2, as many");
    expect(await damage((file) => Object.assign(file, { verdict: "SAFE" }))).toThrow(
      'verdict is "SAFE"; it must be one of: VIOLATED',
    );
    expect(await damage((file) => delete file.property)).toThrow("property is missing; it must be a text");
    expect(await damage(({ trace }) => Object.assign(trace.steps[1] ?? {}, { index: 7 }))).toThrow(
      "trace.steps[1].index is 7; it must be 2",
    );
    expect(await damage(({ trace }) => Object.assign(trace.steps[0]?.action ?? {}, { to: 4 }))).toThrow(
      "trace.steps[0].action.to is 4; it must be a whole number, 0 to 3",
    );
    expect(await damage(({ trace }) => Object.assign(trace.steps[0]?.action ?? {}, { byzantine: false }))).toThrow(
      "trace.steps[0].action.byzantine is false; it must be true, for node 0 is Byzantine",
    );
    expect(await damage(({ trace }) => Object.assign(trace.steps[0]?.action ?? {}, { kind: NASTY }))).toThrow(
      /action\.kind is "a\\\\?u001b.*it must be one of: deliver, timeout, step, round-end/,
    );
  });

  test("nested too deeply is refused, and does not end the program", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(() => readTraceFile(`{"schemaVersion": 1, "trace": ${deep}}`)).toThrow(TraceFileError);
  });

  test("is not the outcome of a check, which is said", async () => {
    const outcome = await fork();
    expect(() => readTraceFile(outcomeJson(outcome))).toThrow(
      "it is the outcome of a check; a trace has a file of its own",
    );
  });
});

test("the JSON outcome has the fields that scripts read", async () => {
  const outcome = await fork();
  const json = JSON.parse(outcomeJson(outcome, "npm run replay -- reports/out/bsmr-agreement.json"));
  expect(json).toMatchObject({
    schemaVersion: 1,
    protocol: "bsmr",
    variant: null,
    configuration: { nodes: 4, faulty: 1, byzantine: [0], timing: "none", rounds: 4, byzantineValues: "seed" },
    verdict: "violation",
    stoppedBy: null,
    properties: [{ name: "agreement", kind: "always", verdict: "VIOLATED", length: 2, shortest: true }],
    statistics: {
      engine: "compiled",
      reductions: expect.arrayContaining(["quotient", "live", "macro", "monitor"]),
      engineNote: "symmetry was not used for agreement: no two honest replicas are interchangeable",
      tables: {
        closed: true,
        replicaStates: expect.any(Array),
        classes: expect.any(Array),
        messages: expect.any(Number),
        surroundings: expect.any(Number),
        reducerCalls: expect.any(Number),
        milliseconds: expect.any(Number),
      },
      referenceStates: null,
      deduplication: "exact",
      workers: 1,
    },
    neverSeen: { byzantine: false },
    replay: "npm run replay -- reports/out/bsmr-agreement.json",
  });
  expect(json.properties[0].trace.steps[0]).toMatchObject({
    index: 1,
    action: { kind: "deliver", from: 0, to: 1, message: { kind: "RESULT", round: 0, value: 1 }, byzantine: true },
    lie: { from: 0, to: 1, body: { kind: "RESULT", round: 0, value: 1 } },
    executions: [{ replica: 1, slot: 0, view: 0, value: 1 }],
  });
  expect(Object.keys(json.properties[0].trace)).toEqual(["steps", "final"]);
});

test("the states along a trace, rebuilt from its changes, end where the trace ends", () =>
  fc.assert(
    fc.property(walk, ({ trace }) => {
      const states = statesAlong(trace);
      expect(states).toHaveLength(trace.length + 1);
      expect(canonical(states.at(-1))).toBe(canonical(trace.final));
    }),
    { numRuns: 60 },
  ));

type Path = readonly (string | number)[];

function* placesOf(value: unknown, path: Path = []): Iterable<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* placesOf(inner, [...path, key]);
}

function replaced(value: unknown, [key, ...rest]: Path, instead: unknown): unknown {
  if (key === undefined) return instead;
  const copy = structuredClone(value) as { [name: string]: unknown };
  copy[key] = replaced(copy[key], rest, instead);
  return copy;
}
