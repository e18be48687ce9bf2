import { describe, expect, test } from "vitest";
import { Values } from "../../../reports/space-time/values.ts";

describe("values", () => {
  test("look different from each other, however many there are", () => {
    const values = new Values([]);
    for (let value = 0; value < 64; value++) values.index(value);
    const looks = values.all.map(({ colour, shape }) => `${colour} ${shape}`);
    expect(new Set(looks).size).toBe(64);
    expect(new Set(values.all.slice(0, 8).map(({ colour }) => colour)).size).toBe(8);
    expect(new Set(values.all.slice(0, 8).map(({ shape }) => shape)).size).toBe(8);
  });

  test("are what messages carry in fields of that name, at any depth", () => {
    const values = new Values([]);
    const body = {
      kind: "NEW-VIEW",
      view: 1,
      proposals: [
        { slot: 1, value: "a" },
        { slot: 2, value: null },
      ],
    };
    expect(values.carriedBy(body).map((index) => values.all[index]?.text)).toEqual(["a", "null"]);
    expect(values.carriedBy({ kind: "PREPARE", value: "a" } as never)).toEqual([0]);
    expect(values.carriedBy({ kind: "VIEW-CHANGE", view: 1 } as never)).toEqual([]);
  });

  test("are texts that are executed, where a protocol calls its fields otherwise", () => {
    const values = new Values(["pay", 1]);
    const carried = values.carriedBy({ kind: "ORDER", number: 1, what: "pay", from: "me" } as never);
    expect(carried.map((index) => values.all[index]?.text)).toEqual(["pay"]);
  });
});
