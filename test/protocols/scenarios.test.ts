import { describe, expect, test } from "vitest";
import { play } from "../../checker/play.ts";
import { configure } from "../../model/configuration.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

/** Every node's string, in order of the ids, and what was noticed on the way. */
function run(protocol: Protocol, name: string, seed?: number): { strings: string; noticed: readonly string[] } {
  const scenario = protocol.scenarios?.[name];
  if (!scenario) throw new Error(`${protocol.name} has no scenario ${name}`);
  let strings = "";
  const noticed: string[] = [];
  for (const event of play(protocol, configure(protocol, scenario.under), { scenario, seed })) {
    if (event.kind === "noticed") noticed.push(`node ${event.replica} ${event.says}`);
    if (event.kind === "end") strings = event.logs.map((log) => `$${log.map(({ value }) => value).join("")}`).join(" ");
  }
  return { strings, noticed };
}

const runs: readonly (readonly [Protocol, string, string])[] = [
  [bsmr, "honest", "$1234 $1234 $1234 $1234"],
  [bsmr, "result-equivocation", "$1234 $1234 $2234 $2234"],
  [bsmr, "proposal-equivocation", "$1234 $1234 $2234 $2234"],
  [pbftRounds, "honest", "$1234 $1234 $1234 $1234"],
  [pbftRounds, "preprepare-equivocation", "$234 $234 $234 $234"],
];

describe("the known runs end as they are known to", () => {
  for (const [protocol, name, strings] of runs) {
    test(`${protocol.name} ${name}, first in first out`, () => expect(run(protocol, name).strings).toBe(strings));
    test.each([1, 2, 3])(`${protocol.name} ${name}, in a random order, seed %i`, (seed) =>
      expect(run(protocol, name, seed).strings).toBe(strings),
    );
  }
});

describe("what is noticed", () => {
  test("the primary of bsmr says what it has received", () =>
    expect(run(bsmr, "honest").noticed[0]).toBe("node 0 received f+1 = 2 replies, minimum 1"));

  test("two replicas prepare the lie, nobody commits it, and everybody goes to view 1", () => {
    const { noticed } = run(pbftRounds, "preprepare-equivocation");
    expect(
      noticed
        .filter((says) => says.includes("prepared value 2"))
        .slice(0, 2)
        .sort(),
    ).toEqual(["node 2 prepared value 2", "node 3 prepared value 2"]);
    expect(noticed.filter((says) => says.includes("timeout"))).toEqual(
      [0, 1, 2, 3].map((id) => `node ${id} timeout: skips slot 0, view 1`),
    );
    expect(noticed.filter((says) => says.includes("in slot 0"))).toEqual([]);
  });
});
