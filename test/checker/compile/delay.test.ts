/** What is postponed while tables are built, and faults in that, each with a protocol that is judged wrongly with it. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { check } from "../../../checker/check.ts";
import { Alphabet } from "../../../checker/compile/alphabet.ts";
import type * as Delays from "../../../checker/compile/delay.ts";
import type * as DiamondsModule from "../../../checker/compile/delay-diamonds.ts";
import type * as GroupsModule from "../../../checker/compile/delay-groups.ts";
import type { Leaf } from "../../../checker/compile/leaf.ts";
import type { Look } from "../../../checker/compile/looks.ts";
import { SharedReactions } from "../../../checker/compile/shared-reactions.ts";
import { executes } from "../../../model/properties/commits.ts";
import type { Property } from "../../../model/property.ts";
import { defineProtocol, type Protocol } from "../../../model/protocol.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import { collectingRecipe } from "./collecting-recipe.ts";
import { tryTheLaw } from "./law.ts";
import { randomProtocol } from "./random-protocol.ts";

const planted = vi.hoisted(() => ({ fault: "" }));
const is = (fault: string): boolean => planted.fault === fault;
afterEach(() => {
  planted.fault = "";
});

vi.mock("../../../checker/compile/delay-groups.ts", async (original) => {
  const real = await original<typeof GroupsModule>();
  class Groups extends real.Groups {
    override of(...given: Parameters<InstanceType<typeof real.Groups>["of"]>) {
      const group = super.of(...given);
      if (group !== null || !is("only the state itself is looked at")) return group;
      const [row, { unit, members }] = given;
      const here = unit.read(row);
      const values = [unit.putting(here)];
      return {
        id: -1,
        who: -1,
        unit,
        members,
        contents: [here],
        values,
        leaves: new Set<Leaf>(),
        looks: new Set<Look>(),
      };
    }
  }
  return { ...real, Groups };
});

vi.mock("../../../checker/compile/delay-diamonds.ts", async (original) => {
  const real = await original<typeof DiamondsModule>();
  class Diamonds extends real.Diamonds {
    readonly #inputs: ConstructorParameters<typeof real.Diamonds>[0];
    constructor(...given: ConstructorParameters<typeof real.Diamonds>) {
      super(...given);
      this.#inputs = given[0];
    }
    override against(...given: Parameters<InstanceType<typeof real.Diamonds>["against"]>) {
      const [row, input] = given;
      if (is("inputs are forgotten that do nothing yet") && this.#inputs[input]?.leaf(row).isDeaf) return [];
      return is("nothing has to commute") ? [] : super.against(...given);
    }
    override seenBy(...given: Parameters<InstanceType<typeof real.Diamonds>["seenBy"]>) {
      return is("what is observed is forgotten") ? [] : super.seenBy(...given);
    }
  }
  return { ...real, Diamonds };
});

vi.mock("../../../checker/compile/delay.ts", async (original) => {
  const real = await original<typeof Delays>();
  class Delay extends real.Delay {
    readonly #first = new Map<string, ReadonlySet<number>>();
    override postponed(row: Int32Array): ReadonlySet<number> {
      const known = this.#first.get(row.join());
      if (known && is("what may wait is not asked again")) return known;
      const found = super.postponed(row);
      this.#first.set(row.join(), found);
      return found;
    }
  }
  return { ...real, Delay };
});

/** One replica that makes steps by itself, and whether it can come to execute 1, or to have two marks. */
const alone = (spontaneous: Steps, property: Property<Replica>) =>
  defineProtocol<Replica, Message, Record<never, never>, null>({
    ...nobody,
    spontaneous,
    properties: () => [property],
  });

type Replica = { mark: number; asked: number };
type Message = { kind: "ASK" };
type Steps = NonNullable<Protocol<Replica, Message, Record<never, never>, null>["spontaneous"]>;
const nobody = {
  name: "delayed",
  says: "a silent step matters to what comes later",
  kinds: ["ASK" as const],
  defaults: { nodes: 2, faulty: 0, byzantine: [], timing: "none" as const },
  parameters: {},
  rules: () => null,
  start: () => ({ mark: 0, asked: 0 }),
  receive() {},
};

const executesOne = executes("executes-one", "some replica executes 1", ({ value }) => value === 1);
const twoMarks: Property<Replica> = {
  name: "two-marks",
  kind: "sometimes",
  says: "some replica has two marks",
  over: "replicas",
  observe: ({ mark }) => mark,
  judge: (marks) => (marks.includes(2) ? { says: "it is so", replicas: [] } : null),
};

const marks = (replica: Replica): void => {
  replica.mark = Math.min(2, replica.mark + 1);
};

/** Each fault, a protocol that is judged wrongly with it, and in how many steps what is looked for is reached. */
const faults = {
  "only the state itself is looked at": [
    alone(
      {
        mark(replica, out) {
          if (replica.mark === 1) out.execute(0, 0, 1);
          marks(replica);
        },
      },
      executesOne,
    ),
    2,
  ],
  "inputs are forgotten that do nothing yet": [
    alone(
      {
        mark: marks,
        ask(replica, out) {
          if (replica.mark < 2 || replica.asked === 1) return;
          replica.asked = 1;
          out.execute(0, 0, 1);
        },
      },
      executesOne,
    ),
    3,
  ],
  "nothing has to commute": [
    alone(
      {
        mark: marks,
        ask(replica, out) {
          if (replica.asked === 1) return;
          replica.asked = 1;
          out.execute(0, 0, replica.mark);
        },
      },
      executesOne,
    ),
    2,
  ],
  "what is observed is forgotten": [alone({ mark: marks }, twoMarks), 2],
} as const;

describe("faults", () => {
  test.each(Object.entries(faults))("a verdict is wrong where %s", async (fault, [protocol, length]) => {
    const run = async () => (await check({ protocol, reduce: ["delay"] })).properties[0];
    expect(await run()).toMatchObject({ verdict: "REACHED", length });
    planted.fault = fault;
    expect((await run())?.verdict).toBe("UNREACHED");
  });

  test("a verdict is wrong where what may wait is not asked again when there are more messages", async () => {
    const run = async () => (await check({ protocol: late, reduce: ["delay"] })).properties[0];
    expect(await run()).toMatchObject({ verdict: "REACHED", length: 3 });
    planted.fault = "what may wait is not asked again";
    expect((await run())?.verdict).toBe("UNREACHED");
  });
});

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

/** A MARK changes what a replica does on the ASK that it hears of only when the other one has sent it. */
const late = defineProtocol<Replica, Message, Record<never, never>, null>({
  ...nobody,
  receive(replica, _, out) {
    if (replica.asked === 1) return;
    replica.asked = 1;
    if (replica.mark === 2) out.execute(0, 0, 1);
  },
  spontaneous: {
    mark(replica, _, { id }) {
      if (id === 0) replica.mark = 2;
    },
    ask(_, out, { id }) {
      if (id === 1) out.broadcast({ kind: "ASK" });
    },
  },
  properties: () => [executesOne],
});

/** How many states the replicas' tables have in all; null where they are not closed. */
async function statesOf(protocol: Protocol, reduce: readonly string[]): Promise<number | null> {
  const { tables } = (await check({ protocol, reduce, maxStates: 1, tableLimit: 500 })).statistics;
  return tables?.closed ? tables.replicaStates.reduce((sum, states) => sum + states, 0) : null;
}

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
