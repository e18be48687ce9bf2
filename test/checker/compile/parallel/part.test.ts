import { expect, test } from "vitest";
import { BESIDES } from "../../../../checker/compile/parallel/batch.ts";
import { numberOf, PARTS, Part, partOf, stateOf } from "../../../../checker/compile/parallel/part.ts";

/** Some states of one word each, none twice. */
const batch = (first: number, count: number) => ({
  words: Int32Array.from({ length: count * (1 + BESIDES) }, (_, at) => (at % (1 + BESIDES) === 0 ? first + at : 0)),
  count,
});

test("the last state that a part has room for has a number by which its part and its place are found", () => {
  const last = 2 ** 25 - 1;
  for (const part of [0, PARTS - 1]) {
    const state = stateOf(part, last);
    expect(state).toBeGreaterThan(0);
    expect([partOf(state), numberOf(state)]).toEqual([part, last]);
  }
});

test("a part that is full takes in no more: a number that is used twice would be a wrong way back", () => {
  const part = new Part(0, 1, false, 100);
  part.takeIn(batch(0, 60));
  expect(part.states.size).toBe(60);
  expect(() => part.takeIn(batch(1000, 60))).toThrow(RangeError);
  expect(part.states.size).toBe(60);
});
