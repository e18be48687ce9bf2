import { expect, test } from "vitest";
import type { PlayEvent } from "../../checker/play-event.ts";
import { createTranscript } from "../../reports/transcript.ts";

const lines = (events: readonly PlayEvent[]): readonly string[] => events.flatMap(createTranscript());

const log = (text: string) => [...text].map((value, slot) => ({ slot, view: slot, value: Number(value) }));

test("a transcript has the shape of the seed's terminals, marks below each other", () => {
  const proposal = { kind: "PROPOSAL", round: 0, value: 1 };
  const result = { kind: "RESULT", round: 0, value: 2 };
  expect(
    lines([
      { kind: "round", round: 0, primary: 0 },
      { kind: "sent", from: 0, to: 1, message: proposal, lie: false },
      { kind: "received", from: 0, to: 1, message: proposal, accepted: true, choices: [5] },
      { kind: "sent", from: 1, to: 0, message: { kind: "REPLY", round: 0, value: 5 }, lie: false },
      { kind: "noticed", replica: 0, says: "received f+1 = 2 replies, minimum 1" },
      { kind: "sent", from: 0, to: 2, message: result, lie: true },
      { kind: "received", from: 0, to: 2, message: result, accepted: true, choices: [] },
      { kind: "received", from: 0, to: 2, message: result, accepted: false, choices: [] },
      { kind: "state", replica: 2, log: log("2") },
      { kind: "end", logs: ["1234", "1234", "2234", "2234"].map(log) },
    ]),
  ).toEqual([
    "round 0, primary node 0",
    "node 0 -> node 1  PROPOSAL round 0 value 1",
    "node 1 <- node 0  PROPOSAL round 0 value 1   accepted",
    "node 1 -> node 0  REPLY round 0 value 5",
    "node 0 received f+1 = 2 replies, minimum 1",
    "node 0 -> node 2  RESULT round 0 value 2     lie",
    "node 2 <- node 0  RESULT round 0 value 2     accepted",
    "node 2 <- node 0  RESULT round 0 value 2     ignored",
    "node 2: $2",
    "node 0: $1234",
    "node 1: $1234",
    "node 2: $2234",
    "node 3: $2234",
  ]);
});

test("steps that nobody sends are lines too, and nothing in them is obeyed by a terminal", () => {
  expect(
    lines([
      { kind: "round", round: 1, primary: null },
      { kind: "timeout", replica: 3, choices: [] },
      { kind: "step", replica: 1, name: "prepare\u001b[2J", choices: [] },
      { kind: "round-end" },
    ]),
  ).toEqual(["round 1", "node 3  timeout", "node 1  prepare\\u001b[2J", "the round ends"]);
});
