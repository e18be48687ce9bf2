import { describe, expect, test } from "vitest";
import { Recorder } from "../../../checker/compile/recorder.ts";
import { freeze, produce } from "../../../model/draft.ts";

interface State {
  view: number;
  votes: { [value: string]: { [sender: string]: boolean } };
  inbox: number[];
  lists: object[];
  kept?: { [sender: string]: boolean };
}
const start: State = freeze({ view: 1, votes: { a: { "1": true }, b: {} }, inbox: [1], lists: [] }, true);

/** What a recipe reads, as paths with a star where they are read whole, and what it writes. */
function watched(recipe: (state: State) => void) {
  const recorder = new Recorder(start);
  const after = produce(start, (draft) => {
    recipe(recorder.watch(draft) as State);
  });
  const plain = produce(start, (draft) => {
    recipe(draft);
  });
  expect(after).toEqual(plain);
  return {
    reads: recorder.reads.map(({ path, whole }) => path.join(".") + (whole ? "*" : "")),
    writes: recorder
      .written(0, after)
      .map((path) => path.join("."))
      .sort(),
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
    ["an array", ({ inbox }) => use(inbox.length), ["inbox"]],
    ["the keys of the state", (state) => use(Object.keys(state)), ["*"]],
  ])("%s", (_, recipe, reads) => expect(watched(recipe)).toEqual({ reads, writes: [] }));

  test.each<[string, (state: State) => void, readonly string[], readonly string[]]>([
    ["a write of what was there", (state) => Object.assign(state, { view: 1 }), [], ["view"]],
    ["a key that is taken away", ({ votes }) => void delete votes.a, ["votes"], ["votes.a"]],
    ["a push in place", ({ inbox }) => void inbox.push(2), ["inbox"], ["inbox"]],
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
      ["lists", "votes", "votes.a", "votes.a*"],
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
