import { describe, expect, test } from "vitest";
import { configure, settingOf } from "../../model/configuration.ts";
import { createMachine } from "../../model/machine.ts";
import type { Body, Envelope } from "../../model/message.ts";
import type { Ballot, Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

/** What vote a message is to a replica that has just started. */
function ballot(protocol: Protocol, variant: string | null, to: number, from: number, body: Body): Ballot | null {
  const machine = createMachine(protocol, settingOf(protocol, configure(protocol, {}, variant)), to);
  const message: Envelope = { from, to: from === to ? "all" : to, body };
  return protocol.wording?.ballot?.(message, machine.start().replica, machine.context) ?? null;
}
const at = { view: 0, slot: 1, value: "a" };

describe("which vote a message is", () => {
  test.each<[string, Protocol, string | null, number, number, Body & { [name: string]: unknown }, Ballot | null]>([
    [
      "a reply, to the primary",
      bsmr,
      null,
      0,
      2,
      { kind: "REPLY", round: 0, value: 5 },
      { on: "REPLY round 0", voter: 2, needed: 2 },
    ],
    ["a result is none: one is enough", bsmr, null, 1, 0, { kind: "RESULT", round: 0, value: 1 }, null],
    [
      "a reply counts as whose it says it is",
      bsmr,
      "claimed-sender",
      0,
      2,
      { kind: "REPLY", round: 0, value: 5, sender: 3 },
      { on: "REPLY round 0", voter: 3, needed: 2 },
    ],
    [
      "a PREPARE",
      pbft,
      null,
      1,
      2,
      { kind: "PREPARE", ...at },
      { on: "PREPARE view 0 slot 1 value a", voter: 2, needed: 2 },
    ],
    [
      "its own PREPARE",
      pbft,
      null,
      1,
      1,
      { kind: "PREPARE", ...at },
      { on: "PREPARE view 0 slot 1 value a", voter: 1, needed: 2 },
    ],
    ["the primary's PREPARE is none", pbft, null, 1, 0, { kind: "PREPARE", ...at }, null],
    [
      "a COMMIT",
      pbft,
      null,
      1,
      0,
      { kind: "COMMIT", ...at },
      { on: "COMMIT view 0 slot 1 value a", voter: 0, needed: 3 },
    ],
    [
      "one COMMIT fewer is needed",
      pbft,
      "commit-quorum-minus-one",
      1,
      0,
      { kind: "COMMIT", ...at },
      { on: "COMMIT view 0 slot 1 value a", voter: 0, needed: 2 },
    ],
    [
      "COMMITs for all values together",
      pbft,
      "commit-digest-ignored",
      1,
      0,
      { kind: "COMMIT", ...at },
      { on: "COMMIT view 0 slot 1", voter: 0, needed: 3 },
    ],
    [
      "COMMITs without names",
      pbft,
      "commits-not-distinct",
      1,
      0,
      { kind: "COMMIT", ...at },
      { on: "COMMIT view 0 slot 1 value a", voter: null, needed: 3 },
    ],
    [
      "a VIEW-CHANGE",
      pbft,
      null,
      1,
      2,
      { kind: "VIEW-CHANGE", view: 1, prepared: [] },
      { on: "VIEW-CHANGE to view 1", voter: 2, needed: 3 },
    ],
    [
      "its own VIEW-CHANGE, of who will not lead",
      pbft,
      null,
      2,
      2,
      { kind: "VIEW-CHANGE", view: 1, prepared: [] },
      null,
    ],
    [
      "a COMMIT of pbft-rounds",
      pbftRounds,
      null,
      1,
      2,
      { kind: "COMMIT", view: 0, slot: 0, value: 1 },
      { on: "COMMIT view 0 slot 0 value 1", voter: 2, needed: 3 },
    ],
    [
      "a copy of one that has no name",
      pbftRounds,
      "count-copies",
      1,
      2,
      { kind: "COMMIT", view: 0, slot: 0, value: 1 },
      { on: "COMMIT view 0 slot 0 value 1", voter: null, needed: 3 },
    ],
  ])("%s", (_, protocol, variant, to, from, body, vote) =>
    expect(ballot(protocol, variant, to, from, body)).toEqual(vote),
  );
});
