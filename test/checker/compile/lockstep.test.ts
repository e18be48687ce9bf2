/** The end of a round waits for every message that can be taken, also for one that can be taken for ever. */
import { expect, test } from "vitest";
import { crossCheck } from "../../../checker/cross-check.ts";
import { commits } from "../../../model/properties/commits.ts";
import { defineProtocol } from "../../../model/protocol.ts";

const flips = defineProtocol<{ up: boolean; done: boolean }, { kind: "FLIP" }, Record<never, never>, null>({
  name: "flips",
  says: "a message turns a flag over, and the end of a round executes",
  kinds: ["FLIP"],
  defaults: { nodes: 2, faulty: 0, byzantine: [], timing: "lockstep" },
  parameters: {},
  rules: () => null,
  start(out, { id }) {
    if (id === 0) out.broadcast({ kind: "FLIP" });
    return { up: false, done: false };
  },
  receive(replica) {
    replica.up = !replica.up;
  },
  roundEnd(replica, out) {
    if (replica.done) return;
    replica.done = true;
    out.execute(0, 0, 1);
  },
  properties: () => [commits()],
});

test("a round never ends while a flag can be turned over, whatever is reduced", async () => {
  const { differences, runs } = await crossCheck({ protocol: flips });
  expect(differences).toEqual([]);
  expect(new Set(runs.map(({ verdicts }) => verdicts.commits))).toEqual(new Set(["UNREACHED"]));
});
