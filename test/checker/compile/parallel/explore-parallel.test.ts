import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COUNTS } from "../../../../checker/compile/parallel/commands.ts";
import type { Protocol } from "../../../../model/protocol.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../../../protocols/two-phase-commit/index.ts";
import { type Recipe, randomProtocol } from "../random-protocol.ts";
import { recipe } from "../random-recipe.ts";
import { alone, assembled, endless, explored, inTurns, takingTurns, together } from "./searches.ts";

const cases = [
  ["bsmr, 1 round", bsmr, { parameters: { rounds: 1 } }, "none"],
  ["bsmr, 1 round", bsmr, { parameters: { rounds: 1 } }, ["quotient", "live"]],
  ["bsmr, 3 rounds", bsmr, { parameters: { rounds: 3 } }, "all"],
  ["two-phase commit, 5 managers", twoPhaseCommit, { nodes: 6 }, "none"],
  ["two-phase commit, 6 managers", twoPhaseCommit, { nodes: 7 }, ["symmetry"]],
] as const;

/** All reductions for a timing but symmetry, which some properties rule out. */
const unnamed = ({ timing }: Recipe) => ["quotient", "live", "monitor", ...(timing === "lockstep" ? [] : ["macro"])];

describe("a search with several workers", () => {
  test.each(cases)("counts what one thread counts: %s", async (_, protocol, change, reduce) => {
    const assemble = await assembled(protocol as unknown as Protocol, change, reduce);
    const truth = await alone(assemble());
    for (const workers of [1, 2, 3]) {
      expect(await together(assemble(), { workers, start: takingTurns })).toEqual({ ...truth, stoppedBy: null });
    }
  });

  test("counts what one thread counts: random protocols", async () => {
    const search = fc.tuple(recipe, fc.boolean(), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(search, async ([made, isReduced, workers]) => {
        const assemble = await assembled(randomProtocol(made), {}, isReduced ? unnamed(made) : "none");
        const truth = await alone(assemble(), { ...endless, maxStates: 5_000 });
        fc.pre(truth.states <= 5_000);
        expect(await together(assemble(), { workers, start: takingTurns })).toEqual({ ...truth, stoppedBy: null });
      }),
      { numRuns: 100, maxSkipsPerRun: 100 },
    );
  });

  test("gives each worker its share of the states", async () => {
    const assemble = await assembled(twoPhaseCommit as unknown as Protocol, { nodes: 7 }, "none");
    for (const workers of [2, 5]) {
      let counts: Float64Array = new Float64Array();
      const start: typeof takingTurns = (...given) => {
        counts = given[1].counts;
        return takingTurns(...given);
      };
      const { states } = await together(assemble(), { workers, start });
      const own = Array.from({ length: workers }, (_, me) => counts[COUNTS.room * me + COUNTS.states] as number);
      expect(Math.min(...own)).toBeGreaterThan((0.9 * states) / workers);
      expect(Math.max(...own)).toBeLessThan((1.1 * states) / workers);
    }
  });

  test("is compared by what shows that a batch is lost", async () => {
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 2 } }, "none");
    const truth = await alone(assemble());
    let sent = 0;
    const losing = inTurns({ onTheWay: (batch) => (batch !== null && ++sent === 20 ? null : batch) });
    const { states, transitions } = await together(assemble(), { workers: 2, start: losing });
    expect(sent).toBeGreaterThan(20);
    expect([states, transitions]).not.toEqual([truth.states, truth.transitions]);
  });

  test.each(["none", "all"] as const)("goes through a level in many small steps, reduced by %s", async (reduce) => {
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 2 } }, reduce);
    const truth = await alone(assemble());
    const found = await together(assemble(), { workers: 3, start: takingTurns, atOnce: 64 });
    expect(found).toEqual({ ...truth, stoppedBy: null });
  });

  test.each(["none", "all"] as const)("finds the same way whoever is first, reduced by %s", async (reduce) => {
    const assemble = await assembled(bsmr as unknown as Protocol, { parameters: { rounds: 2 } }, reduce);
    const ways = async (backwards: boolean) => {
      const start = inTurns({ backwards });
      const { exploration } = await explored(assemble(), { workers: 3, start, atOnce: 100 });
      return [...exploration.met].map(([goal, state]) => [goal, state, exploration.way(state).length]);
    };
    const forwards = await ways(false);
    expect(forwards.length).toBeGreaterThan(0);
    expect(await ways(true)).toEqual(forwards);
  });

  test("ends in good order where a worker gets no more memory", async () => {
    const assemble = await assembled(twoPhaseCommit as unknown as Protocol, { nodes: 6 }, "none");
    let steps = 0;
    const poor: typeof takingTurns = async (...given) => {
      const crew = await takingTurns(...given);
      return {
        ...crew,
        run: async (command) => (await crew.run(command)).map((report) => ({ ...report, isFull: ++steps > 30 })),
      };
    };
    const truth = await alone(assemble());
    const found = await together(assemble(), { workers: 2, start: poor });
    expect(found.stoppedBy).toBe("memory");
    expect(found.states).toBeLessThan(truth.states);
    expect(found.states).toBeGreaterThan(0);
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
    expect(met).toMatchObject({ stoppedBy: "goals-met", met: [[3, 1]] });
  });
});
