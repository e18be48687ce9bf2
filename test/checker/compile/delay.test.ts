/** What is postponed while tables are built. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { Alphabet } from "../../../checker/compile/alphabet.ts";
import { SharedReactions } from "../../../checker/compile/shared-reactions.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { collectingRecipe } from "./collecting-recipe.ts";
import { tryTheLaw } from "./law.ts";
import { randomProtocol } from "./random-protocol.ts";
import { alone, executesOne } from "./silent-steps.ts";

/** A mark can be made only before the ask, and is there after it: what both put out is the same in either order. */
const lost = alone(
  {
    mark(replica) {
      if (replica.asked === 0) replica.mark = 2;
    },
    ask(replica, out) {
      if (replica.asked === 1) return;
      replica.asked = 1;
      out.execute(1, 0, 0);
    },
    tell(replica, out) {
      if (replica.asked === 1 && replica.mark === 2) out.execute(0, 0, 1);
    },
  },
  executesOne,
);

test("an input does not wait where what it leaves in the state would be lost", async () => {
  const { properties } = await check({ protocol: lost, reduce: ["delay"] });
  expect(properties[0]).toMatchObject({ verdict: "REACHED", length: 3 });
});

/** How many states the replicas' tables have in all; null where they are not closed. */
async function statesOf(protocol: Protocol, reduce: readonly string[]): Promise<number | null> {
  const { tables } = (await check({ protocol, reduce, maxStates: 1, tableLimit: 500 })).statistics;
  return tables?.closed ? tables.replicaStates.reduce((sum, states) => sum + states, 0) : null;
}

test("votes for a value that was not accepted wait, though what they lead to depends on votes for the one that was", async () => {
  const { statistics } = await check({ protocol: pbftRounds, rounds: 1, reduce: ["delay"], properties: ["agreement"] });
  expect(statistics.tables?.replicaStates).toEqual([29, 29, 29]);
});

test("before a pre-prepare no votes are told apart", async () => {
  const { statistics } = await check({
    protocol: pbft,
    views: 0,
    reduce: ["delay"],
    properties: ["agreement"],
    maxStates: 1,
  });
  expect(statistics.tables?.replicaStates).toEqual([41, 41, 41]);
});

test("replicas that share what they do name its places alike", () => {
  const shared = new SharedReactions(new Alphabet());
  const [one, other] = [shared.layoutOf({ votes: { a: [1] } }), shared.layoutOf({ votes: { a: [2, 3] } })];
  const elsewhere = shared.layoutOf({ votes: { b: [] } });
  one.units.at(1, []);
  expect(other.units.at(0, ["a"])).toBe(one.units.at(0, ["a"]));
  expect(elsewhere.units.at(0, ["a"])).not.toBe(one.units.at(0, ["a"]));
});

test("of random protocols that collect many have something to postpone", async () => {
  let smaller = 0;
  for (const made of fc.sample(collectingRecipe, { numRuns: 40, seed: 8 })) {
    const [all, left] = [await statesOf(randomProtocol(made), []), await statesOf(randomProtocol(made), ["delay"])];
    if (all !== null && left !== null && left < all) smaller++;
  }
  expect(smaller).toBeGreaterThan(12);
});

test("and with what is postponed they are judged as the reference system judges them", { timeout: 60_000 }, () =>
  tryTheLaw({
    cases: 40,
    runs: 2,
    maxStates: 100,
    recipes: collectingRecipe,
    among: ({ reduce }) => reduce.includes("delay"),
  }),
);
