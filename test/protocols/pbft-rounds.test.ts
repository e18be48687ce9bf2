import { describe, expect, test } from "vitest";
import { configure } from "../../model/configuration.ts";
import type { ConfigurationChange } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import type { Message } from "../../protocols/pbft-rounds/messages.ts";
import { alone } from "./machine.ts";

type Sent = readonly [number, Message];
const at = (kind: Message["kind"], from: number, value = 1, slot = 0, view = 0): Sent => [
  from,
  { kind, view, slot, value },
];
const kinds = (step: { readonly sends: readonly { readonly body: Message }[] }) =>
  step.sends.map(({ body }) => body.kind);

describe("a backup", () => {
  const backup = alone(pbftRounds, 1);

  test("accepts the primary's first pre-prepare, and answers with a PREPARE", () => {
    const { replica, sends } = backup.after([at("PRE-PREPARE", 0)]);
    expect(replica).toMatchObject({ accepted: 1, prepares: { 1: [1] } });
    expect(sends).toEqual([{ from: 1, to: "all", body: { kind: "PREPARE", view: 0, slot: 0, value: 1 } }]);
  });

  test("takes no pre-prepare from a replica that does not lead the view", () =>
    expect(backup.after([at("PRE-PREPARE", 2)]).replica).toEqual(backup.start.replica));

  test("that has prepared a value never prepares another in the same view", () => {
    const prepared = backup.after([at("PRE-PREPARE", 0, 1), at("PREPARE", 2, 1)]);
    expect(kinds(prepared)).toEqual(["PREPARE", "COMMIT"]);
    const other = [at("PRE-PREPARE", 0, 2), at("PREPARE", 2, 2), at("PREPARE", 3, 2)];
    const after = backup.after(other, prepared.replica);
    expect(after.sends).toEqual([]);
    expect(after.replica.accepted).toBe(1);
  });

  test("does not count the primary's PREPARE", () =>
    expect(kinds(backup.after([at("PRE-PREPARE", 0), at("PREPARE", 0)]))).toEqual(["PREPARE"]));

  test("counts votes that come before the pre-prepare", () =>
    expect(kinds(backup.after([at("PREPARE", 2), at("COMMIT", 2), at("PRE-PREPARE", 0)]))).toEqual([
      "PREPARE",
      "COMMIT",
    ]));

  test("sends its COMMIT once, however many votes follow", () => {
    const votes = [at("PRE-PREPARE", 0), at("PREPARE", 2), at("PREPARE", 3), at("COMMIT", 2)];
    expect(kinds(backup.after(votes)).filter((kind) => kind === "COMMIT")).toHaveLength(1);
  });

  test("appends with 2f+1 COMMITs, and goes to the next slot in the same view", () => {
    const votes = [at("PRE-PREPARE", 0), at("PREPARE", 2), at("COMMIT", 2)];
    expect(backup.after(votes).executions).toEqual([]);
    const { replica, executions } = backup.after([...votes, at("COMMIT", 3)]);
    expect(executions).toEqual([{ slot: 0, view: 0, value: 1 }]);
    expect(replica).toEqual({ slot: 1, view: 0, accepted: null, prepares: {}, commits: {}, waiting: false });
  });

  test("does not append on COMMITs alone", () =>
    expect(backup.after([0, 2, 3].map((from) => at("COMMIT", from))).executions).toEqual([]));

  test("ignores what is of another view or slot", () =>
    expect(backup.after([at("PRE-PREPARE", 0, 2, 1), at("PREPARE", 2, 1, 0, 1)]).replica).toEqual(
      backup.start.replica,
    ));

  test("skips the slot on a timeout, and leads the next view", () => {
    const { replica, sends } = backup.on(backup.after([at("PRE-PREPARE", 0)]).replica, "timeout");
    expect(replica).toMatchObject({ slot: 1, view: 1, accepted: 2, prepares: {} });
    expect(sends.map(({ body }) => body)).toEqual([{ kind: "PRE-PREPARE", view: 1, slot: 1, value: 2 }]);
  });
});

describe("under lockstep", () => {
  const backup = alone(pbftRounds, 1, { timing: "lockstep" });
  const appended = backup.after([at("PRE-PREPARE", 0), at("PREPARE", 2), at("COMMIT", 2), at("COMMIT", 3)]);

  test("who has appended forgets its votes and receives nothing until the round ends", () => {
    expect(appended.replica).toEqual({ slot: 0, view: 0, accepted: null, prepares: {}, commits: {}, waiting: true });
    expect(backup.after([at("PRE-PREPARE", 0, 2), at("COMMIT", 0)], appended.replica).replica).toEqual(
      appended.replica,
    );
  });

  test("who has appended stays in its view, who has not changes it", () => {
    expect(backup.on(appended.replica, "round-end").replica).toMatchObject({ slot: 1, view: 0, waiting: false });
    expect(backup.on(backup.start.replica, "round-end").replica).toMatchObject({ slot: 1, view: 1, waiting: false });
  });
});

