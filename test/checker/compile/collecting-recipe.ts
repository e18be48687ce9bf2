/** Random protocols that collect: most inputs only store something, and what is stored comes to matter later. */
import fc from "fast-check";
import { KINDS, type Recipe, type Rule, TRIGGERS } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";

const k = fc.nat(1);

/** Nobody sees it. */
const stores: fc.Arbitrary<Rule> = fc.record({
  guards: fc.array(fc.record({ is: fc.constantFrom("phase" as const, "voters" as const, "ranks" as const), k }), {
    maxLength: 1,
  }),
  deeds: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("vote" as const, "rank" as const), k }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("push" as const, "keep" as const), k }) },
    ),
    { minLength: 1, maxLength: 1 },
  ),
});

/** Shows what was stored, or not. */
const shows: fc.Arbitrary<Rule> = fc.record({
  guards: fc.array(
    fc.record({ is: fc.constantFrom(...(["voters", "voted", "inbox-has", "phase", "ranks", "ranked"] as const)), k }),
    { minLength: 1, maxLength: 2 },
  ),
  deeds: fc.array(
    fc.oneof(
      fc.record({ do: fc.constant("next" as const) }),
      fc.record({ do: fc.constant("execute" as const), slot: k, value: k }),
      fc.record({
        do: fc.constant("send" as const),
        body: fc.record({ kind: fc.constantFrom(...KINDS), value: k }),
        to: fc.constant("all" as const),
      }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
});

const program = fc.array(fc.oneof(fc.tuple(stores), fc.tuple(stores, shows), fc.tuple(shows)), {
  minLength: TRIGGERS.all,
  maxLength: TRIGGERS.all,
});

/** Protocols in which silent inputs write several places, with thresholds. */
export const collectingRecipe: fc.Arbitrary<Recipe> = fc
  .tuple(recipe, fc.array(program, { minLength: 1, maxLength: 2 }))
  .map(([made, programs]) => ({
    ...made,
    programs,
    timing: made.timing === "lockstep" ? "asynchronous" : made.timing,
  }));
