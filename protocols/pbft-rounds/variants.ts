/**
 * Deliberate changes of pbft-rounds, each with what it breaks and why. `unmodified` is what is known of the protocol
 * itself: a change proves something only where the protocol without it behaves otherwise.
 */
import type { ConfigurationChange, Expectation, Timing, Variant } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import { sinceViewStart } from "./numbering.ts";
import type { Parameters, Rules } from "./replica.ts";
import { believed, everyCopy } from "./votes.ts";

const rounds = (count: number, timing?: Timing, byzantine?: readonly number[]): ConfigurationChange => ({
  timing,
  byzantine,
  parameters: { rounds: count },
});

const countCopies = (correct: Rules): Rules => ({ ...correct, voting: everyCopy });
const countMessages = (correct: Rules): Rules => ({ ...countCopies(correct), countsPrepare: () => true });

export const variants = {
  "claimed-sender": {
    says: "the sender named in a PREPARE or COMMIT is believed",
    rules: (correct, { n }) => ({ ...correct, names: believed(n) }),
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 8, under: rounds(1) },
      // Who leads no view cannot have two values accepted; its votes in others' names only hurry what comes anyway.
      { property: "agreement", verdict: "SAFE", under: rounds(1, "asynchronous", [3]) },
      { property: "agreement", verdict: "SAFE", under: rounds(2, "asynchronous", [3]) },
      { property: "log-consistency", verdict: "VIOLATED", length: 9, under: rounds(2, "asynchronous", [3]) },
    ],
    because:
      "one liar casts everybody's votes, and makes a quorum of them wherever it likes: for one value here, and for another there or in the next view",
  },
  "count-messages": {
    says: "votes are counted by message, without names, as often as they arrive; the primary's PREPAREs count too",
    rules: countMessages,
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 8, under: rounds(1) },
      // Who leads no view cannot have two values accepted.
      { property: "agreement", verdict: "SAFE", under: rounds(1, "asynchronous", [3]) },
    ],
    because: "a liar repeats its votes until they are a quorum, for one value here and for another there",
  },
  "count-copies": {
    says: "votes are counted by message, without names, as often as they arrive; the primary's PREPAREs do not count",
    rules: countCopies,
    expect: [
      { property: "agreement", verdict: "SAFE", under: rounds(1) },
      { property: "agreement", verdict: "VIOLATED", length: 18, under: rounds(2) },
      { property: "agreement", verdict: "VIOLATED", length: 23, under: rounds(2, "lockstep") },
      // Without timeouts there is one view, and who leads it may send no PREPARE in it.
      { property: "agreement", verdict: "SAFE", under: rounds(2, "none") },
      { property: "log-consistency", verdict: "VIOLATED", length: 10, under: rounds(2) },
    ],
    because:
      "who pre-prepares two values may not send a PREPARE in that view, and two values would need four honest replicas; but a liar that led view 0 is a backup in view 1, and its repeated votes let the next primary decide alone what two others decide otherwise in view 0",
  },
  "preprepare-replay": {
    says: "as count-messages, and a PRE-PREPARE that comes again counts the replica's own PREPARE once more",
    rules: (correct, { n }) => ({
      ...countMessages(correct),
      takesPrePrepare: ({ view, accepted }, from, value) =>
        from === primaryOf(view, n) && (accepted === null || accepted === value),
    }),
    expect: [{ property: "agreement", verdict: "VIOLATED", length: 8, under: rounds(1) }],
    because: "a pre-prepare sent twice is a prepared certificate, and a COMMIT sent twice completes a quorum",
  },
  "primary-prepare-counted": {
    says: "the primary's PREPARE counts towards prepared",
    rules: (correct) => ({ ...correct, countsPrepare: () => true }),
    expect: [
      { property: "agreement", verdict: "SAFE", under: rounds(1) },
      { property: "agreement", verdict: "SAFE", under: rounds(2) },
      { property: "log-consistency", verdict: "VIOLATED", length: 14, under: rounds(2) },
      { property: "log-consistency", verdict: "VIOLATED", under: rounds(2, "lockstep") },
      { property: "log-consistency", verdict: "SAFE", under: rounds(2, "none") },
    ],
    because:
      "2f+1 COMMITs still need f+1 honest replicas that accepted the value, and each accepts one; skipped slots are as in the protocol itself",
  },
  "preprepare-from-anyone": {
    says: "a replica that does not lead the view accepts the first PRE-PREPARE, whoever sent it",
    rules: (correct) => ({ ...correct, takesPrePrepare: ({ accepted }) => accepted === null, proposal: "sent" }),
    expect: [
      { property: "agreement", verdict: "SAFE", under: rounds(1) },
      { property: "agreement", verdict: "SAFE", under: rounds(1, "asynchronous", [3]) },
      { property: "agreement", verdict: "SAFE", under: rounds(2) },
      { property: "agreement", verdict: "SAFE", under: rounds(2, "asynchronous", [3]) },
      { property: "validity", verdict: "SAFE", under: rounds(1) },
      { property: "validity", verdict: "VIOLATED", length: 6, under: rounds(1, "asynchronous", [3]) },
      { property: "validity", verdict: "VIOLATED", length: 8, under: rounds(2) },
    ],
    because:
      "2f+1 COMMITs still need f+1 honest replicas that accepted the value, and each accepts one; but the value is a liar's where an honest replica leads: node 3 in view 0, node 0 in view 1 only",
  },
  "own-sequence": {
    says: "messages carry how many slots a replica has appended since it entered its view, in place of the slot",
    rules: (correct) => ({ ...correct, numbering: sinceViewStart, proposal: "sent" }),
    expect: [
      { property: "agreement", verdict: "VIOLATED", length: 19, under: rounds(2, "asynchronous", []) },
      { property: "agreement", verdict: "VIOLATED", length: 14, under: rounds(2) },
      // Every honest message arrives in its round, so without a liar nobody leaves view 0.
      { property: "agreement", verdict: "SAFE", under: rounds(2, "lockstep", []) },
      { property: "agreement", verdict: "VIOLATED", length: 18, under: rounds(2, "lockstep") },
    ],
    because:
      "the numbers begin again with each view: what one replica decided first in view 0 the others, who skipped it, decide otherwise as the first of view 1",
  },
  "timer-on-preprepare": {
    says: "the timer starts with an accepted pre-prepare only",
    rules: (correct) => ({ ...correct, timerRuns: ({ accepted }) => accepted !== null }),
    expect: [
      { property: "agreement", verdict: "SAFE", under: rounds(1) },
      { property: "agreement", verdict: "SAFE", under: rounds(2) },
      { property: "log-consistency", verdict: "VIOLATED", length: 15, under: rounds(2) },
      // In node 3's attack the two that skip the slot have accepted it as it is: node 0 leads, node 1 has prepared.
      { property: "log-consistency", verdict: "VIOLATED", length: 14, under: rounds(2, "asynchronous", [3]) },
      { property: "progress", verdict: "VIOLATED", length: 0, under: rounds(1) },
      { property: "catch-up", verdict: "VIOLATED", length: 2, under: rounds(1) },
      // Node 1 has appended slot 0 and stays in view 0; the others have gone on to view 1, which it should lead.
      { property: "progress", verdict: "VIOLATED", length: 6, under: rounds(2, "asynchronous", [3]) },
      // Nobody needs to lie for that.
      { property: "progress", verdict: "VIOLATED", length: 8, under: rounds(2, "asynchronous", []) },
      { property: "progress", verdict: "SAFE", under: rounds(2, "lockstep") },
    ],
    because:
      "a slot is skipped as in the protocol itself, if need be one pre-prepare later; whoever receives none stays behind for ever",
  },
} satisfies { readonly [name: string]: Variant<Parameters, Rules> };

