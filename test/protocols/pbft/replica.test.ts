import { describe, expect, test } from "vitest";
import { pbft } from "../../../protocols/pbft/index.ts";
import type { Message, Value } from "../../../protocols/pbft/messages.ts";
import { alone } from "../machine.ts";

type Sent = readonly [number, Message];
type Vote = "PRE-PREPARE" | "PREPARE" | "COMMIT";

const at = (kind: Vote, from: number, value: Value = "a", view = 0, slot = 1): Sent => [
  from,
  { kind, view, slot, value },
];
const viewChange = (from: number, value: Value | null = null, view = 1): Sent => [
  from,
  { kind: "VIEW-CHANGE", view, prepared: value === null ? [] : [{ slot: 1, view: view - 1, value }] },
];
const newView = (from: number, value: Value | null = null, view = 1): Sent => [
  from,
  { kind: "NEW-VIEW", view, proposals: value === null ? [] : [{ slot: 1, value }] },
];
const bodies = (step: { readonly sends: readonly { readonly body: Message }[] }) => step.sends.map(({ body }) => body);
const kinds = (step: Parameters<typeof bodies>[0]) => bodies(step).map(({ kind }) => kind);

const under = { parameters: { views: 2, slots: 1 } };
const backup = alone(pbft, 2, under);
const prepared = [at("PRE-PREPARE", 0), at("PREPARE", 3)];

describe("section 4.2, the normal case: a backup", () => {
  test("answers the primary's pre-prepare with a PREPARE", () =>
    expect(bodies(backup.after([at("PRE-PREPARE", 0)]))).toEqual([{ kind: "PREPARE", view: 0, slot: 1, value: "a" }]));

  test("takes a pre-prepare from nobody but the primary of its view, and of no other view", () => {
    const ignored = [at("PRE-PREPARE", 1), at("PRE-PREPARE", 3), at("PRE-PREPARE", 1, "a", 1)];
    expect(backup.after(ignored).replica).toEqual(backup.start.replica);
  });

  test("takes no request that no client has asked for", () =>
    expect(backup.after([at("PRE-PREPARE", 0, null), at("PRE-PREPARE", 0, "c")]).replica).toEqual(
      backup.start.replica,
    ));

  test("that has prepared a value never prepares another in the same view", () => {
    const first = backup.after(prepared);
    expect(kinds(first)).toEqual(["PREPARE", "COMMIT"]);
    const other = [at("PRE-PREPARE", 0, "b"), at("PREPARE", 1, "b"), at("PREPARE", 3, "b")];
    expect(backup.after(other, first.replica).sends).toEqual([]);
  });

  test("does not count the primary's PREPARE", () =>
    expect(kinds(backup.after([at("PRE-PREPARE", 0), at("PREPARE", 0)]))).toEqual(["PREPARE"]));

  test("executes once, with 2f+1 COMMITs, its own included, and not with 2f", () => {
    expect(backup.after([...prepared, at("COMMIT", 0)]).executions).toEqual([]);
    const three = backup.after([...prepared, at("COMMIT", 0), at("COMMIT", 1)]);
    expect(three.executions).toEqual([{ slot: 1, view: 0, value: "a" }]);
    expect(backup.after([at("COMMIT", 3)], three.replica).executions).toEqual([]);
  });

  test("does not execute on COMMITs alone", () =>
    expect(backup.after([0, 1, 3].map((from) => at("COMMIT", from))).executions).toEqual([]));
});

describe("the primary", () => {
  const primary = alone(pbft, 0, { byzantine: [], parameters: { views: 1, slots: 2 } });

  test("pre-prepares either request for any free slot", () => {
    const steps = primary.every(primary.start.replica, { kind: "step", name: "pre-prepare" });
    expect(steps.flatMap(bodies)).toEqual(
      [1, 2].flatMap((slot) => ["a", "b"].map((value) => ({ kind: "PRE-PREPARE", view: 0, slot, value }))),
    );
  });

  test("pre-prepares a slot once a view", () => {
    let { replica } = primary.start;
    for (let step = 0; step < 2; step++) {
      const [first] = primary.every(replica, { kind: "step", name: "pre-prepare" });
      if (first) replica = first.replica;
    }
    const [third] = primary.every(replica, { kind: "step", name: "pre-prepare" });
    expect(third?.sends).toEqual([]);
    expect(third?.replica).toEqual(replica);
  });
});

describe("section 4.2: slots are executed in order", () => {
  const two = alone(pbft, 2, { parameters: { views: 1, slots: 2 } });
  const decided = (slot: number, value: Value): Sent[] => [
    at("PRE-PREPARE", 0, value, 0, slot),
    at("PREPARE", 3, value, 0, slot),
    at("COMMIT", 0, value, 0, slot),
    at("COMMIT", 1, value, 0, slot),
  ];

  test("what is committed early waits for the lower slot", () => {
    const early = two.after(decided(2, "b"));
    expect(early.executions).toEqual([]);
    expect(two.after(decided(1, "a"), early.replica).executions).toEqual([
      { slot: 1, view: 0, value: "a" },
      { slot: 2, view: 0, value: "b" },
    ]);
  });

  test("and does so across a view change", () => {
    const { replica } = two.on(two.after(decided(2, "b")).replica, "timeout");
    const adopted = two.after([[1, { kind: "NEW-VIEW", view: 1, proposals: [{ slot: 1, value: null }] }]], replica);
    const votes = (["PREPARE", "COMMIT"] as const).flatMap((kind) => [0, 3].map((from) => at(kind, from, null, 1)));
    expect(two.after([...votes, at("COMMIT", 1, null, 1)], adopted.replica).executions).toEqual([
      { slot: 1, view: 1, value: null },
      { slot: 2, view: 0, value: "b" },
    ]);
  });
});

