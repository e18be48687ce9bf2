import { describe, expect, test } from "vitest";
import type { Conflict } from "../../checker/explain.ts";
import type { Outcome, PropertyOutcome } from "../../checker/outcome.ts";
import { FETCHED } from "../../model/step.ts";
import { forkWords } from "../../reports/fork-words.ts";
import { outcomeJson } from "../../reports/json.ts";
import { outcomeMarkdown } from "../../reports/markdown.ts";
import { outcomeText } from "../../reports/text.ts";
import { fork, only } from "./samples.ts";

/** What is said below bsmr's fork, with something in it changed. */
async function words(
  change: (conflict: Conflict) => Partial<Conflict>,
  under: Partial<Outcome["configuration"]> = {},
): Promise<readonly string[]> {
  const outcome = await fork();
  const one = only(outcome);
  if (!one.conflict) throw new Error("bsmr's fork is a conflict");
  const conflict = { ...one.conflict, ...change(one.conflict) };
  return forkWords({ ...one, conflict }, { configuration: { ...outcome.configuration, ...under } });
}

const outlook = (inevitable: number, possible: number, undetermined: readonly number[] = []) => ({
  inevitable: { step: inevitable, undetermined },
  possible: { step: possible, undetermined: [] },
  maxStates: 5000,
});

describe("below a fork", () => {
  test("stand the votes, who is in both, and the point of no return", async () => {
    expect(await words(() => ({}))).toEqual([
      "Votes: node 1 counted RESULT of node 0 for 1; node 2 counted RESULT of node 0 for 2.",
      "In both: node 0, which is Byzantine. No quorum: fewer than 3 of 4 nodes stand behind either value, and two such sets need not share an honest one.",
      "Point of no return: step 2, the last. Until then the fork need not come if node 0 falls silent and every message arrives.",
    ]);
  });
  test("in text, in Markdown and as data in JSON", async () => {
    const outcome = await fork();
    const text = outcomeText(outcome);
    expect(text.replace(/\s+/g, " ")).toContain(
      "Point of no return: step 2, the last. Until then the fork need not come",
    );
    expect(outcomeMarkdown(outcome)).toContain("- Point of no return: step 2, the last. Until then");
    const { properties } = JSON.parse(outcomeJson(outcome)) as { properties: readonly PropertyOutcome[] };
    expect(properties[0]?.conflict).toEqual(JSON.parse(JSON.stringify(only(outcome).conflict)));
    expect(properties[0]?.conflict?.outlook.inevitable).toEqual({ step: 2, undetermined: [] });
  });
  test.each<[string, ReturnType<typeof outlook>, Partial<Outcome["configuration"]>, string]>([
    [
      "before the last step, with timers",
      outlook(1, 1),
      { timing: "asynchronous" },
      "Point of no return: step 1 of 2. From there on the fork comes even if node 0 falls silent and every message arrives before a timer fires.",
    ],
    [
      "after the last lie",
      outlook(2, 1),
      {},
      "Point of no return: step 2, the last. Until then the fork need not come if node 0 falls silent and every message arrives. No lie is needed after step 1.",
    ],
    [
      "at the start, with nobody Byzantine",
      outlook(0, 0),
      { byzantine: [] },
      "Point of no return: the start. From there on the fork comes even if every message arrives.",
    ],
    [
      "not determined before",
      outlook(1, 1, [0]),
      { byzantine: [0, 3] },
      "Point of no return: step 1 of 2, at the latest. From there on the fork comes even if nodes 0 and 3 fall silent and every message arrives. Not determined for step 0 within 5,000 states.",
    ],
    [
      "not determined at all",
      outlook(2, 2, [0, 1]),
      {},
      "Point of no return: step 2, the last, at the latest. Not determined for steps 0 and 1 within 5,000 states.",
    ],
  ])("the point of no return: %s", async (_where, changed, under, expected) => {
    expect((await words(() => ({ outlook: changed }), under)).at(-1)).toBe(expected);
  });
  test("nothing is said of votes that are not known", async () => {
    expect(await words(() => ({ inBoth: null, liarsInBoth: null }))).toHaveLength(1);
  });
  test("an entry that came with a fetched state has no view, and that is said in words", async () => {
    const [told] = await words(({ sides }) => ({
      sides: [sides[0], { ...sides[1], entry: { ...sides[1].entry, view: FETCHED } }],
    }));
    expect(told).toBe(
      "Votes: node 1 counted RESULT of node 0 for 1, in view 0; node 2 counted RESULT of node 0 for 2, in a state that it fetched.",
    );
  });
  test("honest ones in both are told from liars, and who is counted twice or under another name is named", async () => {
    const votes = [0, 0, 1, 3].map((voter) => ({
      step: 1,
      voter,
      message: { from: voter === 3 ? 0 : voter, to: "all" as const, body: { kind: "COMMIT" } },
    }));
    const [told, both] = await words(({ sides }) => ({
      sides: [
        { ...sides[0], votes },
        { ...sides[1], votes, entry: { ...sides[1].entry, view: 1 } },
      ],
      inBoth: [0, 1, 3],
    }));
    expect(told).toBe(
      "Votes: node 1 counted COMMIT of nodes 0 (2 times), 1 and 3 for 1, in view 0; node 2 counted COMMIT of nodes 0 (2 times), 1 and 3 for 2, in view 1.",
    );
    expect(both).toBe("In both: nodes 0, 1 and 3; node 0 is Byzantine; node 0 spoke in the name of node 3.");
  });
});
