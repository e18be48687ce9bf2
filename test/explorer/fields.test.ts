import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, setupFrom } from "../../explorer/fields.ts";
import { offersOf } from "../../explorer/offers.ts";
import { begin } from "../../explorer/session.ts";
import { keyOf, setupOf } from "../../explorer/setup.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { anySetup } from "./sessions.ts";

test("the fields of a setup say that setup; a scenario is left when they are changed", () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      const again = setupFrom(setup.protocol, fieldsOf(setup));
      expect(keyOf(again)).toBe(keyOf({ ...setup, scenario: null }));
    }),
    { numRuns: 20 },
  );
});

const usual = fieldsOf(setupOf(bsmr));

test("fewer nodes leave out the liars among those that are gone", () => {
  const setup = setupFrom(bsmr, { ...usual, nodes: "3", byzantine: [0, 3] });
  expect(setup.configuration).toMatchObject({ nodes: 3, byzantine: [0] });
});

test.each([
  [{ nodes: "" }, /nodes must be a whole number/],
  [{ nodes: "4.5" }, /nodes must be a whole number/],
  [{ faulty: "4" }, /faulty is 4; it must be/],
  [{ byzantine: [0, 1, 2, 3] }, /every node is Byzantine/],
  [{ parameters: { ...usual.parameters, rounds: "x" } }, /rounds must be a whole number/],
  [{ parameters: { ...usual.parameters, rounds: "0" } }, /rounds is 0; it must be a whole number, 1 to 100/],
])("fields that make no sense are refused: %j", (change, message) =>
  expect(() => setupFrom(bsmr, { ...usual, ...change })).toThrow(message),
);

test("what is offered says what it is and what it would change", () => {
  const offers = (session: ReturnType<typeof begin>) => offersOf(session).map(({ says, effect }) => ({ says, effect }));
  expect(offers(begin(setupOf(bsmr)))).toContainEqual({
    says: "RESULT round 0 value 2",
    effect: "round 0 -> 1, log $2",
  });
  const honest = offers(begin(setupOf(pbft, { byzantine: [] })));
  expect(honest.map(({ says }) => says)).toEqual(
    expect.arrayContaining(["timeout", "pre-prepare, chooses {slot: 1, value: a}"]),
  );
});
