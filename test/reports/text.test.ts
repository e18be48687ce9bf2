import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { logConsistency } from "../../model/properties/log-consistency.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";
import { conflictText } from "../../reports/conflict-text.ts";
import { plain } from "../../reports/style.ts";
import { outcomeText } from "../../reports/text.ts";
import { traceText } from "../../reports/trace-text.ts";
import { clean, clip } from "../../reports/words.ts";
import { fork, NASTY, nasty, OBEYED, only } from "./samples.ts";

describe("the text report", () => {
  test("bsmr's fork is told from the first lie to the verdict", async () => {
    const lines = outcomeText(await fork()).split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "bsmr",
      "  4 nodes, 1 faulty, node 0 Byzantine, timing none, rounds 4, byzantine-values seed",
    ]);
    const from = lines.indexOf("agreement is violated in 2 steps");
    expect(lines.slice(from, from + 12)).toEqual([
      "agreement is violated in 2 steps",
      "  Agreement means: no two executions of one round by honest replicas have different values.",
      "",
      "     node 0 -> node 1  RESULT round 0 value 1   lie",
      "  1  node 1 <- node 0  RESULT round 0 value 1   round 0 -> 1, log $1, sends PROPOSAL",
      "     node 0 -> node 2  RESULT round 0 value 2   lie",
      "  2  node 2 <- node 0  RESULT round 0 value 2   round 0 -> 1, log $2",
      "",
      "  node 1  $1",
      "  node 2  $2",
      "           ^",
      expect.stringContaining("Node 1 executed 1 and node 2 executed 2 in round 0. "),
    ]);
    expect(lines.slice(-2)).toEqual(["VIOLATED agreement in 2 steps", ""]);
  });

  test("no line is longer than the terminal", async () => {
    const outcomes = [
      await fork(),
      await check({ protocol: pbftRounds, rounds: 1, properties: ["commits"] }),
      await check({ protocol: twoPhaseCommit }),
      await check({ protocol: nasty("long ".repeat(5000)) }),
      await check({ protocol: nasty("x".repeat(50_000)) }),
    ];
    for (const width of [45, 60, 71, 80, 100]) {
      for (const outcome of outcomes) {
        const lines = outcomeText(outcome, { witnesses: true, width }).trimEnd().split("\n");
        // The last line is the verdict, which names everything and may wrap.
        expect(lines.slice(0, -1).filter((line) => line.length > width)).toEqual([]);
      }
    }
  });

  test("where the summary is longer than the screen, the engine is told of in one line, and warnings stay", async () => {
    const outcome = await check({ protocol: twoPhaseCommit, maxStates: 5 });
    const [first] = outcome.properties;
    const silent = { ...(first ?? only(outcome)), name: "too-small", verdict: "NOT APPLICABLE" as const };
    const all = { ...outcome, properties: [...outcome.properties, silent], warnings: ["this is small"] };
    const summary = (rows: number): string =>
      outcomeText(all, { rows }).slice(0, outcomeText(all, { rows }).search(/\n\n\w+ is /));
    const long = summary(40);
    expect(long).toMatch(/^ {2}too-small +NOT APPLICABLE/m);
    expect(long).toMatch(/^tables: /m);
    const short = summary(10);
    expect(short).toMatch(/^ {2}not applicable here: too-small$/m);
    expect(short).not.toMatch(/^ {2}too-small|^tables: /m);
    expect(short).toMatch(/left out to fit the screen.*--report text/);
    expect(short).toContain("warning: this is small");
    expect(outcomeText(all)).toBe(outcomeText(all, { rows: 40 }));
  });

  test("what never happened is said", async () => {
    const outcome = await check({ protocol: twoPhaseCommit, maxStates: 5, engine: "reference" });
    const text = outcomeText(outcome);
    expect(text).toContain("ABORT: not so far delivered");
    // The tables of the compiled engine know what never happens, however early the search ends.
    expect(outcomeText(await check({ protocol: twoPhaseCommit, maxStates: 1 }))).not.toContain("not so far");
    expect(text).toMatch(/INCOMPLETE it was bounded \(--max-states\); .* undecided\n$/);
    expect(text).not.toContain("SAFE");
  });

  test("what was used is said: engine, reductions, and the sizes of the tables", async () => {
    const reduced = outcomeText(await check({ protocol: twoPhaseCommit }), { width: 200 });
    expect(reduced).toMatch(/reduced by quotient, live, macro.*, breadth-first, compiled engine/);
    expect(reduced).toMatch(
      /^tables: \d+ to \d+ states a replica, \d+ to \d+ after the quotient, \d+ messages?, \d+ soups?, \d+ reducer calls?, \d+ ms$/m,
    );
    const unreduced = outcomeText(await check({ protocol: twoPhaseCommit, reduce: "none" }), { width: 200 });
    expect(unreduced).not.toMatch(/reduced by|quotient|reference system/);
    const reference = outcomeText(await check({ protocol: twoPhaseCommit, engine: "reference" }), { width: 200 });
    expect(reference).toContain("reference engine");
    expect(reference).not.toContain("tables");
  });

  test("why it is not the engine that was to be expected is said, and how large the reference system is", async () => {
    const outcome = await check({ protocol: twoPhaseCommit });
    const statistics = { ...outcome.statistics, engineNote: "the tables \u001b do not close", referenceStates: 8832 };
    const text = outcomeText({ ...outcome, statistics });
    expect(text).toContain("note: the tables \\u001b do not close");
    expect(text).toContain("the reference system has 8,832 states here");
  });

  test("a length that need not be the shortest is never told as one", async () => {
    const outcome = await fork();
    const text = outcomeText({ ...outcome, properties: [{ ...only(outcome), shortest: false }] });
    expect(text).toMatch(/agreement +VIOLATED +<=2 /);
    expect(text).toContain("agreement is violated in 2 steps (there may be a shorter way)");
    expect(text).toMatch(/VIOLATED agreement in at most 2 steps\n$/);
  });

  test("a safe run names what holds, and never what was not decided", async () => {
    expect(outcomeText(await check({ protocol: twoPhaseCommit }))).toMatch(
      /SAFE agreement and integrity hold in every reachable state of this configuration\n$/,
    );
  });

  test("a later property with the same steps refers to them", async () => {
    const text = outcomeText(await check({ protocol: nasty("v") }));
    const twice = outcomeText({
      ...(await fork()),
      properties: [only(await fork()), { ...only(await fork()), name: "twin" }],
    });
    expect(text).toContain("agreement is violated in 2 steps");
    expect(twice).toContain("twin is violated in 2 steps, those of agreement");
  });

  test("nothing in it moves the cursor, hides text or turns it around", async () => {
    expect(outcomeText(await check({ protocol: nasty() }), { witnesses: true })).not.toMatch(OBEYED);
  });

  test("two long values that differ at their ends do not look the same", async () => {
    const lines = outcomeText(await check({ protocol: nasty("long".repeat(100)) })).split("\n");
    expect(lines.filter((line) => line.startsWith("  node "))).toEqual([
      "  node 1  $longlonglon...glonglong1",
      "  node 2  $longlonglon...glonglong2",
    ]);
  });

  test("a trace without steps says so", async () => {
    const { trace } = only(await fork());
    if (!trace) throw new Error("no trace");
    expect(traceText({ ...trace, steps: [], final: trace.initial, length: 0 })).toEqual([
      "     no step is needed: it is so from the start",
    ]);
  });

  test("a style paints, and changes no letter", async () => {
    const outcome = await fork();
    const marked = outcomeText(outcome, {
      style: {
        ...(Object.fromEntries(
          Object.keys(plain).map((role) => [role, (text: string) => `\u001b[1m${text}\u001b[0m`]),
        ) as unknown as typeof plain),
        node: (_, text) => `\u001b[1m${text}\u001b[0m`,
      },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes that the style has put there
    expect(marked.replace(/\u001b\[\dm/g, "")).toBe(outcomeText(outcome));
    expect(marked).not.toBe(outcomeText(outcome));
  });
});

describe("logs side by side", () => {
  const entry = (slot: number, value: number) => ({ slot, view: 0, value });
  const state = (...logs: (readonly ReturnType<typeof entry>[])[]) => ({
    replicas: logs.map(() => ({})),
    logs,
    soup: [],
  });

  test("a mark stands below the first entry that differs", () => {
    const diverged = state(
      [1, 2, 3].map((value, slot) => entry(slot, value)),
      [1, 3].map((value, slot) => entry(slot, value)),
    );
    const finding = logConsistency().judge({ logs: diverged.logs, sent: [] });
    expect(finding && conflictText(finding, diverged)).toEqual(["  node 0  $123", "  node 1  $13", "            ^"]);
  });

  test("each has its own mark where the slot in dispute is at different places", () => {
    const skipped = state([entry(0, 1), entry(1, 2)], [entry(1, 10)]);
    expect(conflictText({ says: "", replicas: [0, 1], slot: 1 }, skipped)).toEqual([
      "  node 0  $12",
      "            ^",
      "  node 1  $10",
      "           ^^",
    ]);
  });

  test("of a long log the part around the mark is shown", () => {
    const long = Array.from({ length: 500 }, (_, slot) => entry(slot, slot % 10));
    const lines = conflictText({ says: "", replicas: [0], slot: 400 }, state(long));
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}node 0 {2}\$\.\.\.2345678901.*\.\.\.$/),
      `${" ".repeat(10)}${" ".repeat(4)}${" ".repeat(8)}^`,
    ]);
    expect(lines.every((line) => line.length <= 100)).toBe(true);
  });

  test("without logs the states are shown", () => {
    expect(conflictText({ says: "", replicas: [0] }, { replicas: [{ phase: "done" }], logs: [[]], soup: [] })).toEqual([
      "  node 0  {phase: done}",
    ]);
  });
});

describe("words", () => {
  test("what a terminal obeys is written as an escape", () => {
    expect(clean(NASTY)).not.toMatch(OBEYED);
    expect(clean("a\u001bb\n\u202e\ud800")).toBe("a\\u001bb\\u000a\\u202e\\ud800");
    expect(clean("é שלום 😀")).toBe("é שלום 😀");
  });
  test("a cut does not halve a character", () => expect(clip("😀😀😀😀😀", 4)).toBe("😀..."));
});
