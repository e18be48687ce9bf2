import { describe, expect, test } from "vitest";
import { replay } from "../../checker/trace.ts";
import { scenarioActions, scenarioSetup } from "../../explorer/scenario.ts";
import { along, begin, choicesOf, goTo, stateOf, take, traceOf } from "../../explorer/session.ts";
import { setupOf } from "../../explorer/setup.ts";
import { PROTOCOLS } from "../../protocols/all.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

const first = begin(setupOf(bsmr));
const at = (place: number) => (session: typeof first) => choicesOf(session)[place] ?? expect.fail("no such choice");
const one = take(first, at(0)(first));
const two = take(one, at(1)(one));

describe("a session", () => {
  test("goes back to the state before a step, and forward again", () => {
    expect(stateOf(goTo(two, 0))).toEqual(first.system.initial);
    expect(stateOf(goTo(goTo(two, 0), 2))).toBe(stateOf(two));
    expect(goTo(two, -1).at).toBe(0);
    expect(goTo(two, 9).at).toBe(2);
  });

  test("keeps what was undone until another step is taken", () => {
    const back = goTo(two, 0);
    expect(take(back, at(0)(back))).toMatchObject({ at: 1, steps: { length: 2 } });
    expect(take(back, at(1)(back))).toMatchObject({ at: 1, steps: { length: 1 } });
  });

  test("tells its steps as the checker tells a trace", () => {
    const { initial, steps } = replay(
      two.system,
      two.steps.map(({ action }) => action),
    );
    expect(traceOf(two)).toEqual({ initial, steps });
  });

  test("refuses steps that are not enabled, and says which", () => {
    const action = two.steps[1]?.action ?? expect.fail();
    expect(() => along(two.setup, [action, action])).toThrow(/step 2 is not enabled there: node \d <- node/);
  });
});

const scenarios = PROTOCOLS.flatMap((protocol) =>
  Object.keys(protocol.scenarios ?? {}).map((name) => [protocol, name] as const),
);

describe("a scenario", () => {
  test.each(scenarios.map(([protocol, name]) => [`${protocol.name} ${name}`, protocol, name] as const))(
    "%s is a behaviour of the system, step by step",
    (_, protocol, name) => {
      const setup = scenarioSetup(protocol, name);
      expect(along(setup, scenarioActions(setup)).at).toBeGreaterThan(0);
    },
  );

  test("keeps the sizes that are set up, and says itself who lies", () => {
    const { configuration } = setupOf(bsmr, { nodes: 5, byzantine: [4], parameters: { rounds: 2 } });
    const setup = scenarioSetup(bsmr, "result-equivocation", configuration);
    expect(setup.configuration).toMatchObject({ nodes: 5, byzantine: [0], parameters: { rounds: 2 } });
    expect(along(setup, scenarioActions(setup)).at).toBeGreaterThan(10);
  });

  test("ends where the seed's run ends", () => {
    const setup = scenarioSetup(bsmr, "result-equivocation");
    const { logs } = stateOf(along(setup, scenarioActions(setup)));
    expect(logs.map((log) => log?.map(({ value }) => value).join("") ?? null)).toEqual([null, "1234", "2234", "2234"]);
  });
});
