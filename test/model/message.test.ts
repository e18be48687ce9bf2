import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  atLeast,
  type Body,
  type Evidence,
  every,
  holds,
  isFor,
  type Signed,
  signed,
  some,
  words,
} from "../../model/message.ts";

const statement: fc.Arbitrary<Signed> = fc.record({
  from: fc.nat(2),
  body: fc.constantFrom({ kind: "A" }, { kind: "B" }),
});
const { evidence } = fc.letrec<{ evidence: Evidence }>((tie) => ({
  evidence: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    statement.map(({ from, body }) => signed(from, body)),
    fc.record({ atLeast: fc.nat(3), of: fc.array(tie("evidence"), { maxLength: 3 }) }),
  ),
}));

const same = (a: Signed, b: Signed): boolean => a.from === b.from && a.body.kind === b.body.kind;
const shown =
  (sent: readonly Signed[]) =>
  (one: Signed<Body>): boolean =>
    sent.some((other) => same(one, other));

describe("evidence", () => {
  test("once it holds it holds for ever: more messages never take it away", () => {
    fc.assert(
      fc.property(evidence, fc.array(statement), fc.array(statement), (formula, before, later) => {
        if (holds(formula, shown(before))) expect(holds(formula, shown([...before, ...later]))).toBe(true);
      }),
    );
  });
  test("at least k of them is counting", () => {
    fc.assert(
      fc.property(fc.nat(4), fc.array(evidence, { maxLength: 4 }), fc.array(statement), (k, parts, sent) => {
        const held = parts.filter((part) => holds(part, shown(sent))).length;
        expect(holds(atLeast(k, parts), shown(sent))).toBe(held >= k);
        expect(holds(every(...parts), shown(sent))).toBe(held === parts.length);
        expect(holds(some(...parts), shown(sent))).toBe(held > 0);
      }),
    );
  });
  test("every of nothing always holds, some of nothing never", () => {
    expect(holds(every(), () => false)).toBe(true);
    expect(holds(some(), () => true)).toBe(false);
  });
  test("a statement counts for its signer alone", () => {
    const vote = signed(1, { kind: "A" });
    expect(holds(vote, shown([{ from: 2, body: { kind: "A" } }]))).toBe(false);
    expect(holds(vote, shown([{ from: 1, body: { kind: "A" } }]))).toBe(true);
  });
});

describe("an envelope", () => {
  test("to all is for every replica but its sender", () => {
    const envelope = { from: 1, to: "all", body: { kind: "A" } } as const;
    expect([0, 1, 2].map((id) => isFor(envelope, id))).toEqual([true, false, true]);
    expect([0, 1, 2].map((id) => isFor({ ...envelope, to: 2 }, id))).toEqual([false, false, true]);
  });
  test("is printed as its kind and its fields, in the order in which they were written", () => {
    const body = { kind: "PRE-PREPARE", view: 0, slot: 2, value: "x", of: [1, { b: 1, a: null }] };
    expect(words(body)).toBe('PRE-PREPARE view 0 slot 2 value x of [1,{"a":null,"b":1}]');
  });
});
