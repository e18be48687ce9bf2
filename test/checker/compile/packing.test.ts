import fc from "fast-check";
import { expect, test } from "vitest";
import { localAt, packing, putLocal } from "../../../checker/compile/packing.ts";

const places = fc.array(
  fc.oneof(fc.constantFrom(1, 2, 3, 4, 5, 2 ** 16, 2 ** 30, 2 ** 31 - 1), fc.integer({ min: 1, max: 2 ** 20 })),
  { minLength: 1, maxLength: 8 },
);

test("what is put at a place stands there, and nothing else changes", () => {
  fc.assert(
    fc.property(places, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), (sizes, numbers) => {
      const packed = packing(sizes);
      const row = new Int32Array(packed.words);
      const expected = sizes.map(() => 0);
      numbers.forEach((number, at) => {
        const place = at % sizes.length;
        const state = at < sizes.length ? (sizes[place] as number) - 1 : number % (sizes[place] as number);
        putLocal(packed, row, place, state);
        expected[place] = state;
        expect(sizes.map((_, one) => localAt(packed, row, one))).toEqual(expected);
      });
    }),
  );
});

test("no more words are taken than each place would take by itself, and small places share one", () => {
  fc.assert(fc.property(places, (sizes) => packing(sizes).words <= sizes.length));
  expect(packing([256, 256, 256, 256]).words).toBe(1);
  expect(packing([256, 256, 256, 257]).words).toBe(2);
});
