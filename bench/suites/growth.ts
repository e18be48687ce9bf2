/** How the effort grows with the rounds, up to what is finished within ten minutes. */
import { type Measured, run } from "../process.ts";
import { ROOT } from "../root.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";

/** Seconds. */
const LIMIT = 600;

const ROUNDS = [1, 2, 3, 4, 5, 6].map((rounds) => `--rounds ${rounds}`);
const LARGER = "--nodes 7 --faulty 2 --rounds 1";

/** What is used of the outcome as JSON. */
interface Outcome {
  readonly properties: readonly { readonly verdict: string }[];
  readonly statistics: {
    readonly distinctStates: number;
    readonly transitions: number;
    readonly depth: number | null;
    readonly tables: { readonly milliseconds: number; readonly replicaStates: readonly number[] } | null;
  };
}

export const growth: Suite = {
  name: "growth",
  says: `\`check --protocol pbft-rounds --property agreement\` with more and more rounds, and with more nodes, one run each, stopped after ${LIMIT / 60} minutes.`,
  long: true,
  async measure({ progress }) {
    const rows: (readonly string[])[] = [];
    let unfinished = false;
    for (const flags of [...ROUNDS, LARGER]) {
      if (unfinished && flags !== LARGER) continue;
      progress(flags);
      const measured = await check(flags);
      const outcome = JSON.parse(measured.stdout) as Outcome;
      const verdict = outcome.properties[0]?.verdict ?? "";
      unfinished ||= verdict === "UNDECIDED";
      rows.push(rowOf(flags, verdict, outcome, measured));
    }
    return {
      columns: ["", "verdict", "states", "transitions", "depth", "states of a replica", "tables, s", "s", "MB"],
      rows,
      notes: unfinished
        ? [`UNDECIDED is what had not ended after ${LIMIT} s; its figures are how far it had come.`]
        : [],
      missed: 0,
    };
  },
};

/** Exits with 0 where agreement is safe and with 3 where it was stopped. */
const check = (flags: string): Promise<Measured> => {
  const asked = [
    "--protocol",
    "pbft-rounds",
    "--property",
    "agreement",
    "--timeout",
    String(LIMIT),
    "--json",
    "--quiet",
  ];
  return run(
    process.execPath,
    ["--import", "tsx", "cli/main.ts", "check", ...asked, ...flags.split(" ")],
    ROOT,
    [0, 3],
  );
};

function rowOf(flags: string, verdict: string, { statistics }: Outcome, measured: Measured): readonly string[] {
  const { distinctStates, transitions, depth, tables } = statistics;
  return [
    `\`${flags}\``,
    verdict,
    distinctStates.toLocaleString("en"),
    transitions.toLocaleString("en"),
    String(depth ?? ""),
    Math.max(0, ...(tables?.replicaStates ?? [])).toLocaleString("en"),
    tables ? shown(tables.milliseconds / 1000) : "",
    shown(measured.seconds),
    shown(measured.peakBytes / 2 ** 20),
  ];
}
