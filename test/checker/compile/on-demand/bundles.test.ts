import fc from "fast-check";
import { expect, test } from "vitest";
import { bundlesOf } from "../../../../checker/compile/on-demand/bundles.ts";

/** Numbers about where they stop to fit side by side, and as large as they come. */
const local = fc.oneof(
  fc.nat(3),
  ...[5, 6, 7, 10, 15, 16].map((bits) => fc.integer({ min: 2 ** bits - 2, max: 2 ** bits + 1 })),
  fc.nat(2 ** 31 - 1),
);
const states = fc
  .integer({ min: 1, max: 13 })
  .chain((places) =>
    fc.array(fc.array(local, { minLength: places, maxLength: places }), { minLength: 1, maxLength: 30 }),
  );

test("whatever the replicas' states, their words tell them, in 12 bytes at most", () => {
  fc.assert(
    fc.property(states, (all) => {
      const bundles = bundlesOf(all[0]?.length ?? 0);
      expect(bundles.length).toBeLessThanOrEqual(3);
      const rows = all.map((locals) => Int32Array.from(bundles, (bundle) => bundle.word(Int32Array.from(locals))));
      all.forEach((locals, at) => {
        const read = new Int32Array(locals.length);
        bundles.forEach((bundle, word) => {
          bundle.read(rows[at]?.[word] as number, read);
        });
        expect([...read]).toEqual(locals);
        expect(Int32Array.from(bundles, (bundle) => bundle.word(read))).toEqual(rows[at]);
      });
    }),
  );
});
