/** What monitors do not mind changes nothing that they remember: nobody has to ask. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { assembled } from "./parallel/searches.ts";
import { randomProtocol } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";

/** States of monitors that are looked at. */
const MOST = 30;

test("what is not minded leaves monitors as they are, and what is minded does not always", async () => {
  let changed = 0;
  let unminded = 0;
  await fc.assert(
    fc.asyncProperty(recipe, async (made) => {
      const { judges, plan } = (await assembled(randomProtocol(made), {}, "none"))();
      const { memory } = judges;
      const outputs = [...(plan?.sends.ofOutput.keys() ?? [])];
      const puts = (plan?.parts.machines ?? []).flatMap((_, place) =>
        outputs.map((output) => [place, output] as const),
      );
      const states = new Set([memory.initial]);
      for (const state of states) {
        for (const [place, output] of puts) {
          const after = memory.after(state, place, output);
          if (!memory.minds(place, output)) {
            unminded++;
            expect(after).toBe(state);
          } else if (after !== state) {
            changed++;
            if (states.size < MOST) states.add(after);
          }
        }
      }
    }),
    { numRuns: 50 },
  );
  expect(changed).toBeGreaterThan(100);
  expect(unminded).toBeGreaterThan(100);
});
