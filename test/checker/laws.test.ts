/** What must hold of a check of any protocol: tried on small random ones. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { referenceSpace } from "../../checker/reference.ts";
import { watchFor } from "../../checker/sightings.ts";
import { replay, shorten } from "../../checker/trace.ts";
import { canonical } from "../../model/canonical.ts";
import { judge } from "../../model/judge.ts";
import { naiveTransitions } from "../model/naive-system.ts";
import { type Recipe, recipe, smallProtocol, smallSystem } from "../model/small-protocol.ts";
import { picks, walked } from "../model/walks.ts";

const run = (made: Recipe, search: "breadth-first" | "depth-first" | "random", maxStates?: number): Promise<Outcome> =>
  check({
    protocol: smallProtocol(made),
    engine: "reference",
    search,
    maxStates,
    ...(search === "random" ? { walks: 5 } : {}),
  });
const law = (holds: (made: Recipe) => Promise<void>, numRuns = 40): Promise<void> =>
  fc.assert(fc.asyncProperty(recipe, holds), { numRuns });
const verdicts = ({ properties }: Outcome) => properties.map(({ name, verdict }) => [name, verdict]);

test("breadth-first and depth-first agree on counts and verdicts", () =>
  law(async (made) => {
    const [one, other] = [await run(made, "breadth-first"), await run(made, "depth-first")];
    expect(verdicts(other)).toEqual(verdicts(one));
    expect(other.verdict).toBe(one.verdict);
    expect(other.exhaustive).toBe(one.exhaustive);
    if (!one.exhaustive) return; // a search that ends early counts what it has met so far
    expect(other.statistics.distinctStates).toBe(one.statistics.distinctStates);
    expect(other.statistics.transitions).toBe(one.statistics.transitions);
  }));

test("no counterexample is shorter than the one of breadth-first, and all of them replay", () =>
  law(async (made) => {
    const system = smallSystem(made);
    const [one, other] = [await run(made, "breadth-first"), await run(made, "depth-first")];
    for (const [at, { trace, length, shortest }] of one.properties.entries()) {
      if (!trace) continue;
      expect(shortest).toBe(true);
      expect(length).toBeLessThanOrEqual(other.properties[at]?.length ?? -1);
      const actions = trace.steps.map(({ action }) => action);
      expect(canonical(replay(system, actions).final)).toBe(canonical(trace.final));
    }
  }));

test("every state that is counted is one that the rules lead to", () =>
  law(async (made) => {
    const system = smallSystem(made);
    const { statistics, exhaustive } = await check({
      protocol: smallProtocol(made),
      engine: "reference",
      properties: ["integrity"],
    });
    if (!exhaustive || statistics.distinctStates > 200) return; // the slow and obvious way is slow
    let transitions = 0;
    const seen = new Map([[canonical(system.initial), system.initial]]);
    for (const state of seen.values()) {
      transitions += naiveTransitions(system, state).length;
      for (const { next } of system.transitions(state)) seen.set(canonical(next), next);
    }
    expect(statistics).toMatchObject({ distinctStates: seen.size, transitions });
  }, 15));

test("a state meets exactly those goals whose property finds something in it, in whatever order states come", () =>
  fc.assert(
    fc.property(recipe, fc.array(picks, { maxLength: 5 }), (made, walks) => {
      const system = smallSystem(made);
      const space = referenceSpace(system, system.properties, watchFor(system.protocol, system.setting));
      for (const state of walks.flatMap((chosen) => walked(system, chosen))) {
        const found = system.properties.flatMap((one, goal) => (judge(one, state, system.setting) ? [goal] : []));
        expect(space.goals(Int32Array.from(system.parts.row(state)))).toEqual(found);
      }
    }),
    { numRuns: 60 },
  ));

test("a shortened trace still violates, and no step of it can be left out", () =>
  fc.assert(
    fc.property(recipe, picks, (made, chosen) => {
      const system = smallSystem(made);
      for (const property of system.properties) {
        const holds = (state: (typeof system)["initial"]) => judge(property, state, system.setting) !== null;
        const long = chosenActions(system, chosen);
        if (!holds(replay(system, long).final)) continue;
        const short = shorten(system, long, holds);
        expect(holds(replay(system, short).final)).toBe(true);
        expect(short.length).toBeLessThanOrEqual(long.length);
        expect(shorten(system, short, holds)).toHaveLength(short.length);
      }
    }),
    { numRuns: 60 },
  ));

function chosenActions(system: ReturnType<typeof smallSystem>, chosen: readonly number[]) {
  return walked(system, chosen)
    .slice(0, -1)
    .map((state, at) => {
      const actions = system.actions(state);
      return actions[(chosen[at] ?? 0) % actions.length] as (typeof actions)[number];
    });
}

test("a search that is cut short never says safe, and never contradicts the whole search", () =>
  law(async (made) => {
    const whole = await run(made, "breadth-first");
    for (const part of [await run(made, "breadth-first", 2), await run(made, "random")]) {
      if (part.exhaustive) continue;
      for (const [at, { verdict }] of part.properties.entries()) {
        expect(verdict).not.toBe("SAFE");
        expect(verdict).not.toBe("UNREACHED");
        if (verdict !== "UNDECIDED") expect(verdict).toBe(whole.properties[at]?.verdict);
      }
      if (part.stoppedBy !== null) expect(["violation", "incomplete"]).toContain(part.verdict);
    }
  }));
