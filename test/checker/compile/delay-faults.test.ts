/** Faults in what is postponed while tables are built, each with a protocol that is judged wrongly with it. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { check } from "../../../checker/check.ts";
import type * as Delays from "../../../checker/compile/delay.ts";
import type * as DiamondsModule from "../../../checker/compile/delay-diamonds.ts";
import type * as GroupsModule from "../../../checker/compile/delay-groups.ts";
import type { Leaf } from "../../../checker/compile/leaf.ts";
import type { Look } from "../../../checker/compile/looks.ts";
import { alone, executesOne, late, type Replica, twoMarks } from "./silent-steps.ts";

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
  const independent: typeof real.independent = (groups) =>
    is("inputs wait that depend on one another") ? [groups] : real.independent(groups);
  return { ...real, Groups, independent };
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
  "inputs wait that depend on one another": [
    alone(
      {
        mark: marks,
        ask(replica, out) {
          if (replica.mark === 1) out.execute(0, 0, 1);
          else replica.asked = 1;
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
    expect(await run()).toMatchObject({ verdict: "REACHED", length: 4 });
    planted.fault = "what may wait is not asked again";
    expect((await run())?.verdict).toBe("UNREACHED");
  });
});
