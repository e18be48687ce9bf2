import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import { FLAGS } from "../../cli/flags.ts";
import { nearest } from "../../cli/nearest.ts";
import { kebab } from "../../model/names.ts";
import { byzcheck, folder } from "./command.ts";

const read = (line: string) =>
  Object.fromEntries(
    [...readArguments(line.split(" "), FLAGS.check, "check").flags].map(([name, { values }]) => [name, values]),
  );

describe("a command line", () => {
  test("takes a value after a blank or an equals sign", () =>
    expect(read("--nodes 7 --faulty=2")).toEqual({ nodes: ["7"], faulty: ["2"] }));
  test("takes several values where they make sense", () =>
    expect(read("--property agreement,integrity commits --expect safe --expect violation:x")).toEqual({
      property: ["agreement", "integrity", "commits"],
      expect: ["safe", "violation:x"],
    }));
  test("takes a negative number as a value, for others to refuse", () =>
    expect(read("--nodes -1")).toEqual({ nodes: ["-1"] }));

  test.each([
    ["--nodez 4", 'no flag of check "--nodez"; did you mean "--nodes"?'],
    ["--nodes", "--nodes needs a value: --nodes N"],
    ["--nodes --faulty 1", "--nodes needs a value"],
    ["--nodes 4 --nodes 5", "--nodes is given twice"],
    ["--json=yes", "--json takes no value"],
    ["--quiet stray", 'does not know what to do with "stray"'],
  ])("%s is refused", (line, message) => expect(() => read(line)).toThrow(message));

  test("a near name is meant, a far one is not", () => {
    expect(nearest("protocl", ["protocol", "property"])).toBe("protocol");
    expect(nearest("xyz", ["protocol", "property"])).toBeNull();
  });
  test("a parameter in camelCase is a flag in kebab-case", () =>
    expect(kebab("byzantineValues")).toBe("byzantine-values"));
});

describe("garbage", () => {
  let shared = "";
  beforeEach(() => {
    shared = folder();
  });
  const garbage = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "-1",
      "0",
      "1",
      "4.5",
      "1e9",
      "NaN",
      "none",
      "list",
      "--",
      "-",
      "=",
      "--=",
      "--__proto__",
      "constructor",
    ),
  );
  const isHelp = (word: string): boolean => word === "-h" || word === "--help";

  test("is refused with exit 2 and never a stack trace", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(FLAGS)),
        fc.array(garbage, { minLength: 1 }),
        async (command, words) => {
          fc.pre(!words.some(isHelp) && words.some((word) => word !== "--"));
          const { code, out, err } = await byzcheck([command, ...words], { cwd: shared });
          expect({ code, out }).toEqual({ code: 2, out: "" });
          expect(err).not.toMatch(/^\s+at |a fault in byzcheck/m);
        },
      ),
      { numRuns: 300 },
    ));

  test("as the value of a flag ends in a verdict or a refusal, never in a stack trace", () => {
    // Not those that would start a process, or write where the value says.
    const flags = FLAGS.check
      .map(({ name }) => name)
      .filter((name) => !["protocol", "memory", "watch", "out", "report", "help"].includes(name));
    return fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...flags), garbage), { maxLength: 3 }), async (pairs) => {
        const words = pairs.flatMap(([name, value]) => [`--${name}`, value]);
        fc.pre(!words.some(isHelp));
        const line = ["check", "--protocol", "bsmr", "--rounds", "1", ...words];
        const { code, err } = await byzcheck(line, { cwd: shared });
        expect([0, 1, 2, 3, 4]).toContain(code);
        expect(err).not.toMatch(/^\s+at |a fault in byzcheck/m);
      }),
      { numRuns: 60 },
    );
  });

  test("as the name of a command is refused with exit 2", () =>
    fc.assert(
      fc.asyncProperty(garbage, async (word) => {
        fc.pre(!isHelp(word) && word !== "list");
        expect(await byzcheck([word], { cwd: shared })).toMatchObject({ code: 2, out: "" });
      }),
    ));
});
