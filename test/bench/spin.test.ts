import { describe, expect, test } from "vitest";
import { parsePan } from "../../bench/spin.ts";

const REPORT = `
State-vector 12 byte, depth reached 10, errors: 0
      288 states, stored
      474 states, matched
      762 transitions (= stored+matched)
`;

describe("what Spin reports", () => {
  test("is states, errors, and transitions without the initial state", () => {
    expect(parsePan(REPORT)).toEqual({ states: 288, transitions: 761, errors: 0 });
  });
  test("is no result where the search was cut short", () => {
    expect(() => parsePan("error: max search depth too small")).toThrow("has not finished");
    expect(() => parsePan(`Warning: Search not completed\n${REPORT}`)).toThrow("has not finished");
    expect(() => parsePan("pan: out of memory")).toThrow("not the report of a finished search");
  });
});
