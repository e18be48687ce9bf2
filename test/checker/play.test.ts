import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlayOptions, play } from "../../checker/play.ts";
import type { PlayEvent } from "../../checker/play-event.ts";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

const played = (
  protocol: Protocol,
  options: PlayOptions = {},
  change: ConfigurationChange = {},
): readonly PlayEvent[] => [...play(protocol, configure(protocol, change), options)];
const values = (events: readonly PlayEvent[]): readonly string[] => {
  const end = events.at(-1);
  return end?.kind === "end" ? end.logs.map((log) => log.map(({ value }) => value).join("")) : [];
};
const ofKind = <K extends PlayEvent["kind"]>(events: readonly PlayEvent[], kind: K) =>
  events.filter((event): event is Extract<PlayEvent, { kind: K }> => event.kind === kind);

describe("a schedule", () => {
  test.each([
    [bsmr, "result-equivocation", ["1234", "1234", "2234", "2234"]],
    [bsmr, "proposal-equivocation", ["1234", "1234", "2234", "2234"]],
    [pbftRounds, "preprepare-equivocation", ["234", "234", "234", "234"]],
  ] as const)("$name %s ends as is known", (protocol, name, logs) => {
    const scenario = (protocol as Protocol).scenarios?.[name];
    expect(values(played(protocol, { scenario }, scenario?.under))).toEqual(logs);
  });

  test("of an honest run tells no lies, and nobody times out", () => {
    const events = played(pbftRounds);
    expect(ofKind(events, "sent").some(({ lie }) => lie)).toBe(false);
    expect(ofKind(events, "timeout")).toEqual([]);
  });

  test("commits two-phase commit: a step alone is taken when nothing is deliverable", () =>
    expect(values(played(twoPhaseCommit))).toEqual(["", "commit", "commit", "commit"]));

  test("marks as a lie exactly what differs from what the honest reducer sends", () => {
    const scenario = bsmr.scenarios?.["result-equivocation"];
    const lies = ofKind(played(bsmr, { scenario }), "sent").filter(({ lie }) => lie);
    expect(lies.map(({ from, to, message }) => ({ from, to, message }))).toEqual(
      [2, 3].map((to) => ({ from: 0, to, message: { kind: "RESULT", round: 0, value: 2 } })),
    );
  });

  test("times out whoever is in the earliest round, once nothing is deliverable", () => {
    // Nobody hears from the primary: all time out, and go on in view 1.
    const silence = { says: "node 0 is silent", script: () => null };
    const events = played(pbftRounds, { scenario: silence }, { parameters: { rounds: 2 } });
    expect(ofKind(events, "timeout").map(({ replica }) => replica)).toEqual([0, 1, 2, 3]);
    expect(values(events)).toEqual(["2", "2", "2", "2"]);
  });

  test("ends although nothing is ever decided", () => {
    const silence = { says: "everybody is silent", script: () => null };
    const change = { byzantine: [0, 1, 2], parameters: { rounds: 3 } };
    expect(values(played(pbftRounds, { scenario: silence }, change))).toEqual(["", "", "", ""]);
  });

  test("puts the heading of a round before everything that is sent in it", () => {
    const events = played(bsmr);
    for (const { round } of ofKind(events, "round")) {
      const first = events.findIndex(
        (one) => one.kind === "sent" && "round" in one.message && one.message.round === round,
      );
      expect(events.findIndex((one) => one.kind === "round" && one.round === round)).toBeLessThan(first);
    }
  });
});

describe("the laws of play", () => {
  const protocols = fc.constantFrom<Protocol>(bsmr, pbftRounds, twoPhaseCommit);

  test("the same seed plays the same schedule", () =>
    fc.assert(
      fc.property(protocols, fc.integer(), (protocol, seed) => {
        expect(played(protocol, { seed })).toEqual(played(protocol, { seed }));
      }),
      { numRuns: 10 },
    ));

  test("what is received was sent, and each message at most once, also where copies would count", () => {
    const letter = ({ from, to, message }: { from: number; to: number; message: unknown }): string =>
      canonical({ from, to, message });
    const cases = fc.constantFrom<[Protocol, string | null]>(
      [bsmr, null],
      [twoPhaseCommit, null],
      [pbftRounds, "count-messages"],
    );
    fc.assert(
      fc.property(cases, fc.option(fc.integer(), { nil: undefined }), ([protocol, variant], seed) => {
        const underway = new Map<string, number>();
        for (const event of play(protocol, configure(protocol, {}, variant), { seed })) {
          if (event.kind !== "sent" && event.kind !== "received") continue;
          const left = (underway.get(letter(event)) ?? 0) + (event.kind === "sent" ? 1 : -1);
          expect(left).toBeGreaterThanOrEqual(0);
          underway.set(letter(event), left);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("an honest run decides the same everywhere, whatever the order of the deliveries", () =>
    fc.assert(
      fc.property(fc.constantFrom<Protocol>(bsmr, pbftRounds), fc.integer(), (protocol, seed) => {
        expect(values(played(protocol, { seed }))).toEqual(["1234", "1234", "1234", "1234"]);
      }),
      { numRuns: 20 },
    ));
});
