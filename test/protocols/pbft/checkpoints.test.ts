import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../../model/canonical.ts";
import { FETCHED } from "../../../model/step.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import type { Checkpoint, Message, Value } from "../../../protocols/pbft/messages.ts";
import { alone } from "../machine.ts";

type Sent = readonly [number, Message];

const at = (kind: "PRE-PREPARE" | "PREPARE" | "COMMIT", from: number, slot = 1, value: Value = "a", view = 0): Sent => [
  from,
  { kind, view, slot, value },
];
const decided = (slot = 1, value: Value = "a"): Sent[] => [
  at("PRE-PREPARE", 0, slot, value),
  at("PREPARE", 3, slot, value),
  at("COMMIT", 0, slot, value),
  at("COMMIT", 1, slot, value),
];
const upTo = (...state: Value[]): Checkpoint => ({ slot: state.length, state });
const vouches = (from: number, checkpoint: Checkpoint): Sent => [from, { kind: "CHECKPOINT", ...checkpoint }];
const bodies = (step: { readonly sends: readonly { readonly body: Message }[] }) => step.sends.map(({ body }) => body);
const fetched = (slot: number, value: Value) => ({ slot, view: FETCHED, value });

const under = (slots: number, checkpointInterval = 1) => ({ parameters: { views: 1, slots, checkpointInterval } });
const backup = alone(pbft, 2, under(3));
const stable = backup.after([...decided(), vouches(1, upTo("a")), vouches(3, upTo("a"))]).replica;
const GENESIS = { slot: 0, state: [] };

describe("section 4.3, garbage collection: a replica", () => {
  test("says what its state is after every K slots", () => {
    const checkpoints = (interval: number) =>
      bodies(alone(pbft, 2, under(2, interval)).after([...decided(1, "a"), ...decided(2, "b")])).filter(
        ({ kind }) => kind === "CHECKPOINT",
      );
    expect(checkpoints(1)).toEqual([
      { kind: "CHECKPOINT", ...upTo("a") },
      { kind: "CHECKPOINT", ...upTo("a", "b") },
    ]);
    expect(checkpoints(2)).toEqual([{ kind: "CHECKPOINT", ...upTo("a", "b") }]);
    expect(checkpoints(0)).toEqual([]);
  });

  test("has a stable checkpoint with 2f+1 CHECKPOINTs for one state, its own included", () => {
    const two = backup.after([...decided(), vouches(1, upTo("a")), vouches(0, upTo("b"))]).replica;
    expect(two.checkpoints?.stable).toEqual(GENESIS);
    expect(two.slots[1]?.certificate).not.toBeNull();
    expect(backup.receive(two, 3, { kind: "CHECKPOINT", ...upTo("a") }).replica).toEqual(stable);
    expect(stable.checkpoints).toEqual({ stable: upTo("a"), heard: {} });
  });

  test("then discards its log up to there, and keeps what it has executed", () =>
    expect(stable.slots[1]).toEqual({
      proposed: [],
      prepares: {},
      commits: {},
      certificate: null,
      waiting: [],
      executed: ["a"],
    }));

  test("counts one CHECKPOINT of each replica, the first", () => {
    const again = [vouches(1, upTo("a")), vouches(1, upTo("a")), vouches(1, upTo("b"))];
    expect(backup.after(again).replica.checkpoints).toEqual({ stable: GENESIS, heard: { 1: { 1: ["a"] } } });
  });

  test("takes CHECKPOINTs between the views as well", () => {
    const { replica } = backup.on(backup.start.replica, "timeout");
    const all = [0, 1, 3].map((from) => vouches(from, upTo("a")));
    expect(backup.after(all, replica).executions).toEqual([fetched(1, "a")]);
  });
});

