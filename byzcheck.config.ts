import { bsmr, defineConfig, expectationsOf, pbftRounds } from "byzcheck";

/** What this project holds true: `npm run gate` checks all of it. */
export const config = defineConfig({
  expectations: [
    // The naive protocol forks, and needs a liar for it.
    { protocol: bsmr, expect: "violation:agreement", length: 2 },
    { protocol: bsmr, under: { byzantine: [], parameters: { rounds: 2 } }, expect: "safe" },
    { protocol: bsmr, under: { byzantine: [3], parameters: { rounds: 3 } }, expect: "safe:agreement" },
    {
      protocol: bsmr,
      under: { parameters: { rounds: 2, byzantineValues: "wide" } },
      expect: "violation:validity",
      length: 5,
    },
    {
      protocol: bsmr,
      under: { byzantine: [3], parameters: { rounds: 1, byzantineValues: "wide" } },
      expect: "violation:validity",
      length: 3,
    },

    // PBFT's rounds agree slot by slot, under every timing.
    { protocol: pbftRounds, under: { parameters: { rounds: 1 } }, expect: "safe:agreement" },
    { protocol: pbftRounds, under: { parameters: { rounds: 1 } }, expect: "safe:log-consistency" },
    { protocol: pbftRounds, under: { parameters: { rounds: 1 } }, expect: "reached:commits", length: 6 },
    { protocol: pbftRounds, under: { timing: "lockstep", parameters: { rounds: 1 } }, expect: "safe:agreement" },
    { protocol: pbftRounds, under: { timing: "none", parameters: { rounds: 1 } }, expect: "safe:agreement" },
    { protocol: pbftRounds, under: { byzantine: [0, 1], parameters: { rounds: 1 } }, expect: "violation:agreement" },

    // Each variant breaks what it says, and nothing else that it names.
    ...expectationsOf(bsmr),
    ...expectationsOf(pbftRounds),
  ],
});
