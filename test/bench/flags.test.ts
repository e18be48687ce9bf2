import { describe, expect, test } from "vitest";
import { readBenchFlags } from "../../bench/flags.ts";
import type { Suite } from "../../bench/suite.ts";

const suite = (name: string, long: boolean): Suite => ({
  name,
  says: `measures ${name}`,
  long,
  measure: () => Promise.reject(new Error("nothing is measured here")),
});
const ALL = [suite("raw", false), suite("memory", true)];
const named = (...argv: string[]) => {
  const settings = readBenchFlags(argv, ALL);
  return typeof settings === "string" ? settings : settings.suites.map(({ name }) => name);
};

describe("the command line of the benchmark", () => {
  test("runs all suites but the long ones, these as well, or those that are named", () => {
    expect(named()).toEqual(["raw"]);
    expect(named("--long")).toEqual(["raw", "memory"]);
    expect(named("--only", "memory")).toEqual(["memory"]);
  });
  test("has a help text that names every suite", () => {
    expect(named("--help")).toContain("memory      long. measures memory");
    expect(named("--only", "raw", "-h")).toContain("--rounds N");
  });
  test.each([
    [["--onyl", "raw"], 'there is no flag of bench "--onyl"; did you mean "--only"?'],
    [["--only", "rwa"], '--only is "rwa"; it must be one of: raw, memory (did you mean raw?)'],
    [["--rounds", "0"], "--rounds is 0; it must be a whole number, 1 or more"],
    [["--rounds", "many"], '--rounds is "many"; it must be a number'],
    [["--rounds"], "--rounds needs a value: --rounds N"],
    [["raw"], 'bench does not know what to do with "raw"'],
    [["--against", "/nowhere"], "--against is /nowhere; it must be the folder of another clone"],
  ])("refuses %j", (argv, words) => expect(() => named(...argv)).toThrow(words));
});