describe("the variants", () => {
  const variant = (name: string, under: ConfigurationChange = {}) => alone(pbftRounds, 1, under, name);

  test("count-copies: a vote counts as often as it arrives, up to the threshold, and has no name", () => {
    const { replica } = variant("count-copies").after(Array.from({ length: 5 }, () => at("COMMIT", 2)));
    expect(replica.commits).toEqual({ 1: 3 });
  });

  test("count-copies: the own COMMIT is sent once, although copies of others were counted before", () => {
    const votes = [at("COMMIT", 2), at("PRE-PREPARE", 0), at("PREPARE", 2), at("PREPARE", 3)];
    const { replica, sends } = variant("count-copies").after(votes);
    expect(sends.filter(({ body }) => body.kind === "COMMIT")).toHaveLength(1);
    expect(replica).toMatchObject({ commits: { 1: 2 }, commitSent: true });
  });

  test("count-copies: a new slot forgets that a COMMIT was sent", () => {
    const solo = variant("count-copies");
    const prepared = solo.after([at("PRE-PREPARE", 0), at("PREPARE", 2)]).replica;
    expect(solo.on(prepared, "timeout").replica).not.toHaveProperty("commitSent");
  });

  test("count-copies ignores the primary's PREPAREs, count-messages does not", () => {
    const votes = [at("PRE-PREPARE", 0), at("PREPARE", 0)];
    expect(kinds(variant("count-copies").after(votes))).toEqual(["PREPARE"]);
    expect(kinds(variant("count-messages").after(votes))).toEqual(["PREPARE", "COMMIT"]);
  });

  test("preprepare-replay: the same pre-prepare again is one more PREPARE, another value is none", () => {
    const solo = variant("preprepare-replay");
    const once = solo.after([at("PRE-PREPARE", 0)]);
    expect(solo.after([at("PRE-PREPARE", 0, 2)], once.replica).replica).toEqual(once.replica);
    expect(solo.after([at("PRE-PREPARE", 0)], once.replica).replica.prepares).toEqual({ 1: 2 });
  });

  test("own-sequence: the number begins again with the view, and the value is the slot's", () => {
    const solo = variant("own-sequence");
    const { replica, sends } = solo.on(solo.start.replica, "timeout");
    expect(replica).toMatchObject({ slot: 1, view: 1, viewStart: 1 });
    expect(sends.map(({ body }) => body)).toEqual([{ kind: "PRE-PREPARE", view: 1, slot: 0, value: 2 }]);
  });

  test("own-sequence: a replica that has finished takes part in nothing", () => {
    const solo = alone(pbftRounds, 2, { parameters: { rounds: 1 } }, "own-sequence");
    const finished = solo.on(solo.start.replica, "timeout").replica;
    expect(solo.after([at("PRE-PREPARE", 1, 2, 0, 1)], finished).replica).toEqual(finished);
  });

  test("timer-on-preprepare: without a pre-prepare nothing times out, and a round end leaves the view", () => {
    const solo = variant("timer-on-preprepare", { timing: "lockstep" });
    expect(solo.on(solo.start.replica, "timeout").replica).toEqual(solo.start.replica);
    expect(solo.on(solo.start.replica, "round-end").replica).toMatchObject({ slot: 1, view: 0 });
    const accepted = solo.after([at("PRE-PREPARE", 0)]).replica;
    expect(solo.on(accepted, "round-end").replica).toMatchObject({ slot: 1, view: 1 });
  });
});

describe("a later view", () => {
  const reason = (under: ConfigurationChange, variant: string | null = null): string | undefined =>
    createSystem(pbftRounds, configure(pbftRounds, under, variant)).properties.find(
      ({ name }) => name === "commits-in-a-later-view",
    )?.notApplicable;

  test.each([
    [{ timing: "none" }, /without timeouts/],
    [{ parameters: { rounds: 1 } }, /one slot/],
    [{ timing: "lockstep", byzantine: [] }, /never left/],
    [{ timing: "lockstep", byzantine: [3] }, /never left/],
  ] as const)("is not applicable where none can be: %j", (under, why) => expect(reason(under)).toMatch(why));

  test.each([{}, { byzantine: [] }, { timing: "lockstep" }, { timing: "lockstep", byzantine: [2, 3] }] as const)(
    "is looked for elsewhere: %j",
    (under) => expect(reason(under)).toBeUndefined(),
  );

  test("is looked for where a liar may pre-prepare in another's view", () =>
    expect(reason({ timing: "lockstep", byzantine: [3] }, "preprepare-from-anyone")).toBeUndefined());
});
