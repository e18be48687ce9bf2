/** Faults in the search for what stays possible, each of which breaks the law on some of a few hundred random protocols. */
import { afterEach, expect, test, vi } from "vitest";
import type { Parts } from "../../../../checker/compile/composition.ts";
import type * as Silent from "../../../../checker/compile/silent.ts";
import type * as Solo from "../../../../checker/compile/solo.ts";
import { firstDifference } from "../../../checker/compile/law.ts";

/** Which fault is planted now. */
const planted = vi.hoisted(() => ({ fault: "" }));
const is = (fault: string): boolean => planted.fault === fault;
afterEach(() => {
  planted.fault = "";
});

vi.mock("../../../../checker/compile/silent.ts", async (original) => {
  const real = await original<typeof Silent>();
  const withoutLies: typeof real.withoutLies = (plan, tables) => {
    if (is("a liar helps when it should be silent")) return plan;
    const silent = real.withoutLies(plan, tables);
    return is("silent steps are forgotten") ? { ...silent, parts: forgetful(silent.parts) } : silent;
  };
  return { ...real, withoutLies };
});

/** The parts without the last step of each state of the first replica: it leads back, and so is none. */
function forgetful(parts: Parts): Parts {
  const machines = parts.machines.map((machine, place) => {
    if (place > 0) return machine;
    const [target, output] = [machine.target.slice(), machine.output.slice()];
    for (let state = 0; state < machine.size; state++) {
      const last = (machine.first[state + 1] as number) - 1;
      if (last < (machine.first[state] as number)) continue;
      target[last] = state;
      output[last] = 0;
    }
    return { ...machine, target, output };
  });
  return { ...parts, machines };
}

vi.mock("../../../../checker/compile/solo.ts", async (original) => {
  const real = await original<typeof Solo>();
  const holdsAlone: typeof real.holdsAlone = (goals, judge, machines, cues) => {
    const own = { message: null, lie: null };
    const all = is("messages come by themselves") ? cues.map((some) => some.map((cue) => ({ ...cue, ...own }))) : cues;
    return real.holdsAlone(goals, judge, machines, all);
  };
  return { ...real, holdsAlone };
});

const WRONG = /the verdict on|threw InternalError/;

const law = (cases: number, reductions: string): Promise<string | null> =>
  firstDifference({
    seed: 8,
    cases,
    maxStates: 100,
    among: ({ reduce, search }, { timing }) =>
      reduce.join("+") === reductions && search === "breadth-first" && timing !== "lockstep",
    shows: WRONG,
  });

/** Each fault, and the reductions under which it is looked for. */
const faults: readonly (readonly [string, string])[] = [
  ["a liar helps when it should be silent", ""],
  ["a liar helps when it should be silent", "quotient+live+monitor"],
  ["silent steps are forgotten", ""],
  ["silent steps are forgotten", "quotient+live+monitor"],
  ["messages come by themselves", "quotient+monitor"],
];

test.each(faults)("the law fails where %s, reduced by %j", { timeout: 60_000 }, async (fault, reductions) => {
  planted.fault = fault;
  expect(await law(200, reductions)).toMatch(WRONG);
});

test("and holds where nothing is planted", { timeout: 60_000 }, async () => {
  expect(await law(30, "quotient+live+monitor")).toBeNull();
});
