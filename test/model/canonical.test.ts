import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, Interner, type Json } from "../../model/canonical.ts";
import { ModelError } from "../../model/error.ts";

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** The same value with the keys of every object written in the opposite order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turned(field)]),
  );
}

describe("the canonical text", () => {
  test("is the identity of a value: equal texts exactly where the values are equal", () => {
    fc.assert(
      fc.property(json, json, (a, b) => void expect(canonical(a) === canonical(b)).toBe(isDeepStrictEqual(a, b))),
    );
  });
  test("does not depend on the order in which keys were written", () => {
    fc.assert(fc.property(json, (value) => void expect(canonical(turned(value))).toBe(canonical(value))));
  });
  test("is JSON, and reads back as the value", () => {
    fc.assert(fc.property(json, (value) => void expect(JSON.parse(canonical(value))).toEqual(value)));
  });
  test("takes -0 for 0, a shared part for two equal parts, and an object without a prototype for a plain one", () => {
    const part = { a: 1 };
    expect(canonical(-0)).toBe(canonical(0));
    expect(canonical([part, part])).toBe(canonical([{ a: 1 }, { a: 1 }]));
    expect(canonical(Object.assign(Object.create(null), part))).toBe(canonical(part));
  });
});

class Ballot {
  number = 1;
}
const loop: { votes: unknown[] } = { votes: [] };
loop.votes.push({ back: loop });

describe("what is not plain data is refused with its path", () => {
  test.each<[string, unknown, RegExp]>([
    ["a function", { a: [{ f: () => 1 }] }, /^state\.a\[0\]\.f is a function/],
    ["a Date", { at: new Date(0) }, /^state\.at is an instance of Date/],
    ["a class", { ballot: new Ballot() }, /^state\.ballot is an instance of Ballot/],
    ["a Map", { votes: new Map() }, /^state\.votes is an instance of Map/],
    ["a Set", [new Set()], /^state\[0\] is an instance of Set/],
    ["NaN", { x: { y: Number.NaN } }, /^state\.x\.y is NaN/],
    ["infinity", [Number.NEGATIVE_INFINITY], /^state\[0\] is -Infinity/],
    ["undefined", { x: undefined }, /^state\.x is undefined/],
    ["a hole in an array", new Array(1), /^state\[0\] is undefined/],
    ["a bigint", { n: 1n }, /^state\.n is a bigint/],
    ["a symbol", { s: Symbol("s") }, /^state\.s is a symbol/],
    ["a symbol key", { x: { [Symbol("s")]: 1 } }, /^state\.x is an object with symbol keys/],
    ["a cycle", loop, /^state\.votes\[0\]\.back is a cycle/],
  ])("%s", (_what, value, message) => {
    expect(() => canonical(value, "state")).toThrow(message);
    expect(() => canonical(value, "state")).toThrow(/Keep plain data only/);
    expect(() => canonical(value, "state")).toThrow(ModelError);
  });
});

describe("an interner", () => {
  test("numbers values as a map of their texts would", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom("a", "b"), fc.nat(2))), (values) => {
        const interner = new Interner();
        const ids = values.map((value) => interner.id(value));
        values.forEach((value, at) => {
          expect(interner.value(ids[at] ?? -1)).toEqual(value);
          expect(ids[at]).toBe(ids[values.findIndex((other) => isDeepStrictEqual(other, value))]);
        });
        expect(interner.size).toBe(new Set(values.map((value) => canonical(value))).size);
      }),
    );
  });
  test("keeps one frozen representative", () => {
    const interner = new Interner<{ votes: number[] }>();
    const kept = interner.representative({ votes: [1] });
    expect(interner.representative({ votes: [1] })).toBe(kept);
    expect(Object.isFrozen(kept.votes)).toBe(true);
  });
  test("a value that can still change does not keep a number that it had", () => {
    const interner = new Interner<{ votes: number[] }>();
    interner.id({ votes: [1] });
    const open = { votes: [1] };
    expect(interner.id(open)).toBe(0);
    open.votes = [2];
    expect(interner.id(open)).toBe(1);
  });
  test("names the range where there is no such number", () => {
    expect(() => new Interner().value(3)).toThrow("no value has id 3; there are 0");
  });
});
