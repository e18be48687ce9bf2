import {
  bsmr,
  type ConfigurationChange,
  defineConfig,
  expectationsOf,
  type ProjectExpectation,
  pbft,
  pbftRounds,
  twoPhaseCommit,
} from "byzcheck";

const safe = (under: ConfigurationChange): ProjectExpectation => ({ protocol: bsmr, under, expect: "safe" });

/**
 * The steps of a shortest trace under lockstep, where the search that the gate makes does not find the shortest. The
 * slow suite finds that there is no shorter one; here each is replayed.
 */
const recorded = (name: string, property: string, length: number): ProjectExpectation => ({
  replay: `test/traces/pbft-rounds-${name}lockstep.json`,
  expect: `violation:${property}`,
  length,
});

/** Three nodes, one of them a liar: few enough for the reference system. With f = 0 they fork. */
const threeNodes = (under: ConfigurationChange): ProjectExpectation => ({
  crossCheck: pbftRounds,
  under: { nodes: 3, parameters: { rounds: 1 }, ...under },
});

/** What this project holds true: `npm run gate` checks all of it. */
export const config = defineConfig({
  expectations: [
    // Whole runs: nothing is violated, and everything that is to be reachable is reached.
    safe({ byzantine: [], parameters: { rounds: 2 } }),
    { protocol: pbftRounds, under: { timing: "none", byzantine: [3], parameters: { rounds: 2 } }, expect: "safe" },
    { protocol: twoPhaseCommit, expect: "safe" },

    // What the protocols say of themselves, and of each of their variants.
    ...expectationsOf(bsmr),
    ...expectationsOf(pbftRounds),
    // PBFT's mutants take minutes: `npm run mutants` and the slow suite hold them.
    ...expectationsOf({ ...pbft, variants: {} }),
    ...expectationsOf(twoPhaseCommit),

    // The compiled engine says what the reference system says, under every subset of its reductions.
    { crossCheck: twoPhaseCommit, under: { nodes: 3 } },
    { crossCheck: bsmr, under: { parameters: { rounds: 1 } } },
    { crossCheck: bsmr, under: { byzantine: [3], parameters: { rounds: 2 } } },
    { crossCheck: pbft, under: { nodes: 3, parameters: { views: 0, slots: 1 } } },
    threeNodes({ timing: "asynchronous" }),
    threeNodes({ timing: "lockstep" }),
    threeNodes({ faulty: 0, timing: "asynchronous", parameters: { rounds: 2 } }),
    threeNodes({ faulty: 0, timing: "lockstep", parameters: { rounds: 2 } }),

    recorded("", "log-consistency", 18),
    recorded("own-sequence-", "agreement", 18),
    recorded("count-copies-", "agreement", 23),
  ],
});
