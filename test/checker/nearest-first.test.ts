import fc from "fast-check";
import { expect, test } from "vitest";
import { explore, type Space } from "../../checker/explore.ts";
import { nearestFirst } from "../../checker/frontier.ts";

const SIZE = 10;
const edges = fc.array(
  fc.array(fc.record({ to: fc.nat(SIZE - 1), cost: fc.integer({ min: 1, max: 5 }) }), { maxLength: 4 }),
  {
    minLength: SIZE,
    maxLength: SIZE,
  },
);
type Edges = readonly (readonly { readonly to: number; readonly cost: number }[])[];

/** Distances from state 0, by relaxing every edge as often as there are states. */
function distances(graph: Edges): readonly number[] {
  const found = Array.from({ length: SIZE }, (_, state) => (state === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (let round = 0; round < SIZE; round++) {
    graph.forEach((some, from) => {
      for (const { to, cost } of some) found[to] = Math.min(found[to] as number, (found[from] as number) + cost);
    });
  }
  return found;
}

test("each state is expanded at its distance, by a way of that cost", async () => {
  await fc.assert(
    fc.asyncProperty(edges, async (graph) => {
      const space: Space = {
        width: 1,
        initial: (emit) => emit(Int32Array.of(0)),
        expand(row, emit) {
          for (const { to, cost } of graph[row[0] as number] ?? []) emit(Int32Array.of(to), cost);
        },
        goals: (row) => [row[0] as number],
      };
      const expected = distances(graph);
      const depths = new Map<number, number | null>();
      const found = await explore(space, nearestFirst(), {
        maxStates: Number.POSITIVE_INFINITY,
        maxDepth: Number.POSITIVE_INFINITY,
        wantsMore: () => true,
        onGoal: (goal, { depth }) => void depths.set(goal, depth),
        pause: async () => null,
      });
      expect(depths).toEqual(
        new Map([...expected.entries()].filter(([, distance]) => distance < Number.POSITIVE_INFINITY)),
      );
      for (const [goal, number] of found.met) {
        const way = found.way(number).map((row) => row[0] as number);
        const cost = way.slice(1).reduce((sum, to, at) => {
          const costs = (graph[way[at] as number] ?? []).filter((edge) => edge.to === to).map((edge) => edge.cost);
          return sum + Math.min(...costs);
        }, 0);
        expect(cost).toBe(expected[goal]);
      }
    }),
  );
});
