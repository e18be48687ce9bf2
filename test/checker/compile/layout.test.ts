import fc from "fast-check";
import { expect, test } from "vitest";
import { Layout } from "../../../checker/compile/layout.ts";
import type { Read } from "../../../checker/compile/places.ts";
import { Values } from "../../../checker/compile/values.ts";

const inner = fc.dictionary(fc.constantFrom("x", "y"), fc.nat(1), { noNullPrototype: true });
const value = fc.oneof(
  fc.nat(2),
  fc.constant(null),
  inner,
  fc.array(fc.nat(1)),
  fc.array(fc.oneof(inner, fc.nat(1), fc.array(inner))),
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
  const looks = layout.looks([layout.root.whole]);
  const [before, after] = [layout.row({ a: 1 }), layout.row({ a: 1, b: 2 })];
  expect(looks.map((look) => look.see(before))).not.toEqual(looks.map((look) => look.see(after)));
});

test("of a record only its being there is seen, unless it is read whole", () => {
  const layout = new Layout(new Values(), { a: {} });
  const [one, other, none] = [layout.row({ a: { x: 1 } }), layout.row({ a: { x: 2 } }), layout.row({})];
  const sees = (sight: "kind" | "whole") =>
    layout.looks([layout.root.at("a")[sight]]).map((look) => [one, other, none].map((row) => look.see(row)));
  expect(sees("kind")).toEqual([[0, 0, 1]]);
  expect(sees("whole")).toEqual([[0, 1, 2]]);
});

test("of a list of primitives is seen how long it is, and whether it holds an item", () => {
  const layout = new Layout(new Values(), { a: [] });
  const rows = [[], [1], [2], [1, 2], [{}]].map((a) => layout.row({ a }));
  const place = layout.root.at("a");
  const sees = (read: Read) => layout.looks([read]).map((look) => rows.map((row) => look.see(row)));
  expect(sees(place.at("length").kind)).toEqual([[0, 1, 1, 2, 1]]);
  expect(sees(place.holding(1))).toEqual([[0, 1, 0, 1, 0]]);
  expect(sees(place.kind)).toEqual([[0, 0, 0, 0, 1]]);
});

test("what stands in the records of a list has columns of its own", () => {
  const slots = [{ votes: {}, value: 1 }, { votes: {} }];
  const layout = new Layout(new Values(), { slots, view: 0 });
  expect(layout.width).toBe(5);
  for (const state of [
    { slots, view: 1 },
    { slots: [{ votes: 1 }], view: 0 },
    { slots: 7 },
    { slots: [slots[0], 1] },
  ]) {
    expect(layout.state(layout.row(state))).toEqual(state);
  }
});

test("a record that holds columns is written whole, the rest of it as well", () => {
  const layout = new Layout(new Values(), { slots: [{ a: 1, b: 2 }, { a: 3 }] });
  const row = layout.row({ slots: [{ a: 1, b: 2, late: 5 }, { a: 3 }] });
  for (const { column, put } of layout.writes(layout.root.at("slots").at("0"), { a: 4, later: 6 })) {
    row[column] = put(row[column] as number);
  }
  expect(layout.state(row)).toEqual({ slots: [{ a: 4, later: 6 }, { a: 3 }] });
});

test("a write puts a value at its path and leaves the rest alone; undefined takes the key away", () => {
  const layout = new Layout(new Values(), { a: { x: 1, y: 2 } });
  const write = (path: readonly string[], item: unknown) => {
    const row = layout.row({ a: { x: 1, y: 2 } });
    for (const { column, put } of layout.writes(
      path.reduce((place, key) => place.at(key), layout.root),
      item,
    ))
      row[column] = put(row[column] as number);
    return layout.state(row);
  };
  expect(write(["a", "x"], 3)).toEqual({ a: { x: 3, y: 2 } });
  expect(write(["a", "x"], undefined)).toEqual({ a: { y: 2 } });
  expect(write(["a"], undefined)).toEqual({});
  expect(write(["late", "z"], 1)).toEqual({ a: { x: 1, y: 2 }, late: { z: 1 } });
});
