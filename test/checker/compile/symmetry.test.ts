import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { check } from "../../../checker/check.ts";
import { Surroundings } from "../../../checker/compile/surroundings.ts";
import { Asymmetry } from "../../../checker/compile/symmetry.ts";
import { InternalError } from "../../../checker/trace.ts";
import { canonical } from "../../../model/canonical.ts";
import type { Envelope } from "../../../model/message.ts";
import type { Protocol } from "../../../model/protocol.ts";
import type { GlobalState } from "../../../model/state.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { type Node, twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";
import { classesOf, countsOf, orbits } from "./orbits.ts";
import { symmetricProtocol, symmetricRecipe } from "./symmetric-protocol.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A state of two-phase commit, its logs included. */
function renamedCommit({ replicas, logs, soup }: GlobalState, to: readonly number[]): string {
  const at = <T>(items: readonly T[]): T[] => {
    const moved = [...items];
    for (const [id, item] of items.entries()) moved[to[id] as number] = item;
    return moved;
  };
  const states = at(replicas as readonly Node[]).map((node) =>
    "prepared" in node ? { ...node, prepared: node.prepared.map((id) => to[id] as number).sort() } : node,
  );
  const sent = (soup as readonly Envelope[]).map((one) =>
    canonical({ ...one, from: to[one.from], to: one.to === "all" ? "all" : to[one.to] }),
  );
  return canonical([states, at(logs), sent.sort()]);
}

describe("which replicas are interchangeable is found on the tables", () => {
  test("the resource managers of two-phase commit, not the transaction manager", async () => {
    expect(await classesOf(twoPhaseCommit as unknown as Protocol, {}, 5)).toEqual([[1, 2, 3, 4]]);
  });
  test("the replicas of bsmr that lead no round", async () => {
    expect(await classesOf(bsmr as unknown as Protocol, { rounds: 2 })).toEqual([[2, 3]]);
    await expect(classesOf(bsmr as unknown as Protocol, { rounds: 4 })).rejects.toThrow(Asymmetry);
  });
});

describe("a state and its renamings are visited as one, whatever the order", () => {
  test.each([
    [4, 80],
    [6, 314],
    [8, 920],
  ])("two-phase commit with %i nodes has %i orbits", async (nodes, count) => {
    const protocol = twoPhaseCommit as unknown as Protocol;
    if (nodes === 4) expect(orbits(protocol, nodes, renamedCommit)).toBe(count);
    for (const search of ["breadth-first", "depth-first"] as const) {
      const { statistics } = await check({
        protocol,
        nodes,
        search,
        properties: ["agreement"],
        reduce: ["symmetry", "monitor"],
      });
      expect(statistics.distinctStates).toBe(count);
    }
  });

  test("random protocols have as many states as orbits", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(symmetricRecipe, async (recipe) => {
        const counts = await countsOf(recipe);
        fc.pre(counts !== null);
        compared++;
        expect(counts.breadthFirst).toBe(counts.orbits);
        expect(counts.depthFirst).toBe(counts.orbits);
      }),
      { numRuns: 30, maxSkipsPerRun: 20 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  test("a soup that is not renamed with the replicas does not go unnoticed", async () => {
    vi.spyOn(Surroundings.prototype, "renamed").mockImplementation((around) => around);
    const made = check({ protocol: twoPhaseCommit, properties: ["agreement"], reduce: ["symmetry", "monitor"] });
    await expect(made).rejects.toThrow(InternalError);
    const failures = fc.check(
      fc.asyncProperty(symmetricRecipe, async (recipe) => {
        const counts = await countsOf(recipe);
        fc.pre(counts !== null);
        return counts.breadthFirst === counts.orbits;
      }),
      { numRuns: 50, maxSkipsPerRun: 20, endOnFailure: true },
    );
    expect((await failures).failed).toBe(true);
  });
});

describe("symmetry says what the reference system says", () => {
  test("of random protocols, and of properties that judge by names as well", async () => {
    await fc.assert(
      fc.asyncProperty(symmetricRecipe, async (recipe) => {
        const protocol = symmetricProtocol(recipe);
        const truth = await check({ protocol, engine: "reference", maxStates: 1000 });
        fc.pre(truth.exhaustive);
        for (const reduce of [
          "all",
          ["symmetry"],
          ["symmetry", "monitor"],
          ["symmetry", "quotient", "live"],
        ] as const) {
          const { properties } = await check({ protocol, reduce });
          const said = (all: typeof properties) => all.map(({ name, verdict, length }) => ({ name, verdict, length }));
          expect(said(properties)).toEqual(said(truth.properties));
        }
      }),
      { numRuns: 25, maxSkipsPerRun: 20 },
    );
  });

  test("a property that judges by names is searched without it, with a word", async () => {
    const { statistics } = await check({ protocol: twoPhaseCommit, properties: ["agreement", "integrity"] });
    expect(statistics.engineNote).toBe("symmetry was not used for integrity: its monitor tells the replicas apart");
  });

  test("where no two replicas are interchangeable it is not used, with a word", async () => {
    const { statistics } = await check({ protocol: bsmr, properties: ["agreement"] });
    expect(statistics.engineNote).toBe(
      "symmetry was not used for agreement: no two honest replicas are interchangeable",
    );
  });

  test("a trace found among canonical forms is a real one, and a shortest", async () => {
    const found = await check({ protocol: twoPhaseCommit, nodes: 8, properties: ["commits"] });
    expect(found.property("commits")).toMatchObject({ verdict: "REACHED", length: 16, shortest: true });
  });
});
