import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Effort, Inevitability, patientSteps } from "../../checker/inevitable.ts";
import type { Silent } from "../../checker/recovery.ts";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import { judge } from "../../model/judge.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import type { GlobalState } from "../../model/state.ts";
import { createSystem, type System } from "../../model/system.ts";
import { type Recipe, randomProtocol } from "./compile/random-protocol.ts";
import { recipe } from "./compile/random-recipe.ts";

const patient: Effort = {
  maxStates: Number.POSITIVE_INFINITY,
  maxStatesInAll: Number.POSITIVE_INFINITY,
  isOver: async () => false,
};

/** A graph: for each state, where it leads. */
type Graph = readonly (readonly number[])[];

const SIZE = 9;
const graph: fc.Arbitrary<Graph> = fc.array(fc.array(fc.nat(SIZE - 1), { maxLength: 3 }), {
  minLength: SIZE,
  maxLength: SIZE,
});
const violated = fc.uniqueArray(fc.nat(SIZE - 1), { minLength: 2, maxLength: 4 });
const questions = fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE });

const stepsOf = (edges: Graph): Silent => ({
  width: 1,
  expand(row, emit) {
    for (const next of edges[row[0] as number] ?? []) emit(Int32Array.of(next));
  },
});

/** From where every run comes to one of these: a closure backwards, state by state. */
function doomed(edges: Graph, targets: readonly number[]): ReadonlySet<number> {
  const found = new Set(targets);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    edges.forEach((nexts, state) => {
      if (nexts.length > 0 && nexts.every((next) => found.has(next))) found.add(state);
    });
  }
  return found;
}

describe("whether every run comes to a violation", () => {
  const law = (change: (edges: Graph) => Graph, effort: Effort = patient) =>
    fc.asyncProperty(graph, violated, questions, async (edges, targets, asked) => {
      const inevitability = new Inevitability(
        stepsOf(change(edges)),
        (row) => targets.includes(row[0] as number),
        effort,
      );
      const expected = doomed(edges, targets);
      for (const state of asked) {
        const answer = await inevitability.from(Int32Array.of(state));
        if (answer !== null || effort === patient) expect(answer).toBe(expected.has(state));
      }
    });

  test("is what a closure backwards says, on graphs with any circles and in any order of questions", () =>
    fc.assert(
      law((edges) => edges),
      { numRuns: 300 },
    ));
  test("is not known when a step is forgotten: the law would notice", async () => {
    const forgetful = (edges: Graph): Graph => edges.map((nexts, state) => (state === 3 ? nexts.slice(1) : nexts));
    expect((await fc.check(law(forgetful), { numRuns: 500, seed: 1 })).counterexample).not.toBeNull();
  });
  test("is not claimed where the search ends too early, and then other answers are right all the same", () =>
    fc.assert(
      law((edges) => edges, { ...patient, maxStates: 2 }),
      { numRuns: 300 },
    ));
  test("is given up when somebody says that time is over", async () => {
    const endless: Silent = { width: 1, expand: (row, emit) => emit(Int32Array.of((row[0] as number) + 1)) };
    const hasty: Effort = { ...patient, isOver: async () => true };
    expect(await new Inevitability(endless, () => false, hasty).from(Int32Array.of(0))).toBeNull();
  });
});

type Steps = (system: System, state: GlobalState) => readonly GlobalState[];

/** The definition, said once more: liars are silent, and time passes only where nothing else happens. */
const honestAndPatient: Steps = (system, state) => {
  const all = system.transitions(state).filter(({ action }) => !(action.kind === "deliver" && action.byzantine));
  const prompt = all.filter(({ action }) => action.kind === "deliver" || action.kind === "step");
  return (prompt.length > 0 ? prompt : all).map(({ next }) => next);
};

const MOST = 300;
const property = logConsistency();