describe("section 4.3, water marks", () => {
  test("nothing is accepted above h + 2K, nor up to h", () => {
    const above = [at("PRE-PREPARE", 0, 3), at("PREPARE", 1, 3), at("COMMIT", 1, 3)];
    expect(backup.after(above).replica).toEqual(backup.start.replica);
    const below = [at("PRE-PREPARE", 0, 1, "b"), at("PREPARE", 1), at("COMMIT", 3), vouches(0, upTo("a"))];
    expect(backup.after(below, stable).replica).toEqual(stable);
  });

  test("they move with the stable checkpoint", () =>
    expect(bodies(backup.after([at("PRE-PREPARE", 0, 3)], stable))).toEqual([
      { kind: "PREPARE", view: 0, slot: 3, value: "a" },
    ]));

  test("the primary proposes between them only", () => {
    const primary = alone(pbft, 0, { byzantine: [], ...under(3) });
    const slots = (replica: typeof stable) => [
      ...new Set(
        primary
          .every(replica, { kind: "step", name: "pre-prepare" })
          .flatMap(bodies)
          .flatMap((body) => ("slot" in body ? [body.slot] : [])),
      ),
    ];
    expect(slots(primary.start.replica)).toEqual([1, 2]);
    const all = [1, 2, 3].map((from) => vouches(from, upTo("a")));
    expect(slots(primary.after(all).replica)).toEqual([2, 3]);
  });
});

describe("sections 4.3 and 4.4, state transfer: a replica that lacks a stable checkpoint", () => {
  test("fetches its state once 2f+1 others have vouched for it", () => {
    const all = [0, 1, 3].map((from) => vouches(from, upTo("a", "b")));
    expect(backup.after(all).executions).toEqual([fetched(1, "a"), fetched(2, "b")]);
    expect(backup.after(all, stable).executions).toEqual([fetched(2, "b")]);
  });

  test("goes on from there with what it has committed above", () => {
    const early = backup.after(decided(2, "b"));
    expect(early.executions).toEqual([]);
    const caughtUp = backup.after(
      [0, 1, 3].map((from) => vouches(from, upTo("a"))),
      early.replica,
    );
    expect(caughtUp.executions).toEqual([fetched(1, "a"), { slot: 2, view: 0, value: "b" }]);
    expect(bodies(caughtUp)).toEqual([{ kind: "CHECKPOINT", ...upTo("a", "b") }]);
  });

  test("fetches it where a NEW-VIEW starts at it", () => {
    const proposals = [{ slot: 2, value: "b" }];
    const entered = backup.after([[1, { kind: "NEW-VIEW", view: 1, stable: upTo("a"), proposals }]]);
    expect(entered.executions).toEqual([fetched(1, "a")]);
    expect(bodies(entered)).toEqual([{ kind: "PREPARE", view: 1, slot: 2, value: "b" }]);
    expect(entered.replica.checkpoints?.stable).toEqual(upTo("a"));
  });
});

