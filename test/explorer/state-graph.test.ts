import { describe, expect, test } from "vitest";
import { drawn } from "../../explorer/graph-layout.ts";
import { along, begin, choicesOf, type Session, stateOf, take } from "../../explorer/session.ts";
import { setupOf } from "../../explorer/setup.ts";
import { codesTo, stateGraph, statesAlong } from "../../explorer/state-graph.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

const whole = begin(setupOf(twoPhaseCommit, { nodes: 4 }));
const graph = stateGraph(whole.system, 300);

describe("a state graph", () => {
  test("has every state of a small space, and says so", () =>
    expect(graph).toMatchObject({ complete: true, states: { length: 288 } }));

  test("of a larger space has the nearest states, and says that there are more", () => {
    const part = stateGraph(begin(setupOf(bsmr)).system, 50);
    expect(part).toMatchObject({ complete: false, states: { length: 50 } });
    expect(part.states.map(({ depth }) => depth)).toEqual(part.states.map(({ depth }) => depth).sort((a, b) => a - b));
    expect(part.states.some(({ violates }) => violates.includes("agreement"))).toBe(true);
    // Nothing is violated before two steps were taken.
    expect(part.states.filter(({ depth, violates }) => depth < 2 && violates.length > 0)).toEqual([]);
  });

  test("tells the way to each state, and finds the state after each way", () => {
    for (const state of graph.states.keys()) {
      const codes = codesTo(graph, state);
      expect(codes).toHaveLength(graph.states[state]?.depth ?? -1);
      expect(statesAlong(graph, codes).at(-1)).toBe(state);
    }
  });

  test("the way is one that can be taken", () => {
    let session: Session = whole;
    const codes = codesTo(graph, 287);
    for (const code of codes)
      session = take(session, choicesOf(session).find((one) => one.code === code) ?? expect.fail());
    expect(
      stateOf(
        along(
          session.setup,
          session.steps.map(({ action }) => action),
        ),
      ),
    ).toEqual(stateOf(session));
    expect(statesAlong(graph, ["nowhere", "at all"])).toEqual([0, null, null]);
  });

  test("is drawn with the initial state above all others, and no two states in one place", () => {
    const { spots, lines, width, height } = drawn(stateGraph(whole.system, 60));
    const [first, ...others] = spots;
    expect(others.every(({ y }) => y > (first?.y ?? 0))).toBe(true);
    expect(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(60);
    expect(spots.every(({ x, y }) => x > 0 && x < width && y > 0 && y < height)).toBe(true);
    expect(lines.every((line) => line.length >= 2)).toBe(true);
  });
});
