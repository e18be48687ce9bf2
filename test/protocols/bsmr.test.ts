import { describe, expect, test } from "vitest";
import { bsmr } from "../../protocols/bsmr/index.ts";
import type { Message } from "../../protocols/bsmr/messages.ts";
import { alone } from "./machine.ts";

type Sent = readonly [number, Message];
const proposal = (from: number, value = 1, round = 0): Sent => [from, { kind: "PROPOSAL", round, value }];
const reply = (from: number, value: number, round = 0): Sent => [from, { kind: "REPLY", round, value }];
const result = (from: number, value: number, round = 0): Sent => [from, { kind: "RESULT", round, value }];

describe("the primary of a round", () => {
  const primary = alone(bsmr, 0);

  test("proposes on entering it", () =>
    expect(primary.start.sends).toEqual([{ from: 0, to: "all", body: { kind: "PROPOSAL", round: 0, value: 1 } }]));

  test("takes one REPLY from each sender", () => {
    const { replica, executions } = primary.after([reply(2, 5), reply(2, 6)]);
    expect(replica.replies).toEqual([{ from: 2, value: 5 }]);
    expect(executions).toEqual([]);
  });

  test("with f+1 replies appends the minimum, its own proposal included, and tells everybody", () => {
    const { sends, executions } = primary.after([reply(2, 5), reply(1, 6)]);
    expect(executions).toEqual([{ slot: 0, view: 0, value: 1 }]);
    expect(sends.map(({ body }) => body)).toEqual([{ kind: "RESULT", round: 0, value: 1 }]);
  });

  test("is outdone by a single smaller reply", () =>
    expect(primary.after([reply(2, 0), reply(1, 6)]).executions).toMatchObject([{ value: 0 }]));

  test("takes no RESULT", () => expect(primary.after([result(1, 2)]).replica).toEqual(primary.start.replica));
});

describe("another replica", () => {
  const backup = alone(bsmr, 1);

  test("replies to the primary's proposal once, with a value of its own", () => {
    const once = backup.after([proposal(0)]);
    expect(once.sends).toEqual([{ from: 1, to: 0, body: { kind: "REPLY", round: 0, value: 5 } }]);
    expect(backup.after([proposal(0, 2)], once.replica)).toMatchObject({ replica: once.replica, sends: [] });
  });

  test("takes a RESULT from the primary, having replied or not, and leads the next round", () => {
    const { replica, executions, sends } = backup.after([result(0, 2)]);
    expect(executions).toEqual([{ slot: 0, view: 0, value: 2 }]);
    expect(replica).toEqual({ round: 1, replied: null, replies: [] });
    expect(sends.map(({ body }) => body)).toEqual([{ kind: "PROPOSAL", round: 1, value: 2 }]);
  });

  test("ignores whoever does not lead the round", () =>
    expect(backup.after([proposal(2), result(2, 2), reply(2, 5)]).replica).toEqual(backup.start.replica));

  test("ignores other rounds, and everything once it has finished", () => {
    const solo = alone(bsmr, 1, { parameters: { rounds: 1 } });
    expect(solo.after([result(0, 2, 1)]).replica).toEqual(solo.start.replica);
    const finished = solo.after([result(0, 1)]).replica;
    expect(solo.after([result(0, 2), proposal(0), reply(2, 5)], finished).replica).toEqual(finished);
  });
});

describe("the variants", () => {
  test("result-from-anyone: any sender's RESULT is taken", () =>
    expect(alone(bsmr, 1, {}, "result-from-anyone").after([result(3, 2)]).executions).toHaveLength(1));

  test("result-without-round: a RESULT counts once in each round", () => {
    const nameless: Sent = [0, { kind: "RESULT", value: 1 }];
    const { executions, replica } = alone(bsmr, 2, {}, "result-without-round").after([nameless, nameless]);
    expect(executions).toMatchObject([
      { slot: 0, value: 1 },
      { slot: 1, value: 1 },
    ]);
    expect(replica.round).toBe(2);
  });

  test("claimed-sender: one sender makes f+1 replies", () => {
    const claiming = (sender: number): Sent => [3, { kind: "REPLY", round: 0, value: 5, sender }];
    expect(alone(bsmr, 0).after([claiming(1), claiming(2)]).executions).toEqual([]);
    expect(alone(bsmr, 0, {}, "claimed-sender").after([claiming(1), claiming(2)]).executions).toHaveLength(1);
  });
});
