/** How the effort grows with the bounds, up to what is finished in a given time. */
import { type Measured, run } from "../process.ts";
import { ROOT } from "../root.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, type Target, targetWords } from "../target.ts";

interface Case {
  readonly flags: string;
  /** Seconds after which it is stopped. */
  readonly limit: number;
  readonly seconds: Target | null;
}

const unlimited = (flags: string): Case => ({ flags, limit: 600, seconds: null });
const within = (seconds: number, flags: string): Case => ({ flags, limit: seconds, seconds: { under: seconds } });
const stopped = (limit: number, flags: string): Case => ({ flags, limit, seconds: null });

/** With `delay` from the beginning, and not only where tables are large without it. */
const DELAY = "--reduce quotient,live,macro,monitor,symmetry,delay";

const ROUNDS: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map((rounds) => unlimited(`--rounds ${rounds}`)),
  ...[1, 2].map((rounds) => unlimited(`--nodes 7 --faulty 2 --byzantine 0,1 --rounds ${rounds}`)),
];

const VIEWS: readonly Case[] = [
  stopped(60, "--property agreement --views 0 --reduce none"),
  unlimited("--property agreement --views 0"),
  stopped(60, "--property agreement --views 1 --reduce none"),
  within(5, "--property agreement --views 1"),
  within(10, "--views 1"),
  unlimited(`--property agreement --views 1 ${DELAY}`),
  within(20, "--property agreement --views 2"),
  unlimited(`--property agreement --views 2 ${DELAY}`),
  within(300, "--property agreement --views 3"),
  unlimited(`--property agreement --views 3 ${DELAY}`),
  within(180, "--property agreement --views 1 --slots 2"),
  within(60, "--property agreement --views 0 --nodes 7 --faulty 2 --byzantine 0,1"),
];

export const growth: Suite = suite(
  "growth",
  "`check --protocol pbft-rounds --property agreement` with more and more rounds, and with more nodes, one run each, stopped after 10 minutes.",
  "--protocol pbft-rounds --property agreement",
  ROUNDS,
);

export const views: Suite = suite(
  "views",
  "`check --protocol pbft` with more and more views, one run each, stopped after the time that is the target, or after 10 minutes; without reductions after one.",
  "--protocol pbft",
  VIEWS,
);

/** What is used of the outcome as JSON. */
interface Outcome {
  readonly verdict: string;
  readonly exhaustive: boolean;
  readonly statistics: {
    readonly distinctStates: number;
    readonly transitions: number;
    readonly depth: number | null;
    readonly tables: { readonly milliseconds: number | null; readonly replicaStates: readonly number[] } | null;
  };
}

function suite(name: string, says: string, common: string, cases: readonly Case[]): Suite {
  return {
    name,
    says,
    long: true,
    async measure({ progress }) {
      const rows: (readonly string[])[] = [];
      let missed = 0;
      for (const one of cases) {
        progress(one.flags);
        const measured = await check(`${common} ${one.flags}`, one.limit);
        const outcome = JSON.parse(measured.stdout) as Outcome;
        if (one.seconds && !isReached(one.seconds, outcome, measured)) missed++;
        rows.push(rowOf(one, outcome, measured));
      }
      return {
        columns: [
          "",
          "",
          "states",
          "transitions",
          "depth",
          "states of a replica",
          "tables, s",
          "s",
          "target",
          "",
          "MB",
        ],
        rows,
        notes: ["What was stopped is `incomplete`; its figures are how far it had come."],
        missed,
      };
    },
  };
}

/** A check that was stopped exits with 3. */
const check = (flags: string, limit: number): Promise<Measured> =>
  run(
    process.execPath,
    ["cli/start.js", "check", ...flags.split(" "), "--timeout", String(limit), "--json", "--quiet"],
    ROOT,
    [0, 3],
  );

const isReached = (target: Target, { exhaustive }: Outcome, { seconds }: Measured): boolean =>
  exhaustive && reaches(target, seconds);

function rowOf({ flags, seconds }: Case, outcome: Outcome, measured: Measured): readonly string[] {
  const { distinctStates, transitions, depth, tables } = outcome.statistics;
  const ended = outcome.exhaustive ? judged : () => "MISSED";
  return [
    `\`${flags}\``,
    outcome.verdict,
    distinctStates.toLocaleString("en"),
    transitions.toLocaleString("en"),
    String(depth ?? ""),
    Math.max(0, ...(tables?.replicaStates ?? [])).toLocaleString("en"),
    typeof tables?.milliseconds === "number" ? shown(tables.milliseconds / 1000) : "",
    shown(measured.seconds),
    seconds ? targetWords(seconds, " s") : "",
    seconds ? ended(seconds, measured.seconds) : "",
    shown(measured.peakBytes / 2 ** 20),
  ];
}
