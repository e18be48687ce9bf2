import fc from "fast-check";
import { expect, test } from "vitest";
import { countsOf } from "../../../checker/compile/orbits.ts";
import { symmetricRecipe } from "../../../checker/compile/symmetric-protocol.ts";

test("hundreds of random protocols have as many states as orbits, whatever the order", { timeout: 300_000 }, () =>
  fc.assert(
    fc.asyncProperty(symmetricRecipe, async (recipe) => {
      const counts = await countsOf(recipe);
      fc.pre(counts !== null);
      expect(counts).toEqual({ orbits: counts.orbits, breadthFirst: counts.orbits, depthFirst: counts.orbits });
    }),
    { numRuns: 200, maxSkipsPerRun: 20 },
  ),
);
