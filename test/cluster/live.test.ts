import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlayEvent } from "../../checker/play-event.ts";
import { Live } from "../../cluster/live.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import type { Body } from "../../model/message.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Node 1 of pbft-rounds, with a timer of 100 ms, and what it does. */
function replica() {
  const setting = settingOf(pbftRounds, configure(pbftRounds, { byzantine: [], timing: "asynchronous" }));
  const kinds: PlayEvent["kind"][] = [];
  const live = new Live({
    protocol: pbftRounds,
    setting,
    scenario: undefined,
    id: 1,
    timer: 100,
    send: () => {},
    tell: ({ kind }) => void kinds.push(kind),
    refused: () => {},
    rested: () => {},
    failed(error) {
      throw error;
    },
  });
  live.start(0);
  const hear = (from: number, kind: string): void =>
    live.receive({ from, body: { kind, view: 0, slot: 0, value: 1 } as Body });
  return { live, hear, timeouts: () => kinds.filter((kind) => kind === "timeout").length };
}

test("a timer fires when nothing was decided in time, once in each slot, and never after the last", () => {
  const { live, timeouts } = replica();
  vi.advanceTimersByTime(99);
  expect(timeouts()).toBe(0);
  vi.advanceTimersByTime(5);
  expect(timeouts()).toBe(1);
  expect(live.isSettled).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(timeouts()).toBe(4);
  expect(live.isSettled).toBe(true);
});

test("a decision starts it anew", () => {
  const { hear, timeouts } = replica();
  vi.advanceTimersByTime(80);
  // COMMITs come before what they commit: they wait.
  for (const [from, kind] of [
    [2, "COMMIT"],
    [3, "COMMIT"],
    [2, "PREPARE"],
    [0, "PRE-PREPARE"],
  ] as const)
    hear(from, kind);
  vi.advanceTimersByTime(80);
  expect(timeouts()).toBe(0);
  vi.advanceTimersByTime(30);
  expect(timeouts()).toBe(1);
});
