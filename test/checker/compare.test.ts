import { beforeAll, describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../checker/check.ts";
import { type Comparison, compare, type Row } from "../../checker/compare.ts";
import type { Answer } from "../../checker/questions.ts";
import { replay } from "../../checker/trace.ts";
import type { Compared, Situation } from "../../model/comparison.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import type { Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { situations } from "../../protocols/situations.ts";

/** A protocol with one round, and other words. */
const oneRound = (protocol: Protocol, comparison: Compared = {}): Protocol => ({
  ...protocol,
  comparison: { ...protocol.comparison, bounds: { rounds: 1 }, ...comparison },
});

const both: readonly Protocol[] = [oneRound(bsmr), oneRound(pbftRounds)];
let comparison: Comparison;
beforeAll(async () => {
  comparison = await compare({ protocols: both, situations, sizes: [4] });
}, 60_000);

const answersIn = (rows: readonly Row[]): readonly Answer[] =>
  rows.flatMap(({ answers }) => answers.flatMap((one) => one ?? []));
const answersOf = ({ properties, situations }: Comparison): readonly Answer[] =>
  answersIn([...properties, ...situations]);

const table = (rows: readonly Row[]) =>
  Object.fromEntries(
    rows.map(({ question, answers }) => [
      question,
      answers.map((one) => one && `${one.outcome.verdict} ${one.outcome.length ?? ""}`.trim()),
    ]),
  );

describe("a comparison", () => {
  test("has a row for each property that anybody has, claims first", () =>
    expect(Object.entries(table(comparison.properties))).toEqual(
      Object.entries({
        agreement: ["VIOLATED 2", "SAFE"],
        "log-consistency": ["VIOLATED 2", "SAFE"],
        integrity: ["SAFE", "SAFE"],
        validity: ["SAFE", "SAFE"],
        progress: ["VIOLATED 0", "SAFE"],
        "catch-up": [null, "SAFE"],
        commits: ["REACHED 1", "REACHED 6"],
        "commits-in-every-slot": ["REACHED 1", "REACHED 6"],
        "commits-in-a-later-view": [null, "NOT APPLICABLE"],
      }),
    ));

  test("decides what each tolerates; a silent liar does not help anybody", () =>
    expect(table(comparison.situations)).toEqual({
      "equivocating-primary": ["VIOLATED 2", "SAFE"],
      "silent-primary": ["UNREACHED", "UNREACHED"],
      "silent-primary-every-slot": ["UNREACHED", "UNREACHED"],
      "silent-backups": ["REACHED 4", "REACHED 8"],
      "asynchronous-timeouts": ["NOT APPLICABLE", "SAFE"],
      "more-liars-than-f": ["VIOLATED 2", "VIOLATED 8"],
      "fewer-nodes-than-3f+1": ["UNREACHED", "UNREACHED"],
    }));

  test("says what a check of the same system says", async () => {
    const { situations } = comparison;
    for (const { configuration, silent, outcome, protocol } of answersIn(situations)) {
      if (silent || outcome.verdict === "NOT APPLICABLE") continue;
      const { parameters, ...system } = configuration;
      const asked = { protocol: both.find(({ name }) => name === protocol), properties: [outcome.name] };
      const alone = (await check({ ...parameters, ...system, ...asked } as CheckOptions)).property(outcome.name);
      expect([alone.verdict, alone.length]).toEqual([outcome.verdict, outcome.length]);
    }
  }, 60_000);

  test("has traces that replay where the liars could speak", () => {
    for (const { configuration, silent, outcome, protocol } of answersOf(comparison)) {
      if (outcome.trace === null) continue;
      const system = createSystem(both.find(({ name }) => name === protocol) as Protocol, configuration);
      const { steps } = outcome.trace;
      expect(
        replay(
          system,
          steps.map(({ action }) => action),
        ).final,
      ).toEqual(outcome.trace.final);
      if (silent) expect(steps.filter(({ lie }) => lie !== null)).toEqual([]);
    }
  });

  test("makes one search for all questions about one system", async () => {
    const searches: string[] = [];
    await compare({
      protocols: [oneRound(bsmr)],
      situations,
      sizes: [],
      onSearch: (one) => searches.push(one.questions.join()),
    });
    expect(searches).toHaveLength(5);
    expect(searches[0]).toMatch(/^agreement,.*,equivocating-primary$/);
    expect(searches[1]).toBe("silent-primary,silent-primary-every-slot");
  });

  test("is undecided from the moment on at which it is interrupted", async () => {
    const interrupt = new AbortController();
    const cut = await compare({
      protocols: [oneRound(bsmr), oneRound(pbftRounds)],
      situations,
      sizes: [4],
      signal: interrupt.signal,
      onSearch: ({ questions }) => questions.includes("silent-backups") && interrupt.abort(),
    });
    expect(cut.stoppedBy).toBe("interrupted");
    const properties = table(cut.properties);
    expect(properties.agreement).toEqual(["VIOLATED 2", "UNDECIDED"]);
    expect(properties["commits-in-a-later-view"]).toEqual([null, "NOT APPLICABLE"]);
    expect(table(cut.situations)).toMatchObject({
      "silent-primary": ["UNREACHED", "UNDECIDED"],
      "more-liars-than-f": ["UNDECIDED", "UNDECIDED"],
    });
    expect(answersOf(cut).filter(({ outcome, why }) => outcome.verdict === "UNDECIDED" && why !== null)).toEqual([]);
  });
});

describe("why", () => {
  const whyOf = async (why: Compared["why"] & object, question: string): Promise<string | null | undefined> => {
    const { properties } = await compare({ protocols: [oneRound(bsmr, { why })], situations: [], sizes: [] });
    return properties.find((row) => row.question === question)?.answers[0]?.why;
  };
  test("is told for the answer that it explains", async () =>
    expect(await whyOf({ agreement: { VIOLATED: "it forks" } }, "agreement")).toBe("it forks"));
  test("is not told for any other", async () => {
    expect(await whyOf({ agreement: { SAFE: "it is fine" } }, "agreement")).toBe(bsmr.wording?.because?.agreement);
    expect(await whyOf({ commits: { UNREACHED: "it is stuck" } }, "commits")).toBeNull();
    expect(await whyOf({ integrity: { VIOLATED: "it repeats itself" } }, "integrity")).toBeNull();
  });

  test.each([bsmr, pbftRounds, pbft])(
    "of $name is about questions that there are, and answers that they can have",
    (protocol: Protocol) => {
      const answers = {
        always: ["SAFE", "VIOLATED"],
        recoverable: ["SAFE", "VIOLATED"],
        sometimes: ["REACHED", "UNREACHED"],
      };
      const properties = protocol.properties(settingOf(protocol, configure(protocol)));
      const kindOf = (question: string) => {
        const name = situations.find((one) => one.name === question)?.property ?? question;
        return properties.find((one) => one.name === name)?.kind;
      };
      for (const [question, why] of Object.entries(protocol.comparison?.why ?? {})) {
        const kind = kindOf(question);
        expect([question, kind]).not.toEqual([question, undefined]);
        for (const answer of Object.keys(why)) expect(answers[kind ?? "always"]).toContain(answer);
      }
    },
  );
});

describe("a formula", () => {
  const formula = { says: "n", of: (n: number) => n, because: "it is a guess" };
  test("that does not give what was counted is found out", async () => {
    const wrong = oneRound(bsmr, { cost: { messages: formula, delays: { ...formula, says: "3", of: () => 3 } } });
    const { messages, delays } = await compare({ protocols: [wrong], situations: [], sizes: [4, 7] });
    expect(messages).toMatchObject([{ counts: [9, 18], formula: "n", agrees: false }]);
    expect(delays).toMatchObject([{ counts: [3, 3], formula: "3", agrees: true }]);
  });
});

test("a situation that a protocol cannot be in is not asked about, with the reason", async () => {
  const crowd: Situation = {
    ...(situations[0] as Situation),
    name: "crowd",
    under: () => ({ byzantine: [0, 1, 2, 3] }),
  };
  const other: Situation = { ...crowd, name: "other", property: "harmony" };
  const { situations: rows } = await compare({ protocols: [oneRound(bsmr)], situations: [crowd, other], sizes: [] });
  expect(rows[0]?.answers[0]?.outcome).toMatchObject({
    verdict: "NOT APPLICABLE",
    explanation: expect.stringContaining("every node is Byzantine"),
  });
  expect(rows[1]?.answers).toEqual([null]);
});
