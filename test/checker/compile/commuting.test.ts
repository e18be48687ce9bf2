/** Steps that commute with the one before are left out, and nothing else changes: neither counts nor depths nor lengths. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Assembly } from "../../../checker/compile/assembly.ts";
import { movedPlace } from "../../../checker/compile/commuting.ts";
import type { ExplainedSpace } from "../../../checker/compile/composition.ts";
import { localAt, type Packing, packing, putLocal } from "../../../checker/compile/packing.ts";
import { type Exploration, explore } from "../../../checker/explore.ts";
import { breadthFirst } from "../../../checker/frontier.ts";
import { twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";
import { assembled, endless } from "./parallel/searches.ts";
import { type Recipe, randomProtocol } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";

type After = NonNullable<ExplainedSpace["expandAfter"]>;
/** A change to the row from which a state is said to have been reached first. */
type Fault = (from: Int32Array, row: Int32Array, packed: Packing) => Int32Array;

const honestly: Fault = (from) => from;

/** A state's steps of the place that moved last are taken for steps of another place. */
const sameReplica: Fault = (from, row, packed) => {
  const moved = movedPlace(packed, from, row);
  if (moved === 0 || moved === packed.mask.length) return from;
  const other = from.slice();
  putLocal(packed, other, moved, localAt(packed, row, moved));
  putLocal(packed, other, moved - 1, localAt(packed, row, moved - 1) ^ 1);
  return other;
};

/** What the last step sent is taken to have been there before. */
const sentBefore: Fault = (from, row, packed) =>
  Int32Array.from(row, (word, at) => (at < packed.words ? (from[at] ?? 0) : word));

interface Watched {
  readonly found: Exploration;
  readonly leftOut: number;
}

/** Explores a space as it is, but for a fault; without one that leaves nothing out if there is none to plant. */
async function search({ space, machines }: Assembly, fault: Fault | null, maxDepth: number): Promise<Watched> {
  const packed = packing(machines.map(({ size }) => size));
  let leftOut = 0;
  const after: After = (row, from, emit) => {
    const some = space.expandAfter?.(row, (fault as Fault)(from, row, packed), emit) ?? 0;
    leftOut += some;
    return some;
  };
  const watched = {
    width: space.width,
    initial: space.initial.bind(space),
    expand: space.expand.bind(space),
    goals: space.goals.bind(space),
    ...(fault ? { expandAfter: after } : {}),
  };
  const found = await explore(watched, breadthFirst(), { ...endless, maxDepth, maxStates: 20_000 });
  return { found, leftOut };
}

const summary = ({ distinctStates, transitions, depth, stoppedBy, met, way }: Exploration) => ({
  distinctStates,
  transitions,
  depth,
  stoppedBy,
  met: [...met].map(([goal, state]) => [goal, way(state).length] as const).sort(),
});

/** What a space is with everything looked up, and with steps left out. */
async function both(assembly: () => Assembly, fault: Fault, maxDepth = Number.POSITIVE_INFINITY) {
  const [all, fewer] = [await search(assembly(), null, maxDepth), await search(assembly(), fault, maxDepth)];
  return { all: summary(all.found), fewer: summary(fewer.found), leftOut: fewer.leftOut };
}

const random = async (made: Recipe): Promise<() => Assembly> =>
  assembled(randomProtocol(made), {}, "none").catch(() => fc.pre(false) as never);

const law = (fault: Fault, see: (leftOut: number) => void = () => {}) =>
  fc.asyncProperty(recipe, fc.option(fc.nat(4)), async (made, maxDepth) => {
    const { all, fewer, leftOut } = await both(await random(made), fault, maxDepth ?? undefined);
    fc.pre(all.stoppedBy !== "max-states");
    expect(fewer).toEqual(all);
    see(leftOut);
  });

test("of random protocols, states, transitions, depth and lengths are the same, whatever the greatest depth", async () => {
  let leftOut = 0;
  await fc.assert(
    law(honestly, (some) => {
      leftOut += some;
    }),
    { numRuns: 100 },
  );
  expect(leftOut).toBeGreaterThan(300);
});

test("most look-ups of two-phase commit are left out", async () => {
  const { all, fewer, leftOut } = await both(await assembled(twoPhaseCommit, { nodes: 6 }, "none"), honestly);
  expect(fewer).toEqual(all);
  expect(fewer.distinctStates).toBe(8_832);
  expect(leftOut / fewer.transitions).toBeGreaterThan(0.6);
});

test.each<[string, Fault]>([
  ["steps of the replica that moved last are left out", sameReplica],
  ["it is forgotten what the last step has made possible", sentBefore],
])("the law fails where %s", async (_, fault) => {
  const { failed } = await fc.check(law(fault), { numRuns: 100, seed: 1, endOnFailure: true });
  expect(failed).toBe(true);
  const { all, fewer } = await both(await assembled(twoPhaseCommit, { nodes: 4 }, "none"), fault);
  expect(fewer.distinctStates).toBeLessThan(all.distinctStates);
});
