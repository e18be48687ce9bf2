import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore, type Space, type Watch } from "../../checker/explore.ts";
import { breadthFirst, depthFirst, type Frontier } from "../../checker/frontier.ts";

/** A graph as a space: state k leads to the states of row k; the goals are states by number. */
const graph = (edges: readonly (readonly number[])[], goals: readonly number[] = []): Space => ({
  width: 1,
  initial: (emit) => emit(Int32Array.of(0)),
  expand: (row, emit) => {
    for (const to of edges[row[0] ?? 0] ?? []) emit(Int32Array.of(to));
  },
  goals: (row) => goals.flatMap((state, goal) => (state === row[0] ? [goal] : [])),
});
const unlimited: Watch = {
  maxStates: Number.POSITIVE_INFINITY,
  maxDepth: Number.POSITIVE_INFINITY,
  wantsMore: () => true,
  pause: async () => null,
};
const orders: readonly (readonly [string, () => Frontier])[] = [
  ["breadth-first", breadthFirst],
  ["depth-first", depthFirst],
];

/** Distances from state 0, worked out in the textbook way. */
function distances(edges: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const found = new Map([[0, 0]]);
  for (const [state, distance] of found) {
    for (const to of edges[state] ?? []) if (!found.has(to)) found.set(to, distance + 1);
  }
  return found;
}

const edges = fc.array(fc.array(fc.nat(11), { maxLength: 4 }), { minLength: 12, maxLength: 12 });

describe.each(orders)("%s", (_order, frontier) => {
  test("finds every reachable state once and counts every transition", async () => {
    await fc.assert(
      fc.asyncProperty(edges, async (made) => {
        const found = await explore(graph(made), frontier(), unlimited);
        const reachable = [...distances(made).keys()];
        expect(found.distinctStates).toBe(reachable.length);
        expect(found.transitions).toBe(reachable.reduce((sum, state) => sum + (made[state]?.length ?? 0), 0));
        expect(found.stoppedBy).toBeNull();
        expect(found.frontier).toBe(0);
      }),
    );
  });

  test("meets every goal that is reachable, by a way of which each step is a transition", async () => {
    await fc.assert(
      fc.asyncProperty(edges, async (made) => {
        const goals = Array.from({ length: 12 }, (_, state) => state);
        const found = await explore(graph(made, goals), frontier(), unlimited);
        expect([...found.met.keys()].sort((a, b) => a - b)).toEqual([...distances(made).keys()].sort((a, b) => a - b));
        for (const [goal, number] of found.met) {
          const way = found.way(number).map((row) => row[0] ?? -1);
          expect([way[0], way.at(-1)]).toEqual([0, goal]);
          way.slice(1).forEach((to, at) => void expect(made[way[at] ?? -1]).toContain(to));
        }
      }),
    );
  });

  const line = graph(Array.from({ length: 1000 }, (_, state) => [state + 1]));

  test.each<[string, Partial<Watch>]>([
    ["max-states", { maxStates: 10 }],
    ["max-depth", { maxDepth: 10 }],
    ["timeout", { pause: async () => "timeout" }],
    ["memory", { pause: async ({ distinctStates }) => (distinctStates > 300 ? "memory" : null) }],
    ["interrupted", { pause: async () => "interrupted" }],
  ])("says that it was stopped by %s", async (reason, limit) => {
    const found = await explore(line, frontier(), { ...unlimited, ...limit });
    expect(found.stoppedBy).toBe(reason);
    expect(found.distinctStates).toBeLessThan(1000);
  });

  test("is not stopped by a bound that is exactly wide enough", async () => {
    const found = await explore(graph([[1], [2], []]), frontier(), { ...unlimited, maxStates: 3, maxDepth: 3 });
    expect(found).toMatchObject({ stoppedBy: null, distinctStates: 3 });
  });

  test("goes on after a goal unless nothing more is wanted", async () => {
    const met: number[] = [];
    const watch = { ...unlimited, onGoal: (goal: number) => void met.push(goal) };
    const made = graph([[1], [2], [3], []], [1, 2]);
    expect(await explore(made, frontier(), watch)).toMatchObject({ stoppedBy: null, distinctStates: 4 });
    expect(met).toEqual([0, 1]);
    const first = await explore(made, frontier(), { ...unlimited, wantsMore: () => false });
    expect(first).toMatchObject({ stoppedBy: "goals-met", met: new Map([[0, 1]]) });
  });
});

describe("breadth-first", () => {
  test("knows the depth, and comes to each goal by a shortest way", async () => {
    await fc.assert(
      fc.asyncProperty(edges, async (made) => {
        const goals = Array.from({ length: 12 }, (_, state) => state);
        const found = await explore(graph(made, goals), breadthFirst(), unlimited);
        const distance = distances(made);
        expect(found.depth).toBe(Math.max(...distance.values()));
        for (const [goal, number] of found.met) expect(found.way(number).length - 1).toBe(distance.get(goal));
      }),
    );
  });

  test("keeps to a maximum depth, to the step", async () => {
    await fc.assert(
      fc.asyncProperty(edges, fc.nat(4), async (made, maxDepth) => {
        const found = await explore(graph(made), breadthFirst(), { ...unlimited, maxDepth });
        expect(found.distinctStates).toBe([...distances(made).values()].filter((one) => one <= maxDepth).length);
      }),
    );
  });
});

test("depth-first does not claim to know the depth", async () => {
  expect((await explore(graph([[1], []]), depthFirst(), unlimited)).depth).toBeNull();
});
