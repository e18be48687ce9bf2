/** The compiled engine and the reference system on hundreds of random protocols; thousands are in the slow suite. */
import { expect, test } from "vitest";
import { everyRun } from "../../../checker/cross-check.ts";
import { tryTheLaw } from "./law.ts";

test(
  "every engine and every sound subset of the reductions say the same of a random protocol",
  { timeout: 120_000 },
  () => tryTheLaw({ cases: 150, runs: 3, maxStates: 100 }),
);

test("what is compared is every subset of the reductions, and tables on demand, in both orders", () => {
  expect(everyRun("asynchronous", true)).toHaveLength(128 + 2);
  expect(
    everyRun("lockstep", true).filter(({ reduce }) => reduce.includes("macro") || reduce.includes("delay")),
  ).toEqual([]);
});
