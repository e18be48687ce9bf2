import { afterEach, describe, expect, test, vi } from "vitest";
import type { CrossCheck } from "../../checker/cross-check.ts";
import { byzcheck, folder } from "./command.ts";
import { correct } from "./protocols.ts";

/** What the cross-check says instead of what it finds: a planted disagreement, for there is no real one to show. */
let planted: Partial<CrossCheck> = {};
vi.mock("../../checker/cross-check.ts", async (original) => {
  const real = await original<typeof import("../../checker/cross-check.ts")>();
  return { crossCheck: async (options: never) => ({ ...(await real.crossCheck(options)), ...planted }) };
});
afterEach(() => {
  planted = {};
});

const DISAGREED = {
  agreed: false,
  differences: ["live, breadth-first: the verdict on small is VIOLATED, of ... SAFE"],
};
const line = "check --protocol ./mine.ts --cross-check";
const mine = (): string => folder({ "mine.ts": correct });

describe("check --cross-check", () => {
  test("compares every search with the reference system, and ends with 0 where all agree", async () => {
    const { code, out, err } = await byzcheck(line, { cwd: mine() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ {2}reference {2}breadth-first +\d+$/m);
    expect(out).toMatch(/^ {2}compiled {3}depth-first +\d+ {2}quotient, live, macro, monitor/m);
    expect(out).toMatch(/small SAFE\n\nAGREED \d+ searches, no difference\n$/);
  });

  test("takes the least bounds unless a flag says otherwise", async () => {
    const few = "check --protocol bsmr --cross-check --byzantine 3 --timeout 0.01";
    const { out } = await byzcheck(few);
    expect(out).toContain("rounds 1");
    // What it finds of many properties takes more than one line of the screen.
    expect(out.split("\n").filter((one) => one.length > 100)).toEqual([]);
    expect((await byzcheck(`${few} --rounds 2`)).out).toContain("rounds 2");
  });

  test("ends with 70 where engines disagree, and says how", async () => {
    planted = DISAGREED;
    const { code, out } = await byzcheck(line, { cwd: mine() });
    expect(code).toBe(70);
    expect(out).toContain("differences\n    live, breadth-first: the verdict on small is VIOLATED");
    expect(out).toMatch(/DISAGREED in 1 point: a verdict of one of these engines is wrong\n$/);
  });

  test("ends with 3 where something was cut short, and says what", async () => {
    const { code, out } = await byzcheck(`${line} --max-states 1`, { cwd: mine() });
    expect(code).toBe(3);
    expect(out).toMatch(/cut short\n {4}the reference system: stopped by max-states/);
    expect(out).toMatch(/^INCOMPLETE .* cut short or not made/m);
  });

  test("prints one JSON document with --json, and one line with --quiet", async () => {
    const cwd = mine();
    const json = JSON.parse((await byzcheck(`${line} --json`, { cwd })).out);
    expect(json).toMatchObject({ schemaVersion: 1, protocol: "counter", agreed: true, differences: [], cutShort: [] });
    expect(json.runs[0]).toMatchObject({ engine: "reference", verdicts: { small: "SAFE" } });
    expect((await byzcheck(`${line} --quiet`, { cwd })).out).toMatch(/^AGREED \d+ searches, no difference\n$/);
  });

  test.each(["--engine reference", "--reduce live", "--search random", "--expect safe", "--report json"])(
    "refuses %s, which it decides by itself",
    async (flag) => {
      const { code, err } = await byzcheck(`${line} ${flag}`, { cwd: mine() });
      expect(code).toBe(2);
      expect(err).toContain(`leave out ${flag.split(" ")[0]}`);
    },
  );

  test("is interrupted with 130", async () =>
    expect(await byzcheck(line, { cwd: mine(), interrupt: true })).toMatchObject({ code: 130 }));
});

describe("the gate", () => {
  const gate = (expectation: object, files = {}) =>
    byzcheck("gate", {
      cwd: folder({
        "mine.ts": correct,
        ...files,
        "byzcheck.config.ts": `export const config = { expectations: [${JSON.stringify(expectation)}] };`,
      }),
    });

  test("holds that every engine agrees on a protocol", async () => {
    const { code, out } = await gate({ crossCheck: "./mine.ts" });
    expect(out).toMatch(/^met +counter, cross-checked +every engine agrees +AGREED \d+ searches, no difference$/m);
    expect(code).toBe(0);
  });

  test("is shut where they do not, or where that was not found out", async () => {
    planted = DISAGREED;
    expect(await gate({ crossCheck: "./mine.ts" })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/NOT MET .*DISAGREED in 1 point.*\n {4}live, breadth-first/),
    });
    planted = { cutShort: ["the reference system: stopped by max-states"] };
    expect(await gate({ crossCheck: "./mine.ts" })).toMatchObject({ code: 1, out: expect.stringContaining("NOT MET") });
  });

  test.each([
    [{ crossCheck: "./mine.ts", protocol: "bsmr", expect: "safe" }, /must have one of: protocol, replay, crossCheck/],
    [{ crossCheck: "./mine.ts", expect: "safe" }, /no field of .* "expect"/],
    [{ crossCheck: 3 }, /expectations\[0\]\.crossCheck must be a protocol, a file, or one of/],
    [{ crossCheck: "bsmx" }, /expectations\[0\]: there is no protocol "bsmx"/],
  ])("refuses %j", async (expectation, message) => {
    const { code, err } = await gate(expectation);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