/** From a state: the states that are left, by name, and whether each is doomed; null if there are too many. */
function judged(system: System, start: GlobalState): boolean | null {
  const states = [start];
  const numbers = new Map([[canonical(start), 0]]);
  const edges: number[][] = [];
  for (let at = 0; at < states.length; at++) {
    if (at > MOST) return null;
    edges.push(
      honestAndPatient(system, states[at] as GlobalState).map((next) => {
        const text = canonical(next);
        const number = numbers.get(text) ?? numbers.size;
        if (number === numbers.size) states.push(next);
        numbers.set(text, number);
        return number;
      }),
    );
  }
  const targets = states.flatMap((state, number) => (judge(property, state, system.setting) === null ? [] : [number]));
  return doomed(edges, targets).has(0);
}

/** The states on a walk through the whole system, lies included. */
function walk(system: System, choices: readonly number[]): readonly GlobalState[] {
  const states = [system.initial];
  for (const choice of choices) {
    const nexts = system.transitions(states.at(-1) as GlobalState);
    const next = nexts[choice % Math.max(1, nexts.length)];
    if (next) states.push(next.next);
  }
  return states;
}

describe("on random protocols", () => {
  const law = (steps: (system: System) => Silent, counts: { inevitable: number } = { inevitable: 0 }) =>
    fc.asyncProperty(recipe, fc.array(fc.nat(999), { maxLength: 6 }), async (made: Recipe, choices) => {
      const protocol = randomProtocol(made);
      const system = createSystem(protocol, configure(protocol, {}));
      const { parts, setting } = system;
      const rowOf = (state: GlobalState): Int32Array => Int32Array.from(parts.row(state));
      const isViolated = (row: Int32Array): boolean => judge(property, parts.state(row), setting) !== null;
      const inevitability = new Inevitability(steps(system), isViolated, patient);
      for (const state of walk(system, choices)) {
        const expected = judged(system, state);
        fc.pre(expected !== null);
        expect(await inevitability.from(rowOf(state))).toBe(expected);
        if (!expected || isViolated(rowOf(state))) continue;
        counts.inevitable++;
        // Who has passed the point of no return has passed it after each further step of honest replicas.
        for (const next of honestAndPatient(system, state)) expect(await inevitability.from(rowOf(next))).toBe(true);
      }
    });
  const options = { numRuns: 150, seed: 6, maxSkipsPerRun: 10 };

  test("is what the definition says, and stays so whatever honest replicas do", async () => {
    const counts = { inevitable: 0 };
    await fc.assert(law(patientSteps, counts), options);
    expect(counts.inevitable).toBeGreaterThan(20);
  });

  const without =
    (isLeftOut: (action: ReturnType<System["actions"]>[number]) => boolean) =>
    (system: System): Silent =>
      patientSteps({
        ...system,
        successors: (row, take) =>
          system.successors(row, (action, next) => {
            if (!isLeftOut(action)) take(action, next);
          }),
      });
  const speaking = (system: System): Silent =>
    patientSteps({
      ...system,
      successors: (row, take) =>
        system.successors(row, (action, next) =>
          take(action.kind === "deliver" ? { ...action, byzantine: false } : action, next),
        ),
    });
  const hasty = ({ parts, successors }: System): Silent => ({
    width: parts.width,
    expand: (row, emit) =>
      successors(row, (action, next) => {
        if (action.kind !== "deliver" || !action.byzantine) emit(next);
      }),
  });
  test.each<[string, (system: System) => Silent]>([
    ["liars speak on", speaking],
    ["the messages of one honest replica are lost", without((one) => one.kind === "deliver" && one.from === 1)],
    ["timers fire early", hasty],
    ["timers never fire", without(({ kind }) => kind === "timeout")],
    ["nobody takes a step by itself", without(({ kind }) => kind === "step")],
  ])("a fault is noticed: %s", async (_fault, steps) => {
    expect((await fc.check(law(steps), { ...options, endOnFailure: true })).counterexample).not.toBeNull();
  });
});
