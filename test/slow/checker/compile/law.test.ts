/** The compiled engine and the reference system on thousands of random protocols, with a new seed every time. */
import { test } from "vitest";
import { collectingRecipe } from "../../../checker/compile/collecting-recipe.ts";
import { tryTheLaw } from "../../../checker/compile/law.ts";

test("every engine and every sound subset of the reductions say the same of a small random protocol", () =>
  tryTheLaw({ cases: 3000, runs: 4, maxStates: 200 }));

test("and of larger ones, under all subsets at once", () => tryTheLaw({ cases: 60, maxStates: 3000 }));

test("and of tables on demand, in both orders", () =>
  tryTheLaw({ cases: 500, maxStates: 300, among: ({ onDemand }) => onDemand === true }));

test("and of protocols that collect, with what is postponed", () =>
  tryTheLaw({
    cases: 500,
    runs: 3,
    maxStates: 300,
    recipes: collectingRecipe,
    among: ({ reduce }) => reduce.includes("delay"),
  }));