describe("section 4.4, view changes", () => {
  const next = alone(pbft, 1, under(3));
  const changing = next.on(next.start.replica, "timeout").replica;
  const viewChange = (from: number, stable: Checkpoint, prepared: readonly [slot: number, value: Value][]): Sent => [
    from,
    { kind: "VIEW-CHANGE", view: 1, stable, prepared: prepared.map(([slot, value]) => ({ slot, view: 0, value })) },
  ];

  test("a VIEW-CHANGE shows the last stable checkpoint, and what is prepared above", () => {
    const { replica } = backup.after([at("PRE-PREPARE", 0, 2, "b"), at("PREPARE", 3, 2, "b")], stable);
    expect(bodies(backup.on(replica, "timeout"))).toEqual([
      { kind: "VIEW-CHANGE", view: 1, stable: upTo("a"), prepared: [{ slot: 2, view: 0, value: "b" }] },
    ]);
  });

  test("the NEW-VIEW starts at the latest stable checkpoint shown, and its primary fetches what it lacks", () => {
    const shown = [viewChange(2, upTo("a"), [[3, "b"]]), viewChange(3, GENESIS, [[1, "a"]])];
    const leads = next.after(shown, changing);
    const proposals = [
      { slot: 2, value: null },
      { slot: 3, value: "b" },
    ];
    expect(bodies(leads)).toEqual([{ kind: "NEW-VIEW", view: 1, stable: upTo("a"), proposals }]);
    expect(leads.executions).toEqual([fetched(1, "a")]);
  });

  test("were it the lowest, a slot that two have executed could be decided anew: node 3 helps node 1 to another value", () => {
    const [one, three] = [1, 3].map((id) => alone(pbft, id, under(1), "lowest-checkpoint")) as [
      typeof next,
      typeof next,
    ];
    // Node 2 has a stable checkpoint thanks to nodes 0 and 3; node 3 has executed the same; node 1 knows of nothing.
    const fromTwo = [at("PRE-PREPARE", 0), at("PREPARE", 2), at("COMMIT", 0), at("COMMIT", 2)];
    const executed = three.after(fromTwo);
    expect(executed.executions).toEqual([{ slot: 1, view: 0, value: "a" }]);
    const leads = one.after(
      [viewChange(2, upTo("a"), []), viewChange(0, GENESIS, [])],
      one.on(one.start.replica, "timeout").replica,
    );
    const newView: Message = { kind: "NEW-VIEW", view: 1, stable: GENESIS, proposals: [] };
    expect(bodies(leads)).toEqual([newView]);
    const proposes = one.every(leads.replica, { kind: "step", name: "pre-prepare" })[1];
    const ofView = (kind: "PRE-PREPARE" | "PREPARE" | "COMMIT", from: number) => at(kind, from, 1, "b", 1);
    const helps = three.after([[1, newView], ofView("PRE-PREPARE", 1), ofView("PREPARE", 0)], executed.replica);
    expect(bodies(helps).map(({ kind }) => kind)).toEqual(["PREPARE", "COMMIT"]);
    const votes = (["PREPARE", "COMMIT"] as const).flatMap((kind) => [0, 3].map((from) => ofView(kind, from)));
    expect(one.after(votes, proposes?.replica).executions).toEqual([{ slot: 1, view: 1, value: "b" }]);
  });

  test("who has a later one prepares what lies above it only", () => {
    const proposals = [
      { slot: 1, value: "a" },
      { slot: 2, value: "b" },
    ];
    const entered = backup.after([[1, { kind: "NEW-VIEW", view: 1, stable: GENESIS, proposals }]], stable);
    expect(bodies(entered)).toEqual([{ kind: "PREPARE", view: 1, slot: 2, value: "b" }]);
  });
});

describe("laws", () => {
  const value = fc.constantFrom<Value>("a", "b");
  const state = fc.array(value, { minLength: 1, maxLength: 3 });
  const proposal = fc.record({ slot: fc.integer({ min: 1, max: 3 }), value });
  const vote = (kind: "PRE-PREPARE" | "PREPARE" | "COMMIT"): fc.Arbitrary<Message> =>
    fc.record({ kind: fc.constant(kind), view: fc.nat(1), slot: fc.integer({ min: 1, max: 3 }), value });
  const body: fc.Arbitrary<Message> = fc.oneof(
    vote("PRE-PREPARE"),
    vote("PREPARE"),
    vote("COMMIT"),
    state.map((state): Message => ({ kind: "CHECKPOINT", ...upTo(...state) })),
    fc
      .tuple(state, fc.array(proposal, { maxLength: 1 }))
      .map(([state, proposals]): Message => ({ kind: "NEW-VIEW", view: 1, stable: upTo(...state), proposals })),
  );
  const inbox = fc.array(fc.tuple(fc.constantFrom(0, 1, 3), body), { maxLength: 30 });

  test("delivering twice is delivering once", () =>
    fc.assert(
      fc.property(inbox, (messages) => {
        const twice = backup.after(messages.flatMap((message) => [message, message]));
        expect(twice).toEqual(backup.after(messages));
      }),
    ));

  test("what is stable has been executed, and a replica accepts nothing outside its water marks", () =>
    fc.assert(
      fc.property(inbox, (messages) => {
        const { replica } = backup.after(messages);
        const low = replica.checkpoints?.stable.slot ?? 0;
        for (const [slot, { executed, proposed, prepares, commits }] of Object.entries(replica.slots)) {
          if (Number(slot) <= low) expect(executed).not.toEqual([]);
          if (Number(slot) <= low || Number(slot) > low + 2)
            expect({ proposed, prepares, commits }).toEqual({ proposed: [], prepares: {}, commits: {} });
        }
      }),
    ));

  test("without checkpoints nothing says anything of them", () => {
    const off = alone(pbft, 2, under(3, 0));
    expect(canonical(off.after(decided()))).not.toMatch(/checkpoint|stable/i);
    expect(bodies(off.on(off.start.replica, "timeout"))).toEqual([{ kind: "VIEW-CHANGE", view: 1, prepared: [] }]);
  });
});
