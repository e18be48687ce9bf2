import { bsmr, type Configuration, defineConfig, expectationsOf, pbftRounds } from "byzcheck";

const rounds = (count: number, change: Partial<Pick<Configuration, "byzantine" | "timing">> = {}) => ({
  ...change,
  parameters: { rounds: count },
});
const wide = (count: number, byzantine: readonly number[]) => ({
  byzantine,
  parameters: { rounds: count, byzantineValues: "wide" },
});

/** A counterexample that was found once, in a search too large to be made each time. */
const recorded = (name: string, property: string, length: number) => ({
  replay: `test/traces/pbft-rounds-${name}.json`,
  expect: `violation:${property}` as const,
  length,
});

/** What this project holds true: `npm run gate` checks all of it. */
export const config = defineConfig({
  expectations: [
    // The naive protocol forks, and takes a liar that leads a round to do so.
    { protocol: bsmr, expect: "violation:agreement", length: 2 },
    { protocol: bsmr, under: rounds(2, { byzantine: [] }), expect: "safe" },
    { protocol: bsmr, under: rounds(3, { byzantine: [3] }), expect: "safe:agreement" },
    { protocol: bsmr, under: rounds(4, { byzantine: [3] }), expect: "violation:agreement", length: 15 },
    { protocol: bsmr, under: wide(2, [0]), expect: "violation:validity", length: 5 },
    { protocol: bsmr, under: wide(1, [3]), expect: "violation:validity", length: 3 },
    ...expectationsOf(bsmr),

    // PBFT's rounds agree slot by slot under every timing, and more liars than it tolerates fork it.
    { protocol: pbftRounds, under: rounds(1), expect: "safe:agreement" },
    { protocol: pbftRounds, under: rounds(1), expect: "safe:log-consistency" },
    { protocol: pbftRounds, under: rounds(1), expect: "reached:commits", length: 6 },
    { protocol: pbftRounds, under: rounds(1, { timing: "lockstep" }), expect: "safe:agreement" },
    { protocol: pbftRounds, under: rounds(1, { timing: "none" }), expect: "safe:agreement" },
    { protocol: pbftRounds, under: rounds(1, { byzantine: [0, 1] }), expect: "violation:agreement", length: 8 },
    {
      protocol: pbftRounds,
      variant: "preprepare-from-anyone",
      under: rounds(1, { byzantine: [3] }),
      expect: "violation:validity",
      length: 6,
    },

    // From two rounds on its logs diverge: a slot is skipped, and nobody says what was prepared in it.
    recorded("asynchronous", "log-consistency", 14),
    recorded("lockstep", "log-consistency", 18),
    recorded("nobody-lies", "log-consistency", 19),
    recorded("primary-prepare-counted", "log-consistency", 14),
    recorded("primary-prepare-counted-lockstep", "log-consistency", 18),
    recorded("timer-on-preprepare", "log-consistency", 15),

    // Each departure from the protocol that breaks agreement.
    recorded("claimed-sender", "agreement", 8),
    recorded("count-messages", "agreement", 8),
    recorded("preprepare-replay", "agreement", 8),
    recorded("count-copies", "agreement", 18),
    recorded("count-copies-lockstep", "agreement", 23),
    recorded("own-sequence", "agreement", 19),
    recorded("own-sequence-lockstep", "agreement", 18),
  ],
});
