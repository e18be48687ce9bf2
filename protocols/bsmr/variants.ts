/**
 * Deliberate changes of bsmr, each with what it breaks and why. `unmodified` is what is known of the protocol itself:
 * a change proves something only where the protocol without it behaves otherwise.
 */
import type { ConfigurationChange, Expectation, Variant } from "../../model/protocol.ts";
import { believed, type Parameters, type Rules } from "./replica.ts";

/** A liar may say 0 as well. */
const wide = (byzantine: readonly number[], rounds: number): ConfigurationChange => ({
  byzantine,
  parameters: { rounds, byzantineValues: "wide" },
});

export const variants = {
  "result-from-anyone": {
    says: "a replica that does not lead a round takes its RESULT from any sender",
    rules: (correct) => ({ ...correct, takesResult: () => true }),
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 2, under: { byzantine: [3], parameters: { rounds: 1 } } },
      { property: "validity", verdict: "VIOLATED", length: 1, under: { byzantine: [3], parameters: { rounds: 1 } } },
      // Who has appended a liar's result does not reply any more, and the primary waits for replies.
      { property: "progress", verdict: "VIOLATED", length: 1, under: { byzantine: [3], parameters: { rounds: 1 } } },
    ],
    because: "a liar need not lead a round to announce its result, and tells each backup another one",
  },
  "result-without-round": {
    says: "a RESULT names no round: a replica appends it in whatever round it is in, whoever sent it",
    rules: (correct) => ({ ...correct, resultRound: () => null, takesResult: () => true }),
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 11, under: { byzantine: [], parameters: { rounds: 2 } } },
      { property: "validity", verdict: "VIOLATED", length: 6, under: { byzantine: [], parameters: { rounds: 2 } } },
      // Who has appended the result of another round for its own is past it, and replies no more.
      { property: "progress", verdict: "VIOLATED", length: 8, under: { byzantine: [], parameters: { rounds: 2 } } },
    ],
    because:
      "a RESULT that arrives a second time is appended again, as the result of the next round; nobody needs to lie",
  },
  "claimed-sender": {
    says: "a REPLY names its sender and is believed",
    rules: (correct, { n }) => ({ ...correct, names: believed(n) }),
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 2, under: { parameters: { rounds: 1 } } },
      { property: "validity", verdict: "SAFE", under: { parameters: { rounds: 2 } } },
      { property: "agreement", verdict: "SAFE", under: { byzantine: [3], parameters: { rounds: 3 } } },
      { property: "validity", verdict: "SAFE", under: { byzantine: [3], parameters: { rounds: 3 } } },
      { property: "agreement", verdict: "VIOLATED", length: 12, under: { byzantine: [3], parameters: { rounds: 4 } } },
      { property: "validity", verdict: "VIOLATED", length: 3, under: wide([0], 2) },
      { property: "validity", verdict: "VIOLATED", length: 2, under: wide([3], 1) },
      { property: "agreement", verdict: "SAFE", under: wide([3], 3) },
      { property: "validity", verdict: "SAFE", under: wide([0], 1) },
    ],
    because:
      "one liar can supply all f+1 replies, which shortens every attack; but the minimum counts the proposal, so a name buys nothing that a single REPLY does not: agreement falls where the liar leads a round, validity where it may say 0",
  },
} satisfies { readonly [name: string]: Variant<Parameters, Rules> };

export const unmodified: readonly Expectation[] = [
  // The primary of the first round tells two replicas two results.
  { property: "agreement", verdict: "VIOLATED", length: 2 },
  { property: "log-consistency", verdict: "VIOLATED", length: 2 },
  { property: "integrity", verdict: "SAFE" },
  { property: "validity", verdict: "SAFE" },
  { property: "commits", verdict: "REACHED", length: 1 },
  { property: "commits-in-every-slot", verdict: "REACHED", length: 15 },
  // Nobody but its primary moves a round on, and node 0 leads the first.
  { property: "progress", verdict: "VIOLATED", length: 0 },
  // Node 3 leads no round before the fourth.
  { property: "progress", verdict: "SAFE", under: { byzantine: [3], parameters: { rounds: 3 } } },
  { property: "progress", verdict: "VIOLATED", length: 0, under: { byzantine: [3], parameters: { rounds: 4 } } },
  { property: "agreement", verdict: "SAFE", under: { byzantine: [3], parameters: { rounds: 3 } } },
  { property: "agreement", verdict: "VIOLATED", length: 15, under: { byzantine: [3], parameters: { rounds: 4 } } },
  // Nobody lies: the minimum is the proposal, and there is one.
  { property: "agreement", verdict: "SAFE", under: { byzantine: [], parameters: { rounds: 2 } } },
  { property: "log-consistency", verdict: "SAFE", under: { byzantine: [], parameters: { rounds: 2 } } },
  { property: "validity", verdict: "SAFE", under: { byzantine: [], parameters: { rounds: 2 } } },
  { property: "progress", verdict: "SAFE", under: { byzantine: [], parameters: { rounds: 2 } } },
  // One REPLY 0 wins every minimum.
  { property: "validity", verdict: "VIOLATED", length: 5, under: wide([0], 2) },
  { property: "validity", verdict: "VIOLATED", length: 3, under: wide([3], 1) },
];
