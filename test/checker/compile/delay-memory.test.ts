/** What is postponed is decided by what was found in states that look alike: is it what each state by itself would say? */
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { check } from "../../../checker/check.ts";
import type * as DelayModule from "../../../checker/compile/delay.ts";
import type * as AnswersModule from "../../../checker/compile/delay-answers.ts";
import type * as CommutationModule from "../../../checker/compile/delay-commutation.ts";
import type * as KindsModule from "../../../checker/compile/delay-kinds.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { collectingRecipe } from "./collecting-recipe.ts";
import { randomProtocol } from "./random-protocol.ts";

const compared = vi.hoisted(() => ({
  every: 0,
  states: 0,
  postponing: 0,
  forgets: false,
  differences: [] as string[],
}));

afterEach(() => Object.assign(compared, { every: 0, states: 0, postponing: 0, differences: [] }));

/** Nothing is remembered, contents that look alike are all tried, and whatever might not commute is asked about. */
vi.mock("../../../checker/compile/delay-answers.ts", async (original) => {
  const real = await original<typeof AnswersModule>();
  class Answers<T> extends real.Answers<T> {
    override of(...given: Parameters<InstanceType<typeof real.Answers<T>>["of"]>): T {
      const [, question, find] = given;
      return compared.forgets ? question.settled(find) : super.of(...given);
    }
  }
  return { ...real, Answers };
});

vi.mock("../../../checker/compile/delay-kinds.ts", async (original) => {
  const real = await original<typeof KindsModule>();
  class Sorter extends real.Sorter {
    override sort(...[group, looks, row]: Parameters<InstanceType<typeof real.Sorter>["sort"]>) {
      return super.sort(group, compared.forgets ? "all" : looks, row);
    }
  }
  return { ...real, Sorter };
});

vi.mock("../../../checker/compile/delay-commutation.ts", async (original) => {
  const real = await original<typeof CommutationModule>();
  const concerns: typeof real.concerns = (...given) => compared.forgets || real.concerns(...given);
  return { ...real, concerns };
});

vi.mock("../../../checker/compile/delay.ts", async (original) => {
  const real = await original<typeof DelayModule>();
  class Delay extends real.Delay {
    readonly #given: ConstructorParameters<typeof real.Delay>;
    #asked = 0;
    constructor(...given: ConstructorParameters<typeof real.Delay>) {
      super(...given);
      this.#given = given;
    }
    override postponed(row: Int32Array): ReadonlySet<number> {
      const found = super.postponed(row);
      if (compared.every === 0 || this.#asked++ % compared.every > 0) return found;
      compared.forgets = true;
      const anew = new real.Delay(...this.#given).postponed(row);
      compared.forgets = false;
      compared.states++;
      if (anew.size > 0) compared.postponing++;
      if (text(found) !== text(anew)) compared.differences.push(`${text(found)}, not ${text(anew)}`);
      return found;
    }
  }
  const text = (inputs: ReadonlySet<number>): string => [...inputs].sort((a, b) => a - b).join(" ");
  return { ...real, Delay };
});

const build = (protocol: Protocol, bounds: object): Promise<unknown> =>
  check({ protocol, ...bounds, reduce: ["delay"], maxStates: 1, tableLimit: 3000 });

test.each([
  ["pbft", pbft, { views: 1, properties: ["agreement"] }, 20],
  ["pbft with two slots", pbft, { views: 0, slots: 2, properties: ["agreement"] }, 60],
  ["pbft-rounds", pbftRounds, { rounds: 2, properties: ["agreement", "log-consistency"] }, 10],
] as const)(
  "of %s a state postpones what it would without any memory of others",
  async (_, protocol, bounds, every) => {
    compared.every = every;
    await build(protocol as Protocol, bounds);
    expect(compared.postponing).toBeGreaterThan(10);
    expect(compared.differences).toEqual([]);
  },
);

test("and so does a state of a random protocol that collects", { timeout: 60_000 }, () => {
  compared.every = 1;
  return fc.assert(
    fc.asyncProperty(collectingRecipe, async (made) => {
      compared.differences = [];
      await build(randomProtocol(made), { tableLimit: 40 });
      expect(compared.differences).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
