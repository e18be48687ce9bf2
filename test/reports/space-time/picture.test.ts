import { beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../../../checker/outcome.ts";
import { replay } from "../../../checker/trace.ts";
import { configure } from "../../../model/configuration.ts";
import type { ReplicaId } from "../../../model/message.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { createSystem } from "../../../model/system.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import type { Message } from "../../../protocols/pbft-rounds/messages.ts";
import { causalPast } from "../../../reports/space-time/causes.ts";
import { happenings } from "../../../reports/space-time/happenings.ts";
import type { Picture } from "../../../reports/space-time/picture.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { fork, only } from "../samples.ts";

const pictured = (outcome: Outcome, protocol: Protocol | null): Picture => {
  const { trace, finding, conflict } = only(outcome);
  if (trace === null) throw new Error("a trace was expected");
  return pictureOf({ trace, configuration: outcome.configuration, protocol, finding, conflict });
};

describe("bsmr's fork", () => {
  let picture: Picture;
  beforeAll(async () => {
    picture = pictured(await fork(), bsmr);
  });

  test("has a lane for each node, and node 0 is Byzantine", () => {
    expect(picture.lanes.map(({ name, isByzantine }) => [name, isByzantine])).toEqual([
      ["node 0", true],
      ["node 1", false],
      ["node 2", false],
      ["node 3", false],
    ]);
  });

  test("is two lies that arrive, and one proposal that nobody takes", () => {
    const told = picture.arrows.map(({ sending, to, delivered }) => {
      const { words, isLie } = picture.sendings[sending] ?? {};
      return [words, to, delivered, isLie];
    });
    expect(told).toEqual([
      ["RESULT round 0 value 1", 1, 1, true],
      ["PROPOSAL round 1 value 2", 2, null, false],
      ["PROPOSAL round 1 value 2", 3, null, false],
      ["RESULT round 0 value 2", 2, 2, true],
    ]);
  });

  test("ends in two logs whose first entries differ, in colour and in shape", () => {
    expect(picture.fork).toEqual([
      { lane: 1, place: 0 },
      { lane: 2, place: 0 },
    ]);
    const [one, other] = (picture.fork ?? []).map(
      ({ lane, place }) => picture.values[picture.logs[lane]?.[place]?.value ?? -1],
    );
    expect([one?.text, other?.text]).toEqual(["1", "2"]);
    expect(one?.colour).not.toBe(other?.colour);
    expect(one?.shape).not.toBe(other?.shape);
    expect(picture.noReturn).toEqual({ step: 2, isExact: true });
  });

  test("says what each step changed in the replica that took it", () => {
    expect(picture.moments[1]?.changes).toEqual(["round 0 -> 1", "log $1", "sends PROPOSAL"]);
    expect(picture.moments[1]?.states).toEqual([
      {
        lane: 1,
        fields: [
          { name: "round", text: "1", isNew: true },
          { name: "replied", text: "null", isNew: false },
          { name: "replies", text: "[]", isNew: false },
        ],
      },
    ]);
  });

  test("survives JSON", () => expect(JSON.parse(JSON.stringify(picture))).toEqual(picture));

  test("in full order tells each lie before the step that takes it, and what is sent after it", () => {
    expect(happenings(picture).map(({ kind, step, words }) => [kind, step, words])).toEqual([
      ["moment", 0, "the start"],
      ["lie", 1, "node 0 -> node 1  RESULT round 0 value 1"],
      ["moment", 1, "node 1 <- node 0  RESULT round 0 value 1"],
      ["send", 1, "node 1 -> all  PROPOSAL round 1 value 2"],
      ["lie", 2, "node 0 -> node 2  RESULT round 0 value 2"],
      ["moment", 2, "node 2 <- node 0  RESULT round 0 value 2"],
    ]);
  });
});

/** Node 2 commits in pbft-rounds, with node 3 and with what node 0 sends to both. */
const committing = [
  said("PRE-PREPARE", 0, 2),
  said("PREPARE", 2, 3),
  said("PRE-PREPARE", 0, 3),
  said("COMMIT", 0, 2),
  said("COMMIT", 3, 2),
  { kind: "timeout", replica: 1 },
  said("PREPARE", 3, 2),
] as const;

function said(kind: Message["kind"], from: ReplicaId, to: ReplicaId) {
  return { kind: "deliver", from, to, message: { kind, view: 0, slot: 0, value: 1 }, byzantine: from === 0 } as const;
}

describe("a commit in pbft-rounds", () => {
  const system = createSystem(pbftRounds, configure(pbftRounds));
  const trace = replay(system, committing);
  const { configuration } = system;
  const picture = pictureOf({ trace, configuration, protocol: pbftRounds });

  const moment = (words: string) => {
    const found = picture.moments.findLast((one) => one.words === words);
    if (!found) throw new Error(`no step is "${words}"`);
    return found;
  };

  test("counts votes as they arrive, each voter once, until there are enough", () => {
    const taken = moment("node 2 <- node 3  PREPARE view 0 slot 0 value 1");
    const told = taken.tallies.map(({ kind, voters, needed }) => [kind, [...voters].sort(), needed]);
    expect(told).toEqual([
      ["PREPARE", [2, 3], 2],
      ["COMMIT", [0, 2, 3], 3],
    ]);
  });

  test("has a badge when a replica is prepared and when it has committed", () => {
    const badges = moment("node 2 <- node 3  PREPARE view 0 slot 0 value 1").badges;
    expect(badges).toEqual([
      { lane: 2, text: "prepared value 1" },
      { lane: 2, text: "committed value 1 in slot 0, view 0" },
    ]);
  });

  test("each arrow that arrives leaves before it arrives", () => {
    for (const { sending, delivered } of picture.arrows) {
      const { step = 0, isLie = false } = picture.sendings[sending] ?? {};
      if (delivered !== null) expect(isLie ? step === delivered : step < delivered).toBe(true);
    }
  });

  test("the causal past of a step holds what it took, and what its sender had taken before", () => {
    const { step: taken } = moment("node 2 <- node 3  PREPARE view 0 slot 0 value 1");
    const { step: sent } = moment("node 3 <- node 0  PRE-PREPARE view 0 slot 0 value 1");
    const { step: heard } = moment("node 3 <- node 2  PREPARE view 0 slot 0 value 1");
    const past = causalPast(picture, taken);
    expect([sent, heard, 0].every((one) => past.has(one))).toBe(true);
    expect(past.has(taken)).toBe(false);
    expect([...past].some((one) => picture.moments[one]?.lanes.includes(1) && one > 0)).toBe(false);
  });

  test("a longer trace begins with the same picture", () => {
    const beginning = pictureOf({
      trace: { initial: trace.initial, steps: trace.steps.slice(0, 4) },
      configuration,
      protocol: pbftRounds,
    });
    const withoutArrows = (moments: Picture["moments"]) => moments.map((moment) => ({ ...moment, arrow: null }));
    expect(withoutArrows(beginning.moments)).toEqual(withoutArrows(picture.moments.slice(0, 5)));
    expect(beginning.values).toEqual(picture.values.slice(0, beginning.values.length));
  });
});
