import { describe, expect, test } from "vitest";
import type { Sees } from "../../../checker/compile/places.ts";
import { Recorder } from "../../../checker/compile/recorder.ts";
import { freeze, produce } from "../../../model/draft.ts";
import { insert } from "../../../model/sorted.ts";

interface State {
  view: number;
  votes: { [value: string]: { [sender: string]: boolean } };
  inbox: number[];
  lists: object[];
  slots: { a: number; b?: number }[];
  kept?: { [sender: string]: boolean };
}
const start: State = freeze(
  { view: 1, votes: { a: { "1": true }, b: {} }, inbox: [1], lists: [], slots: [{ a: 1 }, { a: 2 }] },
  true,
);

const shown = (sees: Sees): string =>
  typeof sees === "object" ? `[${String(sees.item)}]` : { kind: "", whole: "*" }[sees];

/** What a recipe reads, as paths with a star where they are read whole, or an item looked for; and what it writes. */
function watched(recipe: (state: State) => void) {
  const recorder = new Recorder(start);
  const after = produce(start, (draft) => {
    recipe(recorder.watch(draft) as State);
  });
  const plain = produce(start, (draft) => {
    recipe(draft);
  });
  expect(after).toEqual(plain);
  const { places, inserted } = recorder.written(0, after);
  return {
    reads: recorder.reads.map(({ place, sees }) => place.path.join(".") + shown(sees)),
    writes: [
      ...places.map(({ path }) => path.join(".")),
      ...inserted.map(({ place, items }) => `${place.path.join(".")} + ${items.join()}`),
    ].sort(),
  };
}
const use = (..._values: readonly unknown[]): void => {};

describe("the recorder sees", () => {
  test.each<[string, (state: State) => void, readonly string[]]>([
    ["a key", ({ view }) => use(view), ["view"]],
    ["a key that is not there", ({ kept }) => use(kept), ["kept"]],
    ["a way down", ({ votes }) => use(votes.a?.["1"]), ["votes", "votes.a", "votes.a.1"]],
    ["a key asked for with in", (state) => use("kept" in state), ["kept"]],
    ["a key asked for with hasOwn", (state) => use(Object.hasOwn(state.votes, "a")), ["votes", "votes*"]],
    ["the keys of a record", ({ votes }) => use(Object.keys(votes)), ["votes", "votes*"]],
    ["a spread", ({ votes }) => use({ ...votes.b }), ["votes", "votes.b", "votes.b*"]],
    ["how long a list is", ({ inbox }) => use(inbox.length), ["inbox", "inbox.length"]],
    ["whether a list holds an item", ({ inbox }) => use(inbox.includes(2)), ["inbox", "inbox[2]"]],
    ["whether a part of it does", ({ inbox }) => use(inbox.includes(2, 1)), ["inbox", "inbox*"]],
    ["an item of a list", ({ inbox }) => use(inbox[0]), ["inbox", "inbox*"]],
    ["a list gone through", ({ inbox }) => use(...inbox), ["inbox", "inbox.length", "inbox*"]],
    ["a list searched", ({ inbox }) => use(inbox.indexOf(1)), ["inbox", "inbox.length", "inbox*"]],
    ["a record in a list", ({ slots }) => use(slots[1]?.a), ["slots", "slots.1", "slots.1.a"]],
    [
      "records of a list up to the one that is found",
      ({ slots }) => use(slots.find(({ a }) => a === 1)),
      ["slots", "slots.length", "slots.0", "slots.0.a"],
    ],
    ["the keys of a list", ({ slots }) => use(Object.keys(slots)), ["slots", "slots*"]],
    ["the keys of the state", (state) => use(Object.keys(state)), ["*"]],
  ])("%s", (_, recipe, reads) => expect(watched(recipe)).toEqual({ reads, writes: [] }));

  test.each<[string, (state: State) => void, readonly string[], readonly string[]]>([
    ["a write of what was there", (state) => Object.assign(state, { view: 1 }), [], ["view"]],
    ["a key that is taken away", ({ votes }) => void delete votes.a, ["votes"], ["votes.a"]],
    ["a push in place", ({ inbox }) => void inbox.push(2), ["inbox", "inbox.length", "inbox*"], ["inbox"]],
    ["what is put into a sorted list", ({ inbox }) => insert(inbox, 1), ["inbox"], ["inbox + 1"]],
    [
      "what is put into it if it does not hold that yet, and how long it is then",
      ({ inbox }) => {
        if (!inbox.includes(3)) insert(inbox, 3);
        use(inbox.length);
      },
      ["inbox", "inbox[3]", "inbox.length"],
      ["inbox + 3"],
    ],
    [
      "what is put into a list that is then gone through",
      ({ inbox }) => {
        insert(inbox, 1);
        use(...inbox);
      },
      ["inbox", "inbox.length", "inbox*"],
      ["inbox + 1"],
    ],
    [
      "what is put into a list that another takes the place of",
      (state) => {
        insert(state.inbox, 1);
        state.inbox = [7];
      },
      ["inbox"],
      ["inbox"],
    ],
    [
      "what is put into a list of its own, which is all written",
      (state) => {
        state.inbox = [7];
        insert(state.inbox, 1);
      },
      [],
      ["inbox"],
    ],
    [
      "a change inside a list",
      ({ slots }) => void Object.assign(slots[1] as object, { b: 3 }),
      ["slots", "slots.1"],
      ["slots.1.b"],
    ],
    [
      "an item put in place of another, which takes a list as long",
      ({ slots }) => {
        slots[1] = { a: 5 };
      },
      ["slots", "slots.length"],
      ["slots.1"],
    ],
    [
      "a list that gets longer",
      ({ slots }) => void slots.push({ a: 3 }),
      ["slots", "slots.length", "slots*"],
      ["slots"],
    ],
    [
      "a list made from another",
      (state) => {
        state.slots = state.slots.map((slot, index) => (index === 0 ? { ...slot, b: 1 } : slot));
      },
      ["slots", "slots.length", "slots.0", "slots.0*", "slots.1", "slots.1*"],
      ["slots"],
    ],
    [
      "a change of what a list that is not the state's holds",
      ({ slots }) => {
        for (const slot of [...slots]) if (slot.a === 2) slot.b = 1;
      },
      ["slots", "slots.length", "slots.0", "slots.0.a", "slots.1", "slots.1.a"],
      ["slots.1.b"],
    ],
    [
      "a read of what was written",
      (state) => {
        state.view = 2;
        use(state.view);
      },
      [],
      ["view"],
    ],
    [
      "a record that is stored a second time",
      (state) => Object.assign(state, { kept: state.votes.a }),
      ["votes", "votes.a", "votes.a*"],
      ["kept"],
    ],
    [
      "a write under the second name",
      (state) => {
        state.kept = state.votes.a ?? {};
        state.kept["2"] = true;
      },
      ["votes", "votes.a", "votes.a*"],
      ["kept", "votes.a.2"],
    ],
    [
      "a record that is pushed into an array",
      ({ lists, votes }) => void lists.push(votes.a ?? {}),
      ["lists", "lists.length", "lists*", "votes", "votes.a", "votes.a*"],
      ["lists"],
    ],
    [
      "a record inside a fresh one",
      (state) => Object.assign(state, { votes: { c: { ...state.votes.b, "3": true } } }),
      ["votes", "votes.b", "votes.b*"],
      ["votes"],
    ],
  ])("%s", (_, recipe, reads, writes) => {
    const seen = watched(recipe);
    expect(new Set(seen.reads)).toEqual(new Set(reads));
    expect(seen.writes).toEqual(writes);
  });
});