export const unmodified: readonly Expectation[] = [
  ...(["asynchronous", "lockstep", "none"] as const).flatMap((timing): readonly Expectation[] => [
    ...[1, 2, 3].map(
      (slots): Expectation => ({ property: "agreement", verdict: "SAFE", under: rounds(slots, timing) }),
    ),
    { property: "validity", verdict: "SAFE", under: rounds(1, timing) },
    { property: "validity", verdict: "SAFE", under: rounds(2, timing) },
    { property: "integrity", verdict: "SAFE", under: rounds(2, timing) },
    { property: "commits", verdict: "REACHED", length: 6, under: rounds(1, timing) },
  ]),
  { property: "log-consistency", verdict: "SAFE", under: rounds(1) },
  // A slot skipped without a word: node 0 lets one replica alone see its COMMIT.
  { property: "log-consistency", verdict: "VIOLATED", length: 14, under: rounds(2) },
  { property: "log-consistency", verdict: "VIOLATED", length: 18, under: rounds(2, "lockstep") },
  // The votes of a liar that leads neither view do as much, but under lockstep the three others decide without it.
  { property: "log-consistency", verdict: "VIOLATED", length: 14, under: rounds(2, "asynchronous", [3]) },
  { property: "log-consistency", verdict: "SAFE", under: rounds(2, "lockstep", [3]) },
  // Nobody lies: a timer that fires too early is enough, and under lockstep none does.
  { property: "log-consistency", verdict: "VIOLATED", length: 19, under: rounds(2, "asynchronous", []) },
  { property: "log-consistency", verdict: "SAFE", under: rounds(2, "lockstep", []) },
  // Without timeouts no slot is skipped.
  { property: "log-consistency", verdict: "SAFE", under: rounds(2, "none") },
  { property: "log-consistency", verdict: "SAFE", under: rounds(2, "none", [3]) },
  { property: "log-consistency", verdict: "SAFE", under: rounds(2, "none", []) },
  { property: "commits-in-every-slot", verdict: "REACHED", length: 14, under: rounds(2) },
  { property: "commits-in-a-later-view", verdict: "REACHED", length: 8, under: rounds(2) },
  // A timer replaces a silent primary; without one nobody does.
  ...[1, 2, 4].flatMap((slots): readonly Expectation[] => [
    { property: "progress", verdict: "SAFE", under: rounds(slots) },
    { property: "catch-up", verdict: "SAFE", under: rounds(slots) },
  ]),
  { property: "progress", verdict: "SAFE", under: rounds(2, "lockstep") },
  { property: "catch-up", verdict: "SAFE", under: rounds(1, "lockstep") },
  { property: "progress", verdict: "VIOLATED", length: 0, under: rounds(1, "none") },
  { property: "catch-up", verdict: "VIOLATED", length: 6, under: rounds(1, "none") },
  { property: "progress", verdict: "SAFE", under: rounds(2, "none", [3]) },
  { property: "catch-up", verdict: "SAFE", under: rounds(1, "none", []) },
  // More liars than the quorums are made for.
  { property: "agreement", verdict: "VIOLATED", length: 8, under: rounds(1, "asynchronous", [0, 1]) },
];
