import { describe, expect, test } from "vitest";
import { byzcheck } from "./command.ts";

const lastLines = (...logs: readonly string[]): string => logs.map((log, id) => `node ${id}: ${log}\n`).join("");

describe("simulate ends with what every node holds", () => {
  test.each([
    ["--protocol bsmr --scenario result-equivocation", ["$1234", "$1234", "$2234", "$2234"]],
    ["--protocol bsmr --scenario proposal-equivocation", ["$1234", "$1234", "$2234", "$2234"]],
    ["--protocol pbft-rounds --scenario preprepare-equivocation", ["$234", "$234", "$234", "$234"]],
    ["--protocol bsmr", ["$1234", "$1234", "$1234", "$1234"]],
    ["--protocol pbft-rounds", ["$1234", "$1234", "$1234", "$1234"]],
    ["--protocol bsmr --seed 7", ["$1234", "$1234", "$1234", "$1234"]],
    ["--protocol pbft-rounds --seed 7", ["$1234", "$1234", "$1234", "$1234"]],
    ["--protocol bsmr --rounds 2 --nodes 3 --faulty 0", ["$12", "$12", "$12"]],
  ])("%s", async (flags, logs) => {
    const { code, out, err } = await byzcheck(`simulate ${flags}`);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.endsWith(lastLines(...logs))).toBe(true);
  });

  test("after the messages, as they are sent, told falsely and accepted", async () => {
    const { out } = await byzcheck("simulate --protocol bsmr --scenario result-equivocation");
    for (const line of [
      "round 0, primary node 0",
      "node 0 -> node 1  PROPOSAL round 0 value 1",
      "node 1 <- node 0  PROPOSAL round 0 value 1   accepted",
      "node 1 -> node 0  REPLY round 0 value 5",
      "node 0 received f+1 = 2 replies, minimum 1",
      "node 0 -> node 2  RESULT round 0 value 2     lie",
      "node 2 <- node 0  RESULT round 0 value 2     accepted",
      "node 2: $2",
    ]) {
      expect(out.split("\n")).toContain(line);
    }
  });

  test("in one colour per node on a terminal", async () =>
    expect((await byzcheck("simulate --protocol bsmr --rounds 1", { isTTY: true })).out).toContain(
      "\x1b[36mnode 0\x1b[39m",
    ));
});

describe("simulate refuses", () => {
  test.each([
    ["--protocol bsmr --scenario equivocation", /no scenario of bsmr "equivocation"/],
    ["--protocol bsmr --scenario honest --seed 1", /give --scenario or --seed, not both/],
    ["--protocol bsmr --seed 1.5", /--seed is 1.5; it must be a whole number/],
    ["--protocol bsmr --max-states 1", /no flag of simulate "--max-states"/],
  ])("%s", async (flags, message) => {
    const { code, out, err } = await byzcheck(`simulate ${flags}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});
