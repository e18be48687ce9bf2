import { describe, expect, test } from "vitest";
import { watchFor } from "../../checker/sightings.ts";
import type { Action } from "../../model/action.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import type { ConfigurationChange, Parameters, Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

function neverSeen(protocol: Protocol, change: ConfigurationChange, ...seen: readonly Action[]) {
  const sightings = watchFor(protocol, settingOf(protocol, configure(protocol, change)));
  for (const action of seen) sightings.note(action);
  return sightings.neverSeen();
}
const delivery = (kind: string, byzantine: boolean): Action => ({
  kind: "deliver",
  from: 0,
  to: 1,
  message: { kind },
  byzantine,
});

describe("what never happened", () => {
  test("is everything that could, before anything has", () => {
    expect(neverSeen(pbftRounds, { timing: "asynchronous" })).toEqual({
      actions: ["timeout"],
      messages: ["PRE-PREPARE", "PREPARE", "COMMIT"],
      byzantine: true,
    });
    expect(neverSeen(twoPhaseCommit, {}).actions).toEqual(["prepare", "abort alone", "commit", "abort"]);
  });
  test("has no timeouts where the timing has none, and no liars where nobody lies", () => {
    expect(neverSeen(pbftRounds, { timing: "lockstep" }).actions).toEqual(["round-end"]);
    expect(neverSeen(pbftRounds, { timing: "none", byzantine: [] })).toMatchObject({ actions: [], byzantine: false });
  });
  test("has no messages that the parameters rule out", () => {
    const messages = (parameters: Parameters) => neverSeen(pbft, { parameters }).messages;
    expect(messages({})).toEqual(["PRE-PREPARE", "PREPARE", "COMMIT", "VIEW-CHANGE", "NEW-VIEW"]);
    expect(messages({ views: 0, checkpointInterval: 1 })).toEqual(["PRE-PREPARE", "PREPARE", "COMMIT", "CHECKPOINT"]);
  });
  test("loses what is delivered, by its kind", () => {
    const messages = (...seen: readonly Action[]) => neverSeen(bsmr, {}, ...seen).messages;
    expect(messages(delivery("REPLY", false))).toEqual(["PROPOSAL", "RESULT"]);
    expect(messages(delivery("REPLY", false), delivery("RESULT", true))).toEqual(["PROPOSAL"]);
  });
  test("loses the liars only by a lie", () => {
    expect(neverSeen(bsmr, {}, delivery("REPLY", false)).byzantine).toBe(true);
    expect(neverSeen(bsmr, {}, delivery("REPLY", true)).byzantine).toBe(false);
  });
  test("loses each step, timeout and round end by itself", () => {
    const step: Action = { kind: "step", replica: 1, name: "prepare" };
    expect(neverSeen(twoPhaseCommit, {}, step).actions).toEqual(["abort alone", "commit", "abort"]);
    expect(neverSeen(pbftRounds, {}, { kind: "timeout", replica: 1 }).actions).toEqual([]);
    expect(neverSeen(pbftRounds, { timing: "lockstep" }, { kind: "round-end" }).actions).toEqual([]);
  });
});
