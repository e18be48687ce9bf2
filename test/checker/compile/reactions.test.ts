import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Alphabet } from "../../../checker/compile/alphabet.ts";
import { Layout } from "../../../checker/compile/layout.ts";
import { Reactions } from "../../../checker/compile/reactions.ts";
import type * as RecorderModule from "../../../checker/compile/recorder.ts";
import { Values } from "../../../checker/compile/values.ts";
import { freeze, produce } from "../../../model/draft.ts";
import type { Machine } from "../../../model/machine.ts";

/** The read that a fault lets go unnoticed. */
const planted = vi.hoisted(() => ({ unseen: "" }));

vi.mock("../../../checker/compile/recorder.ts", async (original) => {
  const real = await original<typeof RecorderModule>();
  class Recorder extends real.Recorder {
    override note(read: Parameters<RecorderModule.Recorder["note"]>[0]): void {
      const kind = typeof read.sees === "object" ? "item" : read.place.key === "length" ? "length" : read.sees;
      if (kind !== planted.unseen) super.note(read);
    }
  }
  return { ...real, Recorder };
});

interface Slot {
  voters: number[];
  value?: number;
}
interface State {
  view: number;
  votes: { [value: string]: number[] };
  slots: Slot[];
  kept?: unknown;
}

const voters = fc.uniqueArray(fc.nat(2), { maxLength: 3 });
const value = fc.nat(1);
const state: fc.Arbitrary<State> = fc.record({
  view: value,
  votes: fc.dictionary(fc.constantFrom("a", "b"), voters, { noNullPrototype: true }),
  slots: fc.array(fc.record({ voters, value }, { requiredKeys: ["voters"], noNullPrototype: true }), {
    minLength: 1,
    maxLength: 2,
  }),
});

type Op = (state: State) => unknown;
const listOf = (key: string, at: State): number[] | undefined => (key === "slot" ? at.slots[0]?.voters : at.votes[key]);
const list = fc.constantFrom("a", "b", "slot");

/** What a reducer may do, each a line or two of it. */
const op: fc.Arbitrary<Op> = fc.oneof(
  value.map(
    (v): Op =>
      (at) =>
        Object.assign(at, { view: v }),
  ),
  fc.tuple(list, value).map(
    ([key, v]): Op =>
      (at) =>
        listOf(key, at)?.push(v),
  ),
  list.map(
    (key): Op =>
      (at) =>
        listOf(key, at)?.sort(),
  ),
  list.map(
    (key): Op =>
      (at) =>
        listOf(key, at)?.pop(),
  ),
  fc.tuple(list, value).map(
    ([key, v]): Op =>
      (at) =>
        Object.assign(listOf(key, at) ?? {}, { 0: v }),
  ),
  fc.tuple(list, value).map(
    ([key, v]): Op =>
      (at) => {
        at.votes[key] = [...(listOf(key, at) ?? []), v];
      },
  ),
  value.map(
    (v): Op =>
      (at) => {
        for (const slot of at.slots) if (slot.value === v) slot.value = 1 - v;
      },
  ),
  fc.constant((at: State) => void at.slots.reverse()),
  fc.constant((at: State) => void delete at.votes.a),
  fc.constant((at: State) => Object.assign(at, { kept: at.votes.a ?? at.slots[1] })),
  fc.constant((at: State) => (Array.isArray(at.kept) ? at.kept.push(1) : null)),
  value.map(
    (v): Op =>
      (at) => {
        at.slots = at.slots.map((slot, index) => (index === v ? { ...slot, value: v } : slot));
      },
  ),
  value.map(
    (v): Op =>
      (at) => {
        const found = at.slots.find((slot) => slot.value === v);
        if (found) found.voters.push(v);
      },
  ),
);

/** What a reducer may ask before it goes on. */
const question: fc.Arbitrary<(state: State) => boolean> = fc.oneof(
  value.map((v) => (at: State) => at.view === v),
  fc.tuple(list, value).map(
    ([key, v]) =>
      (at: State) =>
        listOf(key, at)?.includes(v) ?? false,
  ),
  fc.tuple(list, fc.nat(2)).map(
    ([key, v]) =>
      (at: State) =>
        (listOf(key, at)?.length ?? 0) > v,
  ),
  list.map((key) => (at: State) => listOf(key, at)?.[0] === 1),
  value.map((v) => (at: State) => at.slots.some((slot) => slot.value === v)),
  fc.constant((at: State) => at.slots.length > 1),
  fc.constant((at: State) => "a" in at.votes),
  fc.constant((at: State) => Object.keys(at.votes).length > 1),
);

const reducer = fc.array(fc.tuple(question, op, op), { minLength: 1, maxLength: 4 }).map((lines) => (at: State) => {
  for (const [asks, then, otherwise] of lines) (asks(at) ? then : otherwise)(at);
});

/** Whether what is remembered of a reducer's calls is what it does, in each of these states. */
function remembers(reduce: (at: State) => void, states: readonly State[]): boolean {
  const machine = {
    on: (at: State, _: unknown, watched?: { watch(draft: State): State }) => [
      {
        replica: produce(at, (draft) => reduce(watched?.watch(draft) ?? draft)),
        sends: [],
        executions: [],
        choices: [],
      },
    ],
  } as unknown as Machine;
  const layout = new Layout(new Values(), states[0]);
  const reactions = new Reactions(machine, { kind: "timeout" }, layout, new Alphabet());
  return states.every((one) => {
    const row = layout.row(freeze(structuredClone(one), true));
    for (const { column, put } of reactions.on(row)[0]?.writes ?? []) row[column] = put(row[column] as number);
    const expected = produce(one, (draft) => reduce(draft));
    return JSON.stringify(sorted(layout.state(row))) === JSON.stringify(sorted(expected));
  });
}

const sorted = (item: unknown): unknown => {
  if (Array.isArray(item)) return item.map(sorted);
  if (typeof item !== "object" || item === null) return item;
  return Object.fromEntries(
    Object.entries(item)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
};

const law = fc.property(reducer, fc.array(state, { minLength: 2, maxLength: 30 }), remembers);

test("what is remembered of a call is what the reducer does, in every state that looks the same to it", () => {
  fc.assert(law, { numRuns: 150 });
});

test.each(["kind", "whole", "length", "item"])("the law notices where a read goes unseen: %s", (read) => {
  planted.unseen = read;
  try {
    expect(fc.check(law, { numRuns: 1000, seed: 8, endOnFailure: true }).failed).toBe(true);
  } finally {
    planted.unseen = "";
  }
});