describe("section 4.4, view changes", () => {
  const next = alone(pbft, 1, under);

  test("on a timeout a replica shows what it has prepared, and nothing else", () => {
    expect(bodies(backup.on(backup.after(prepared).replica, "timeout"))).toEqual([
      { kind: "VIEW-CHANGE", view: 1, prepared: [{ slot: 1, view: 0, value: "a" }] },
    ]);
    expect(bodies(backup.on(backup.after([at("PRE-PREPARE", 0)]).replica, "timeout"))).toEqual([
      { kind: "VIEW-CHANGE", view: 1, prepared: [] },
    ]);
  });

  test("after its VIEW-CHANGE a replica takes part in no view until the NEW-VIEW", () => {
    const { replica } = backup.on(backup.after([at("PRE-PREPARE", 0)]).replica, "timeout");
    const votes = [at("PREPARE", 3), at("PREPARE", 3, "a", 1), at("PRE-PREPARE", 1, "a", 1), at("COMMIT", 1)];
    expect(backup.after(votes, replica).replica).toEqual(replica);
  });

  test("a replica shows the certificate of the highest view", () => {
    const first = backup.on(backup.after(prepared).replica, "timeout").replica;
    const again = backup.after([newView(1, "a"), at("PREPARE", 3, "a", 1)], first).replica;
    expect(bodies(backup.on(again, "timeout"))).toEqual([
      { kind: "VIEW-CHANGE", view: 2, prepared: [{ slot: 1, view: 1, value: "a" }] },
    ]);
  });

  test("no timer expires beyond the bounds", () => {
    const last = backup.on(backup.on(backup.start.replica, "timeout").replica, "timeout").replica;
    expect(backup.on(last, "timeout")).toMatchObject({ replica: last, sends: [] });
  });

  test("with 2f VIEW-CHANGEs of others and its own the primary sends a NEW-VIEW that carries over what was prepared", () => {
    const changing = next.on(next.start.replica, "timeout").replica;
    expect(next.after([viewChange(2, "a"), viewChange(2, "a")], changing).sends).toEqual([]);
    const leads = next.after([viewChange(2, "a"), viewChange(3)], changing);
    expect(bodies(leads)).toEqual([{ kind: "NEW-VIEW", view: 1, proposals: [{ slot: 1, value: "a" }] }]);
    expect(leads.replica).toMatchObject({ view: 1, active: 1, viewChanges: [] });
  });

  test("it sends one, for the VIEW-CHANGEs that came first", () => {
    const changing = next.on(next.start.replica, "timeout").replica;
    const all = [viewChange(3), viewChange(0), viewChange(2, "a")];
    expect(bodies(next.after(all, changing))).toEqual([{ kind: "NEW-VIEW", view: 1, proposals: [] }]);
  });

  test("nobody leads a view that it has not asked for", () =>
    expect(next.after([viewChange(0), viewChange(2), viewChange(3)]).sends).toEqual([]));

  test("a backup enters the view with the NEW-VIEW, whether it has asked for it or not, and prepares what it carries", () => {
    const asked = backup.on(backup.start.replica, "timeout").replica;
    for (const replica of [backup.start.replica, asked]) {
      const entered = backup.after([newView(1, "a")], replica);
      expect(bodies(entered)).toEqual([{ kind: "PREPARE", view: 1, slot: 1, value: "a" }]);
      expect(entered.replica).toMatchObject({ view: 1, active: 1 });
    }
  });

  test("a NEW-VIEW of a view that the replica has left, or of another's view, is ignored", () => {
    const second = backup.on(backup.on(backup.start.replica, "timeout").replica, "timeout").replica;
    expect(backup.after([newView(1, "a"), newView(3, "a", 2)], second).replica).toEqual(second);
  });

  test("a value that was executed is decided again, and not executed again", () => {
    const done = backup.after([...prepared, at("COMMIT", 0), at("COMMIT", 1)]).replica;
    const again = [newView(1, "a"), at("PREPARE", 3, "a", 1), at("COMMIT", 1, "a", 1), at("COMMIT", 3, "a", 1)];
    const after = backup.after(again, backup.on(done, "timeout").replica);
    expect(kinds(after)).toEqual(["PREPARE", "COMMIT"]);
    expect(after.executions).toEqual([]);
  });

  test("should another value be decided for its slot, the log shows it", () => {
    const done = backup.after([...prepared, at("COMMIT", 0), at("COMMIT", 1)]).replica;
    const other = [newView(1, "b"), at("PREPARE", 3, "b", 1), at("COMMIT", 1, "b", 1), at("COMMIT", 3, "b", 1)];
    expect(backup.after(other, done).executions).toEqual([{ slot: 1, view: 1, value: "b" }]);
  });
});
