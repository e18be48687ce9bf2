import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../../model/canonical.ts";
import { configure } from "../../../model/configuration.ts";
import { createSystem } from "../../../model/system.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import type { Message } from "../../../protocols/pbft/messages.ts";

const GENESIS = { slot: 0, state: [] };
const under = { byzantine: [0], parameters: { views: 1, slots: 1, checkpointInterval: 1 } };

/** Walks at random; tells what a liar showed on the way that no 2f+1 replicas have vouched for. */
function unproven(variant: string | null, turns: readonly number[]): Message | null {
  const system = createSystem(pbft, configure(pbft, under, variant));
  let state = system.initial;
  for (const turn of turns) {
    const transitions = system.transitions(state);
    for (const { action } of transitions) {
      if (action.kind !== "deliver" || !action.byzantine || action.message.kind !== "VIEW-CHANGE") continue;
      const { message } = action;
      const { stable = GENESIS } = message;
      const voices = state.soup.filter(
        ({ body }) => body.kind === "CHECKPOINT" && canonical(body.state) === canonical(stable.state),
      );
      if (stable.slot > 0 && new Set(voices.map(({ from }) => from)).size + 1 < 3) return message;
    }
    const deliveries = transitions.filter(({ action }) => action.kind === "deliver");
    const from = deliveries.length > 0 && turn % 8 > 0 ? deliveries : transitions;
    const taken = from[Math.floor(turn / 8) % from.length];
    if (!taken) return null;
    state = taken.next;
  }
  return null;
}

describe("no liar shows a stable checkpoint that 2f+1 replicas have not vouched for", () => {
  const turns = fc.array(fc.nat(8_000), { minLength: 40, maxLength: 60 });
  const claim = (variant: string | null) => fc.property(turns, (turns) => unproven(variant, turns) === null);

  test("in the protocol", () => fc.assert(claim(null), { numRuns: 10 }));

  test("which `checkpoints-unverified` lets it do", () =>
    expect(fc.check(claim("checkpoints-unverified"), { numRuns: 25, endOnFailure: true }).failed).toBe(true));
});
