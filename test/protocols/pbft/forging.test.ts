/**
 * A liar may say whatever it can sign as itself, and show what others have really signed. Looked at here with eyes of
 * its own: from the soup alone, not from the evidence that the vocabulary declares.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configure } from "../../../model/configuration.ts";
import { createSystem, type System } from "../../../model/system.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import type { Certificate, Message, Proposal } from "../../../protocols/pbft/messages.ts";
import type { Replica } from "../../../protocols/pbft/state.ts";

type Pbft = System<Replica, Message>;
type Soup = Pbft["initial"]["soup"];
type Liar = 0 | 1;

const [N, F] = [4, 1];
const systemOf = (liar: Liar, variant: string | null = null): Pbft =>
  // Node 1 leads view 1, and what it can say there takes long to list.
  createSystem(
    pbft,
    configure(pbft, { byzantine: [liar], parameters: { views: liar === 0 ? 2 : 1, slots: 1 } }, variant),
  );

/** Whether 2f backups and the primary have signed for a certificate, the liar's signature being free. */
function isComplete({ view, value }: Certificate, soup: Soup, liar: Liar): boolean {
  const primary = view % N;
  const proposed = soup.some(
    ({ from, body }) =>
      from === primary &&
      ((body.kind === "PRE-PREPARE" && body.view === view && body.value === value) ||
        (body.kind === "NEW-VIEW" && body.view === view && body.proposals.some((one) => one.value === value))),
  );
  const backups = new Set(
    soup.flatMap(({ from, body }) =>
      body.kind === "PREPARE" && body.view === view && body.value === value && from !== primary ? [from] : [],
    ),
  );
  if (liar !== primary) backups.add(liar);
  return (proposed || liar === primary) && backups.size >= 2 * F;
}

/** Whether 2f+1 replicas have asked for a view in a way that leads to these proposals. */
function follows(view: number, proposals: readonly Proposal[], soup: Soup, liar: Liar): boolean {
  const shown = new Map<number, readonly (Certificate | null)[]>();
  for (const { from, body } of soup) {
    if (body.kind === "VIEW-CHANGE" && body.view === view) shown.set(from, [body.prepared[0] ?? null]);
  }
  const certificates = Array.from({ length: view }, (_, below) =>
    ["a", "b"].map((value) => ({ slot: 1, view: below, value })),
  );
  shown.set(liar, [null, ...certificates.flat().filter((one) => isComplete(one, soup, liar))]);
  const quorums = (ids: readonly number[], size: number): readonly (readonly (Certificate | null)[])[] => {
    const [id, ...others] = ids;
    if (size === 0) return [[]];
    if (id === undefined) return [];
    const withId = quorums(others, size - 1).flatMap((rest) => (shown.get(id) ?? []).map((one) => [one, ...rest]));
    return [...withId, ...quorums(others, size)];
  };
  return quorums([...shown.keys()], 2 * F + 1).some((quorum) => {
    const prepared = quorum.filter((one) => one !== null);
    const highest = Math.max(...prepared.map((one) => one.view));
    const value = prepared.find((one) => one.view === highest)?.value;
    return value === undefined ? proposals.length === 0 : proposals.length === 1 && proposals[0]?.value === value;
  });
}

/** Walks at random, mostly by deliveries; tells what a liar said on the way that it could not have shown. */
function impossible(system: Pbft, liar: Liar, turns: readonly number[]): Message | null {
  let state = system.initial;
  for (const turn of turns) {
    const transitions = system.transitions(state);
    for (const { action } of transitions) {
      if (action.kind !== "deliver" || !action.byzantine) continue;
      const { message } = action;
      if (message.kind === "VIEW-CHANGE" && !message.prepared.every((one) => isComplete(one, state.soup, liar))) {
        return message;
      }
      if (message.kind === "NEW-VIEW" && !follows(message.view, message.proposals, state.soup, liar)) return message;
    }
    const deliveries = transitions.filter(({ action }) => action.kind === "deliver");
    const from = deliveries.length > 0 && turn % 8 > 0 ? deliveries : transitions;
    const taken = from[Math.floor(turn / 8) % from.length];
    if (!taken) return null;
    state = taken.next;
  }
  return null;
}

const turns = fc.array(fc.nat(8_000), { minLength: 40, maxLength: 60 });

describe("no liar shows what nobody has signed", () => {
  test.each<Liar>([0, 1])("node %i", (liar) => {
    const system = systemOf(liar);
    fc.assert(
      fc.property(turns, (turns) => impossible(system, liar, turns) === null),
      { numRuns: liar === 0 ? 8 : 3 },
    );
  });

  test.each<[string, Liar]>([
    ["certificates-unverified", 0],
    ["new-view-not-recomputed", 1],
  ])("which `%s` lets node %i do", (variant, liar) => {
    const system = systemOf(liar, variant);
    const found = fc.check(
      fc.property(turns, (turns) => impossible(system, liar, turns) === null),
      { numRuns: 25, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});
