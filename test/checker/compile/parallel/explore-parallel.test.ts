import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type * as SharedTables from "../../../../checker/compile/parallel/shared-table.ts";
import type { Protocol } from "../../../../model/protocol.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../../../protocols/two-phase-commit/index.ts";
import { randomProtocol } from "../random-protocol.ts";
import { recipe } from "../random-recipe.ts";
import { alone, assembled, endless, takingTurns, together } from "./searches.ts";

/** How many rows the shared table takes before it loses one; null if it does not. */
const planted = vi.hoisted(() => ({ losesEach: null as number | null }));
afterEach(() => {
  planted.losesEach = null;
});

vi.mock("../../../../checker/compile/parallel/shared-table.ts", async (original) => {
  const real = await original<typeof SharedTables>();
  class SharedTable extends real.SharedTable {
    #taken = 0;
    override insertAll(...[batch, parent, distance, take]: Parameters<SharedTables.SharedTable["insertAll"]>): void {
      super.insertAll(batch, parent, distance, (number, far) => {
        const isLost = number >= 0 && planted.losesEach !== null && ++this.#taken % planted.losesEach === 0;
        take(isLost ? ~number : number, far);
      });
    }
  }
  return { ...real, SharedTable };
});

const cases = [
  ["bsmr, 1 round", bsmr, { parameters: { rounds: 1 } }, "none"],
  ["bsmr, 3 rounds", bsmr, { parameters: { rounds: 3 } }, "all"],
  ["pbft-rounds, 1 round", pbftRounds, { parameters: { rounds: 1 } }, "all"],
  ["two-phase commit, 5 managers", twoPhaseCommit, { nodes: 6 }, "none"],
] as const;

describe("a search with several workers", () => {
  test.each(cases)("counts what one thread counts: %s", async (_, protocol, change, reduce) => {
    const assemble = await assembled(protocol as unknown as Protocol, change, reduce);
    const truth = await alone(assemble());
    for (const workers of [1, 2, 3]) {
      expect(await together(assemble(), { workers, start: takingTurns })).toEqual({ ...truth, stoppedBy: null });
    }
  });

  test("counts what one thread counts: random protocols", async () => {
    const search = fc.tuple(recipe, fc.constantFrom("none", "all"), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(search, async ([made, reduce, workers]) => {
        const assemble = await assembled(randomProtocol(made), {}, reduce);
        const truth = await alone(assemble(), { ...endless, maxStates: 5_000 });
        fc.pre(truth.states <= 5_000);
        expect(await together(assemble(), { workers, start: takingTurns })).toEqual({ ...truth, stoppedBy: null });
      }),
      { numRuns: 30, maxSkipsPerRun: 100 },
    );
  });

  test("is compared by what shows that a table loses rows", async () => {
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 2 } }, "none");
    const truth = await alone(assemble());
    planted.losesEach = 1000;
    const { states, transitions } = await together(assemble(), { workers: 2, start: takingTurns });
    expect([states, transitions]).not.toEqual([truth.states, truth.transitions]);
  });

  test("goes on where a table was full", async () => {
    const assemble = await assembled(pbftRounds as unknown as Protocol, { parameters: { rounds: 1 } }, "none");
    const watch = { ...endless, maxDepth: 9 };
    const truth = await alone(assemble(), watch);
    const room = { states: 1, surroundings: 1 };
    const found = await together(assemble(), { workers: 2, start: takingTurns, room }, watch);
    expect(truth.states).toBeGreaterThan(1 << 16);
    expect(found).toEqual({ ...truth, stoppedBy: "max-depth" });
  });

  test("stops where it is told to, as one thread does", async () => {
    const assemble = await assembled(twoPhaseCommit as unknown as Protocol, { nodes: 6 }, "none");
    const start = takingTurns;
    const deep = { ...endless, maxDepth: 5 };
    expect(await together(assemble(), { workers: 2, start }, deep)).toEqual({
      ...(await alone(assemble(), deep)),
      stoppedBy: "max-depth",
    });
    const few = await together(assemble(), { workers: 2, start }, { ...endless, maxStates: 1000 });
    expect(few.stoppedBy).toBe("max-states");
    expect(few.states).toBeGreaterThan(1000);
    const met = await together(assemble(), { workers: 2, start }, { ...endless, wantsMore: () => false });
    expect(met).toMatchObject({ stoppedBy: "goals-met", met: [[3, 2]] });
  });
});
