import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Levels } from "../../../../checker/compile/parallel/levels.ts";

/** Takes all states out, level by level; what is at each distance, and not stale there. */
function emptied(levels: Levels): readonly (readonly [number, readonly number[]])[] {
  const seen: [number, readonly number[]][] = [];
  for (let at = levels.nearest(); at >= 0; at = levels.nearest()) {
    seen.push([at, [...levels.at(at)].filter((number) => !levels.isStale(number, at))]);
    levels.drop(at);
  }
  return seen;
}

describe("the levels of a worker", () => {
  test("have each state once, at the least distance that was told of", () => {
    const told = fc.array(fc.tuple(fc.nat(9), fc.nat(12)), { maxLength: 60 });
    fc.assert(
      fc.property(told, (all) => {
        const levels = new Levels(true);
        const numbers = new Map<number, number>();
        const least = new Map<number, number>();
        for (const [state, distance] of all) {
          const known = numbers.get(state);
          const number = known ?? numbers.size;
          numbers.set(state, number);
          if (known === undefined) levels.add(number, distance);
          else expect(levels.improves(number, distance)).toBe(distance < (least.get(number) as number));
          least.set(number, Math.min(distance, least.get(number) ?? distance));
        }
        const found = emptied(levels).flatMap(([at, some]) => some.map((number) => [number, at] as const));
        expect(new Map(found)).toEqual(least);
        expect(found.length).toBe(least.size);
        expect([levels.size, levels.nearest()]).toEqual([0, -1]);
      }),
    );
  });

  test("keep no distances where a state is found nearest first", () => {
    const levels = new Levels(false);
    levels.add(0, 1);
    expect([levels.improves(0, 0), levels.isStale(0, 1), levels.size]).toEqual([false, false, 1]);
    expect(emptied(levels)).toEqual([[1, [0]]]);
  });
});

test("a state that comes when all that waited further away was stale is not lost", () => {
  const levels = new Levels(true);
  levels.add(0, 5);
  expect(levels.improves(0, 1)).toBe(true);
  levels.drop(1);
  expect(levels.nearest()).toBe(-1);
  levels.add(1, 3);
  expect(levels.nearest()).toBe(3);
  expect([...levels.at(3)]).toEqual([1]);
});
