import { describe, expect, test } from "vitest";
import type { TraceStep } from "../../../checker/outcome.ts";
import type { GlobalState } from "../../../model/state.ts";
import { findingsAlong, type Words } from "../../../reports/space-time/findings.ts";
import { Values } from "../../../reports/space-time/values.ts";

const state: GlobalState = { replicas: [null, {}, {}], logs: [null, [], []], soup: [] };
const taken = (index: number, from: number, value: string): TraceStep => ({
  index,
  action: { kind: "deliver", from, to: 1, message: { kind: "VOTE", value } as { kind: string }, byzantine: false },
  lie: null,
  sends: [],
  executions: [],
  changes: [],
});

/** The votes that node 1 has counted after each step, with their value. */
function counted(words: Partial<Words>, ...steps: readonly TraceStep[]) {
  const all: Words = { saysBallots: true, ballot: () => null, noticed: () => [], ...words };
  const states = [state, ...steps.map(() => state)];
  return findingsAlong({ initial: state, steps }, states, [1, 2], all, new Values([]))
    .slice(1)
    .map(({ tallies }) => tallies.map(({ voters, value }) => [voters, value]));
}

describe("votes", () => {
  test("of one voter count once", () =>
    expect(
      counted({ ballot: ({ from }) => ({ on: "it", voter: from, needed: 2 }) }, taken(1, 2, "a"), taken(2, 2, "a")),
    ).toEqual([[[[2], 0]], [[[2], 0]]]));

  test("without a name count as often as they come", () =>
    expect(
      counted({ ballot: () => ({ on: "it", voter: null, needed: 2 }) }, taken(1, 2, "a"), taken(2, 2, "a")),
    ).toEqual([[[[null], 0]], [[[null, null], 0]]]));

  test("for different values that are counted together are for none", () =>
    expect(
      counted({ ballot: ({ from }) => ({ on: "any", voter: from, needed: 2 }) }, taken(1, 2, "a"), taken(2, 0, "b")),
    ).toEqual([[[[2], 0]], [[[2, 0], null]]]));

  test("of a protocol that does not say what a vote is are equal messages, from two on", () =>
    expect(counted({ saysBallots: false }, taken(1, 2, "a"), taken(2, 0, "b"), taken(3, 0, "a"))).toEqual([
      [],
      [],
      [[[2, 0], 0]],
    ]));
});
