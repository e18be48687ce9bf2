import fc from "fast-check";
import { expect, test } from "vitest";
import { insert, inserted } from "../../model/sorted.ts";

const numbers = fc.array(fc.integer({ min: -5, max: 5 }));
const ascending = (some: readonly number[]): number[] => [...some].sort((a, b) => a - b);

test("whatever the order in which numbers are put in, the list is the same, and sorted", () => {
  fc.assert(
    fc.property(numbers, (some) => {
      const list: number[] = [];
      for (const one of some) insert(list, one);
      expect(list).toEqual(ascending(some));
      expect(some.reduce(inserted, [] as readonly number[])).toEqual(list);
    }),
  );
});

test("two different sets of numbers never make one list the same", () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, (list, some, others) => {
      const both = [some, others].map((put) => put.reduce(inserted, ascending(list) as readonly number[]));
      const alike = JSON.stringify(ascending(some)) === JSON.stringify(ascending(others));
      expect(JSON.stringify(both[0]) === JSON.stringify(both[1])).toBe(alike);
    }),
  );
});
