import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configure, settingOf } from "../../model/configuration.ts";
import { ModelError } from "../../model/error.ts";
import { judge } from "../../model/judge.ts";
import type { Body } from "../../model/message.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { commits, executes } from "../../model/properties/commits.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import type { Log, OutputProperty, Property } from "../../model/property.ts";
import type { GlobalState } from "../../model/state.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

/** A log in short: "0a 1b" executed a for slot 0, then b for slot 1. */
const log = (text: string | null): Log | null =>
  text === null
    ? null
    : (text.match(/\S+/g) ?? []).map((entry) => ({ slot: Number(entry[0]), view: 0, value: entry.slice(1) }));
const finds = (property: OutputProperty, ...logs: readonly (string | null)[]) =>
  property.judge({ logs: logs.map(log), sent: [] })?.says ?? null;

describe("agreement", () => {
  test.each<[string, readonly (string | null)[], string | null]>([
    ["nothing executed", ["", ""], null],
    ["the same values, in another order", ["0a 1b", "1b 0a"], null],
    ["different slots", ["0a", "1b"], null],
    ["a liar has no log", [null, "0a"], null],
    ["two values for a slot", [null, "1c 0a", "0b"], "node 1 executed a and node 2 executed b in slot 0"],
    ["one node changes its mind", ["0a 0b"], "node 0 executed a and node 0 executed b in slot 0"],
    ["one node executes a value twice", ["0a 0a"], null],
  ])("%s", (_what, logs, says) => expect(finds(agreement(), ...logs)).toBe(says));

  test("takes the protocol's word for a slot", () =>
    expect(finds(agreement("round"), "0a", "0b")).toMatch(/in round 0$/));
});

describe("log-consistency", () => {
  test.each<[string, readonly (string | null)[], string | null]>([
    ["a prefix", ["0a 1b", "0a", ""], null],
    ["a liar has no log", [null, "0a", "0a"], null],
    ["another slot with the same value is the same entry", ["0a", "1a"], null],
    ["a gap: agreement holds, the logs part", ["0a 1b", "1b"], "entry 1 of the log is a at node 0 and b at node 1"],
    ["they part later", ["0a 1b", null, "0a 1c 2d"], "entry 2 of the log is b at node 0 and c at node 2"],
  ])("%s", (_what, logs, says) => expect(finds(logConsistency(), ...logs)).toBe(says));

  test("is what it says, pair by pair", () => {
    const logs = fc.array(
      fc.array(fc.constantFrom("0a", "1b", "1c"), { maxLength: 3 }).map((entries) => entries.join(" ")),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(logs, (all) => {
        const pairs = all.flatMap((a) => all.map((b) => [a, b] as const));
        const consistent = pairs.every(([a, b]) => a.startsWith(b) || b.startsWith(a));
        expect(finds(logConsistency(), ...all) === null).toBe(consistent);
      }),
    );
  });
});

describe("integrity", () => {
  test.each<[string, readonly (string | null)[], string | null]>([
    ["each slot once", ["0a 1b", "0a"], null],
    ["a slot twice, with one value", ["0a", "0a 1b 0a"], "node 1 executed slot 0 twice"],
    ["a slot twice, with two values", [null, "2a 2b"], "node 1 executed slot 2 twice"],
  ])("%s", (_what, logs, says) => expect(finds(integrity(), ...logs)).toBe(says));
});

describe("commits", () => {
  test("is met by any execution, others by the execution that they look for", () => {
    expect(finds(commits(), null, "")).toBeNull();
    expect(finds(commits(), null, "", "1b")).toBe("node 2 executed b");
    const late = executes("late", "slot 1", ({ slot }) => slot === 1);
    expect(finds(late, "0a")).toBeNull();
    expect(finds(late, "0a 1b")).toBe("node 0 executed b");
  });
  test("says where it does not apply", () => {
    expect(commits().notApplicable).toBeUndefined();
    expect(executes("late", "slot 1", () => true, "one slot only").notApplicable).toBe("one slot only");
  });
});

describe("judging", () => {
  const setting = settingOf(bsmr, configure(bsmr));
  const state: GlobalState<number, Body> = {
    replicas: [null, 10, 20, 30],
    logs: [null, [], [], []],
    soup: ["A", "B"].map((kind) => ({ from: 1, to: "all", body: { kind } })),
  };
  const common = { name: "watch", kind: "always", says: "nothing" } as const;
  const says = (it: unknown) => ({ says: JSON.stringify(it), replicas: [] });

  test("shows a property the replicas as it observes them, and null for a liar", () => {
    const property: Property<number> = {
      ...common,
      over: "replicas",
      observe: (replica, id) => replica + id,
      judge: says,
    };
    expect(judge(property, state, setting)?.says).toBe("[null,11,22,33]");
  });
  test("shows a property the logs, and of what was sent that which it declares", () => {
    const property: OutputProperty = {
      ...common,
      over: "outputs",
      sends: ({ body }) => body.kind === "B",
      judge: says,
    };
    expect(judge(property, state, setting)?.says).toContain('"sent":[{"from":1,"to":"all","body":{"kind":"B"}}]');
    const { sends: _none, ...blind } = property;
    expect(judge(blind, state, setting)?.says).toContain('"sent":[]');
  });
  test("names the property that throws", () => {
    const property: OutputProperty = {
      ...common,
      over: "outputs",
      judge: () => {
        throw new Error("no log");
      },
    };
    expect(() => judge(property, state, setting)).toThrow("property watch threw: no log");
    expect(() => judge(property, state, setting)).toThrow(ModelError);
  });
});
