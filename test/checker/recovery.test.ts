import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Recovery, type Silent } from "../../checker/recovery.ts";

/** A graph: for each state, where it leads. */
type Graph = readonly (readonly number[])[];

const SIZE = 9;
const graph: fc.Arbitrary<Graph> = fc.array(fc.array(fc.nat(SIZE - 1), { maxLength: 3 }), {
  minLength: SIZE,
  maxLength: SIZE,
});
const some = fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 3 });
const questions = fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: SIZE });

const silent = (edges: Graph): Silent => ({
  width: 1,
  expand(row, emit) {
    for (const next of edges[row[0] as number] ?? []) emit(Int32Array.of(next));
  },
});

const recoveryOf = (edges: Graph, targets: readonly number[], maxStates = Number.POSITIVE_INFINITY): Recovery =>
  new Recovery(silent(edges), (row) => targets.includes(row[0] as number), { maxStates });

/** From where the targets can be reached: a closure backwards, edge by edge. */
function leadingTo(edges: Graph, targets: readonly number[]): ReadonlySet<number> {
  const found = new Set(targets);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    edges.forEach((nexts, state) => {
      if (nexts.some((next) => found.has(next))) found.add(state);
    });
  }
  return found;
}

describe("whether a state can still come to what is looked for", () => {
  test("is what a closure backwards says, on graphs with any circles and in any order of questions", () => {
    fc.assert(
      fc.property(graph, some, questions, (edges, targets, asked) => {
        const recovery = recoveryOf(edges, targets);
        const expected = leadingTo(edges, targets);
        for (const state of asked) expect(recovery.from(Int32Array.of(state))).toBe(expected.has(state));
      }),
      { numRuns: 500 },
    );
  });

  test("is not known when one silent step is forgotten: the law would notice", () => {
    const law = fc.property(graph, some, questions, (edges, targets, asked) => {
      const forgetful = edges.map((nexts, state) => (state === 3 ? nexts.slice(1) : nexts));
      const recovery = recoveryOf(forgetful, targets);
      const expected = leadingTo(edges, targets);
      return asked.every((state) => recovery.from(Int32Array.of(state)) === expected.has(state));
    });
    expect(fc.check(law, { numRuns: 500, seed: 1 }).failed).toBe(true);
  });

  test("a circle that leads nowhere is stuck, and one with a way out is not", () => {
    const circles: Graph = [[1], [2], [0], [4], [3, 5], []];
    const recovery = recoveryOf(circles, [5]);
    expect([0, 1, 2, 3, 4, 5].map((state) => recovery.from(Int32Array.of(state)))).toEqual([
      ...[false, false, false],
      ...[true, true, true],
    ]);
  });

  test("no state is expanded twice", () => {
    const expanded: number[] = [];
    const steps = silent([[1, 2], [3], [3], [0], []]);
    const counted: Silent = {
      width: 1,
      expand(row, emit) {
        expanded.push(row[0] as number);
        steps.expand(row, emit);
      },
    };
    const recovery = new Recovery(counted, (row) => row[0] === 4, { maxStates: 100 });
    for (const state of [0, 1, 2, 3, 0]) expect(recovery.from(Int32Array.of(state))).toBe(false);
    expect(expanded.sort()).toEqual([0, 1, 2, 3]);
  });
});

describe("a question that takes too long", () => {
  const endless: Silent = { width: 1, expand: (row, emit) => emit(Int32Array.of((row[0] as number) + 1)) };
  const never = (): boolean => false;

  test("is given up at the bound, and no later answer is claimed", () => {
    const recovery = new Recovery(endless, never, { maxStates: 10 });
    expect(recovery.from(Int32Array.of(0))).toBeNull();
    expect(recovery.givenUp).toBe("max-states");
    expect(recovery.from(Int32Array.of(5))).toBeNull();
  });

  test("is given up when somebody says that time is over", () => {
    const recovery = new Recovery(endless, never, { maxStates: Number.POSITIVE_INFINITY, overdue: () => "timeout" });
    expect(recovery.from(Int32Array.of(0))).toBeNull();
    expect(recovery.givenUp).toBe("timeout");
  });
});
