import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../model/canonical.ts";
import type { Body } from "../../model/message.ts";
import type { Protocol, Timing } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import type { Message as BsmrMessage } from "../../protocols/bsmr/messages.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import type { Message as PbftMessage } from "../../protocols/pbft-rounds/messages.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";
import { alone } from "./machine.ts";

const small = fc.nat(2);
const timing = fc.constantFrom<Timing>("none", "asynchronous", "lockstep");
const ofBsmr: fc.Arbitrary<BsmrMessage> = fc.record({
  kind: fc.constantFrom("PROPOSAL", "REPLY", "RESULT"),
  round: small,
  value: fc.nat(6),
});
const ofPbft: fc.Arbitrary<PbftMessage> = fc.record({
  kind: fc.constantFrom("PRE-PREPARE", "PREPARE", "COMMIT"),
  view: fc.nat(1),
  slot: fc.nat(1),
  value: fc.integer({ min: 1, max: 2 }),
});
const ofTwoPhase = fc.record({ kind: fc.constantFrom("PREPARED", "COMMIT", "ABORT") });

/** What replica `id` is sent by others, in order. */
const inbox = <B extends Body>(id: number, body: fc.Arbitrary<B>) =>
  fc.array(fc.tuple(fc.constantFrom(...[0, 1, 2, 3].filter((from) => from !== id)), body), { maxLength: 30 });

function laws<R, B extends Body>(protocol: Protocol<R, B>, body: fc.Arbitrary<B>): void {
  const cases = fc.nat(3).chain((id) => fc.tuple(fc.constant(id), inbox(id, body)));

  test(`${protocol.name}: a reducer leaves its input as it was, and does the same again`, () =>
    fc.assert(
      fc.property(cases, ([id, messages]) => {
        const solo = alone(protocol, id);
        const { replica } = solo.after(messages.slice(1));
        const before = canonical(replica);
        const [message] = messages;
        if (!message) return;
        const step = solo.receive(replica, ...message);
        expect(canonical(replica)).toBe(before);
        expect(solo.receive(replica, ...message)).toEqual(step);
        expect(Object.isFrozen(step.replica)).toBe(true);
      }),
    ));

  test(`${protocol.name}: delivering twice is delivering once`, () =>
    fc.assert(
      fc.property(cases, ([id, messages]) => {
        const solo = alone(protocol, id);
        const once = solo.after(messages);
        const twice = solo.after(messages.flatMap((message) => [message, message]));
        expect(twice).toEqual(once);
      }),
    ));
}

describe("laws of the reducers", () => {
  laws(bsmr, ofBsmr);
  laws(pbftRounds, ofPbft);
  laws(twoPhaseCommit, ofTwoPhase);

  const inFirstSlot = inbox(
    1,
    ofPbft.map((message) => ({ ...message, view: 0, slot: 0 })),
  );
  const again = (variant: string | null) =>
    fc.property(timing, inFirstSlot, (timing, messages) => {
      const solo = alone(pbftRounds, 1, { timing }, variant);
      const { replica } = solo.after(messages);
      expect(solo.after(messages, replica)).toMatchObject({ replica, executions: [] });
    });

  test("all messages of a slot may be delivered again, and nothing changes", () => fc.assert(again(null)));

  test("which is what counting copies breaks", () => expect(fc.check(again("count-copies")).failed).toBe(true));

  test("the order in which a replica of pbft-rounds receives the votes of one slot does not matter", () => {
    const vote = fc.record({
      kind: fc.constantFrom<"PREPARE" | "COMMIT">("PREPARE", "COMMIT"),
      view: fc.constant(0),
      slot: fc.constant(0),
      value: fc.integer({ min: 1, max: 2 }),
    });
    const orders = fc
      .tuple(inbox(1, vote), fc.integer({ min: 1, max: 2 }))
      .map(([votes, value]): (readonly [number, PbftMessage])[] => [
        ...votes,
        [0, { kind: "PRE-PREPARE", view: 0, slot: 0, value }],
      ])
      .chain((messages) =>
        fc.tuple(
          fc.constant(messages),
          fc.shuffledSubarray(messages, { minLength: messages.length, maxLength: messages.length }),
        ),
      );
    fc.assert(
      fc.property(timing, orders, (timing, [one, other]) => {
        const solo = alone(pbftRounds, 1, { timing });
        const [first, second] = [solo.after(one), solo.after(other)];
        expect(second.replica).toEqual(first.replica);
        expect(second.executions).toEqual(first.executions);
        expect(second.sends.map(canonical as (value: unknown) => string).sort()).toEqual(
          first.sends.map(canonical as (value: unknown) => string).sort(),
        );
      }),
      { numRuns: 300 },
    );
  });
});
