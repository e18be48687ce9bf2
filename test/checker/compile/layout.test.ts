import fc from "fast-check";
import { expect, test } from "vitest";
import { Layout } from "../../../checker/compile/layout.ts";
import { Values } from "../../../checker/compile/values.ts";

const value = fc.oneof(
  fc.nat(2),
  fc.constant(null),
  fc.dictionary(fc.constantFrom("x", "y"), fc.nat(1)),
  fc.array(fc.nat(1)),
);
const state = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), value, { noNullPrototype: true });

test("a row is its state again, also where keys come that the first state did not have", () => {
  fc.assert(
    fc.property(state, fc.array(state), (first, later) => {
      const layout = new Layout(new Values(), first);
      for (const one of [first, ...later]) expect(layout.state(layout.row(one))).toEqual(one);
    }),
  );
});

test("a state that is read whole is not taken for one with another key", () => {
  const layout = new Layout(new Values(), { a: 1 });
  const looks = layout.looks([{ path: [], whole: true }]);
  const [before, after] = [layout.row({ a: 1 }), layout.row({ a: 1, b: 2 })];
  expect(looks.map((look) => look.see(before))).not.toEqual(looks.map((look) => look.see(after)));
});

test("of a record only its being there is seen, unless it is read whole", () => {
  const layout = new Layout(new Values(), { a: {} });
  const [one, other, none] = [layout.row({ a: { x: 1 } }), layout.row({ a: { x: 2 } }), layout.row({})];
  const sees = (whole: boolean) =>
    layout.looks([{ path: ["a"], whole }]).map((look) => [one, other, none].map((row) => look.see(row)));
  expect(sees(false)).toEqual([[0, 0, 1]]);
  expect(sees(true)).toEqual([[0, 1, 2]]);
});

test("a write puts a value at its path and leaves the rest alone; undefined takes the key away", () => {
  const layout = new Layout(new Values(), { a: { x: 1, y: 2 } });
  const write = (path: readonly string[], item: unknown) => {
    const row = layout.row({ a: { x: 1, y: 2 } });
    for (const { column, put } of layout.writes(path, item)) row[column] = put(row[column] as number);
    return layout.state(row);
  };
  expect(write(["a", "x"], 3)).toEqual({ a: { x: 3, y: 2 } });
  expect(write(["a", "x"], undefined)).toEqual({ a: { y: 2 } });
  expect(write(["a"], undefined)).toEqual({});
  expect(write(["late", "z"], 1)).toEqual({ a: { x: 1, y: 2 }, late: { z: 1 } });
});
