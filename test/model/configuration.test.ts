import { describe, expect, test } from "vitest";
import { ConfigurationError, configure, settingOf } from "../../model/configuration.ts";
import { type ConfigurationChange, defineProtocol, type Protocol, type Variant } from "../../model/protocol.ts";

type Rules = { readonly needed: number };
const variant: Variant<{ readonly slots: number; readonly mode: string }, Rules> = {
  says: "one vote fewer",
  rules: ({ needed }, { f }) => ({ needed: needed - f }),
  expect: [],
  because: "one",
};
const protocol = defineProtocol<
  { readonly x: number },
  { readonly kind: "A" },
  { readonly slots: number; readonly mode: string },
  Rules
>({
  name: "tiny",
  says: "nothing",
  kinds: ["A"],
  defaults: { nodes: 4, faulty: 1, byzantine: [0, 3], timing: "none" },
  parameters: {
    slots: { type: "integer", default: 2, minimum: 1, maximum: 9, says: "slots" },
    mode: { type: "choice", default: "calm", options: ["calm", "wild"], says: "mode" },
  },
  rules: ({ f }) => ({ needed: 2 * f + 1 }),
  start: () => ({ x: 0 }),
  receive: () => undefined,
  timeout: () => undefined,
  properties: () => [],
  variants: { fewer: variant },
});
const bare: Protocol = { ...protocol, variants: undefined } as unknown as Protocol;

describe("a configuration", () => {
  test("is the defaults where nothing is wished", () => {
    expect(configure(protocol)).toEqual({
      nodes: 4,
      faulty: 1,
      byzantine: [0, 3],
      timing: "none",
      variant: null,
      parameters: { slots: 2, mode: "calm" },
    });
  });
  test("leaves out default liars that do not exist, and sorts those that are wished", () => {
    expect(configure(protocol, { nodes: 3 }).byzantine).toEqual([0]);
    expect(configure(protocol, { byzantine: [2, 0] }).byzantine).toEqual([0, 2]);
  });
  test("may have more liars than the protocol tolerates", () => {
    expect(configure(protocol, { faulty: 0, byzantine: [1, 2] }).byzantine).toEqual([1, 2]);
  });
  test("gives a setting: honest and Byzantine apart, and the rules of the variant", () => {
    const setting = settingOf(protocol, configure(protocol, { parameters: { slots: 3 } }, "fewer"));
    expect(setting).toMatchObject({ n: 4, f: 1, byzantine: [0, 3], honest: [1, 2], rules: { needed: 2 } });
    expect(settingOf(protocol, configure(protocol)).rules).toEqual({ needed: 3 });
  });
});

describe("a configuration that makes no sense is refused with what would", () => {
  test.each<[string, ConfigurationChange, RegExp]>([
    ["no nodes", { nodes: 0 }, /nodes is 0; it must be a whole number, 1 or more/],
    ["half a node", { nodes: 1.5 }, /nodes is 1.5/],
    ["nodes that are no number", { nodes: Number.NaN }, /nodes is NaN/],
    [
      "as many faulty as nodes",
      { faulty: 4 },
      /faulty is 4; it must be a whole number, 0 to 3 \(fewer than the 4 nodes\)/,
    ],
    ["fewer than none faulty", { faulty: -1 }, /faulty is -1/],
    ["a liar that does not exist", { byzantine: [4] }, /byzantine id 4 is out of range; the nodes are 0 to 3/],
    ["a liar before the first", { byzantine: [-1] }, /byzantine id -1 is out of range/],
    ["one liar twice", { byzantine: [1, 1] }, /byzantine names a node twice: 1, 1/],
    ["nobody honest", { byzantine: [0, 1, 2, 3] }, /every node is Byzantine; leave one honest/],
    ["a timing that it has not", { timing: "lockstep" }, /timing lockstep .* it has: asynchronous, none/],
    ["an unknown parameter", { parameters: { rounds: 1 } }, /no parameter "rounds"; it has: slots, mode/],
    ["a parameter from Object", { parameters: { toString: 1 } }, /no parameter "toString"/],
    ["too few slots", { parameters: { slots: 0 } }, /slots is 0; it must be a whole number, 1 to 9/],
    ["too many slots", { parameters: { slots: 10 } }, /slots is 10/],
    ["slots in words", { parameters: { slots: "two" } }, /slots is two/],
    ["a mode that it has not", { parameters: { mode: "odd" } }, /mode is odd; it must be one of: calm, wild/],
  ])("%s", (_what, change, message) => {
    expect(() => configure(protocol, change)).toThrow(message);
    expect(() => configure(protocol, change)).toThrow(ConfigurationError);
  });
  test("a parameter that is called like an option of every check", () => {
    const called = (name: string): Protocol =>
      ({ ...protocol, parameters: { [name]: { type: "integer", default: 1, minimum: 1, says: "" } } }) as never;
    for (const name of ["nodes", "byzantine", "maxStates", "max-states", "property"]) {
      expect(() => configure(called(name))).toThrow(`tiny has a parameter "${name}", which is what an option`);
    }
    expect(() => configure(called("slots"))).not.toThrow();
  });
  test("an unknown variant", () => {
    expect(() => configure(protocol, {}, "more")).toThrow(/tiny has no variant "more"; it has: fewer/);
    expect(() => configure(bare, {}, "more")).toThrow(/it has: none/);
  });
});
