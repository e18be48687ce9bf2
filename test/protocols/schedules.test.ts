import { describe, expect, test } from "vitest";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { deliver, follow } from "./follow.ts";

const PP = "PRE-PREPARE";
const P = "PREPARE";
const C = "COMMIT";
const timeout = (...ids: readonly number[]): readonly string[] => ids.map((id) => `node ${id}  timeout`);
const twice = (words: string): readonly string[] => [words, words];
const rounds = (count: number) => ({ parameters: { rounds: count } });

/** Node 2 appends 1 in slot 0, with node 1's help and a COMMIT that node 0 shows to it alone. */
const decidedAlone = [
  deliver(1, 0, PP, 0, 0, 1),
  deliver(2, 0, PP, 0, 0, 1),
  deliver(1, 2, P, 0, 0, 1),
  deliver(2, 1, P, 0, 0, 1),
  deliver(2, 0, C, 0, 0, 1),
  deliver(2, 1, C, 0, 0, 1),
];
/** Nodes 1 and 3, in view 1, decide 2 in slot 1 with node 0's votes. */
const decidedNext = [
  deliver(3, 1, PP, 1, 1, 2),
  deliver(3, 0, P, 1, 1, 2),
  deliver(1, 0, P, 1, 1, 2),
  deliver(1, 3, P, 1, 1, 2),
  deliver(3, 0, C, 1, 1, 2),
  deliver(3, 1, C, 1, 1, 2),
];

/** Nobody lies: node 3 decides 1 in slot 0; nodes 0, 1 and 2 skip it and decide 2 in slot 1. `next` is its number. */
const decidedTwiceByHonest = (next: number): readonly string[] => [
  deliver(1, 0, PP, 0, 0, 1),
  deliver(3, 0, PP, 0, 0, 1),
  deliver(1, 3, P, 0, 0, 1),
  deliver(3, 1, P, 0, 0, 1),
  deliver(0, 1, P, 0, 0, 1),
  deliver(0, 3, P, 0, 0, 1),
  deliver(3, 0, C, 0, 0, 1),
  deliver(3, 1, C, 0, 0, 1),
  ...timeout(0, 1, 2),
  deliver(0, 1, PP, 1, next, 2),
  deliver(2, 1, PP, 1, next, 2),
  deliver(0, 2, P, 1, next, 2),
  deliver(2, 0, P, 1, next, 2),
  deliver(1, 0, P, 1, next, 2),
  deliver(1, 2, P, 1, next, 2),
  deliver(2, 0, C, 1, next, 2),
  deliver(2, 1, C, 1, next, 2),
];

/** Nodes 2 and 3 decide 1 in slot 0, each completing its quorum with copies of node 0's COMMIT. */
const decidedByCopies = [
  deliver(2, 0, PP, 0, 0, 1),
  deliver(3, 0, PP, 0, 0, 1),
  deliver(2, 3, P, 0, 0, 1),
  deliver(3, 2, P, 0, 0, 1),
  ...[2, 3].flatMap((to) => twice(deliver(to, 0, C, 0, 0, 1))),
];
/** They go on in view 0, where node 2 decides 3; node 1, alone in view 1, decides 2 with node 0's copies. */
const forkByCopies = [
  deliver(2, 0, PP, 0, 1, 3),
  deliver(3, 0, PP, 0, 1, 3),
  deliver(2, 3, P, 0, 1, 3),
  ...twice(deliver(2, 0, C, 0, 1, 3)),
  ...twice(deliver(1, 0, P, 1, 1, 2)),
  ...twice(deliver(1, 0, C, 1, 1, 2)),
];

/** Nobody lies: node 2 appends the same RESULT in both rounds. */
const appendedTwice = [
  ...[1, 2].map((to) => `node ${to} <- node 0  PROPOSAL round 0 value 1, chooses 3`),
  ...[1, 2].map((from) => `node 0 <- node ${from}  REPLY round 0 value 3`),
  ...[1, 2].map((to) => `node ${to} <- node 0  RESULT value 1`),
  ...[0, 2].map((to) => `node ${to} <- node 1  PROPOSAL round 1 value 2, chooses 3`),
  "node 2 <- node 0  RESULT value 1",
  ...[0, 2].map((from) => `node 1 <- node ${from}  REPLY round 1 value 3`),
];

test("a RESULT without a round breaks the agreement of bsmr in 11 steps although nobody lies", () => {
  const { find, early } = follow(bsmr, "result-without-round", { ...rounds(2), byzantine: [] }, appendedTwice);
  expect(appendedTwice).toHaveLength(11);
  expect(find("agreement")?.says).toBe("node 1 executed 2 and node 2 executed 1 in round 1");
  expect(early("agreement")).toBe(false);
});

describe("schedules of pbft-rounds, followed on the reference system", () => {
  test.each([
    {
      says: "a skipped slot breaks log-consistency in 14 steps",
      property: "log-consistency",
      length: 14,
      schedule: [...decidedAlone, ...timeout(1, 3), ...decidedNext],
    },
    {
      says: "a skipped slot breaks log-consistency in 19 steps although nobody lies",
      property: "log-consistency",
      under: { ...rounds(2), byzantine: [] },
      length: 19,
      schedule: decidedTwiceByHonest(1),
    },
    {
      says: "a timer that waits for the pre-prepare costs one step more",
      variant: "timer-on-preprepare",
      property: "log-consistency",
      length: 15,
      schedule: [...decidedAlone, deliver(3, 0, PP, 0, 0, 1), ...timeout(1, 3), ...decidedNext],
    },
    {
      says: "numbers that begin again with the view break agreement although nobody lies",
      variant: "own-sequence",
      property: "agreement",
      under: { ...rounds(2), byzantine: [] },
      length: 19,
      schedule: decidedTwiceByHonest(0),
    },
    {
      says: "one liar casts everybody's votes",
      variant: "claimed-sender",
      property: "agreement",
      under: rounds(1),
      length: 8,
      schedule: [1, 2].flatMap((value) => [
        deliver(value, 0, PP, 0, 0, value),
        `${deliver(value, 0, P, 0, 0, value)} sender 3`,
        `${deliver(value, 0, C, 0, 0, value)} sender 3`,
        `${deliver(value, 0, C, 0, 0, value)} sender 0`,
      ]),
    },
    {
      says: "copies of a backup's votes fork two views",
      variant: "count-copies",
      property: "agreement",
      length: 18,
      schedule: [...decidedByCopies, ...timeout(1), ...forkByCopies],
    },
    {
      says: "copies of a backup's votes fork two views, although every honest message arrives in its round",
      variant: "count-copies",
      property: "agreement",
      under: { ...rounds(2), timing: "lockstep" as const },
      length: 23,
      schedule: [
        ...decidedByCopies,
        deliver(1, 2, P, 0, 0, 1),
        deliver(1, 3, P, 0, 0, 1),
        ...[2, 3, 3].map((from) => deliver(1, from, C, 0, 0, 1)),
        "the round ends",
        ...forkByCopies,
      ],
    },
  ])("$says", ({ variant = null, property, under = rounds(2), length, schedule }) => {
    const { find, early } = follow(pbftRounds, variant, under, schedule);
    expect(schedule).toHaveLength(length);
    expect(find(property)).not.toBeNull();
    expect(early(property)).toBe(false);
  });

  test("without the variant the same copies are not enabled", () => {
    expect(() => follow(pbftRounds, null, rounds(2), decidedByCopies)).toThrow(
      /not enabled: node 2 <- node 0 {2}COMMIT/,
    );
  });
});
