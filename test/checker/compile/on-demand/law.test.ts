/** Tables on demand and the reference system on random protocols: verdicts, lengths, states, transitions, depth. */
import { afterEach, expect, test, vi } from "vitest";
import type * as BundlesModule from "../../../../checker/compile/on-demand/bundles.ts";
import type * as FactsModule from "../../../../checker/compile/on-demand/facts.ts";
import type * as ReplicaModule from "../../../../checker/compile/on-demand/growing-replica.ts";
import type * as SurroundingsModule from "../../../../checker/compile/on-demand/growing-surroundings.ts";
import { firstDifference, tryTheLaw } from "../law.ts";

/** Which fault is planted now. */
const planted = vi.hoisted(() => ({ fault: "" }));
const is = (fault: string): boolean => planted.fault === fault;
afterEach(() => {
  planted.fault = "";
});

vi.mock("../../../../checker/compile/on-demand/facts.ts", async (original) => {
  const real = await original<typeof FactsModule>();
  class Facts extends real.Facts {
    override ofLie(lie: Parameters<FactsModule.Facts["ofLie"]>[0]): number {
      return is("lies need no evidence") ? real.ALWAYS : super.ofLie(lie);
    }
    override send(row: Int32Array, messages: readonly number[]): void {
      super.send(row, is("the last message is not sent") ? messages.slice(0, -1) : messages);
    }
  }
  return { ...real, Facts };
});

vi.mock("../../../../checker/compile/on-demand/growing-replica.ts", async (original) => {
  const real = await original<typeof ReplicaModule>();
  class GrowingReplica extends real.GrowingReplica {
    readonly #met = new Set<number>();
    override edgesOf(state: number, facts: Int32Array): number {
      const again = this.#met.has(state);
      this.#met.add(state);
      return super.edgesOf(state, again && is("a state is given inputs once") ? facts.map(() => 0) : facts);
    }
    override isHonest(input: number): boolean {
      return !is("a round ends whatever is deliverable") && super.isHonest(input);
    }
  }
  return { ...real, GrowingReplica };
});

vi.mock("../../../../checker/compile/on-demand/bundles.ts", async (original) => {
  const real = await original<typeof BundlesModule>();
  const onlyDifference: typeof real.onlyDifference = (from, to) =>
    is("steps at both places are left out") ? -1 : real.onlyDifference(from, to);
  return { ...real, onlyDifference };
});

vi.mock("../../../../checker/compile/on-demand/growing-surroundings.ts", async (original) => {
  const real = await original<typeof SurroundingsModule>();
  class GrowingSurroundings extends real.GrowingSurroundings {
    override after(number: number, place: number, output: number): number {
      return super.after(number, is("whoever executes, the first replica does") ? 0 : place, output);
    }
  }
  return { ...real, GrowingSurroundings };
});

const onDemand = { among: (run: { readonly onDemand?: true }) => run.onDemand === true };

test("random protocols are explored as the reference system explores them", { timeout: 60_000 }, () =>
  tryTheLaw({ cases: 60, maxStates: 150, ...onDemand }),
);

test.each([
  "lies need no evidence",
  "the last message is not sent",
  "a state is given inputs once",
  "a round ends whatever is deliverable",
  "whoever executes, the first replica does",
  "steps at both places are left out",
])("the law fails where %s", { timeout: 60_000 }, async (fault) => {
  planted.fault = fault;
  expect(await firstDifference({ seed: 8, cases: 200, maxStates: 100, ...onDemand })).toMatch(/tables on demand/);
});
