/** One protocol, every engine and every subset of the reductions: do they all say the same? */
import type { Body } from "../model/message.ts";
import type { OutputProperty } from "../model/property.ts";
import type { Parameters, Protocol, Timing } from "../model/protocol.ts";
import { type CheckOptions, check } from "./check.ts";
import { type Reduction, reductionsFor, soundReductions } from "./compile/reductions.ts";
import type { Outcome, Statistics, Verdict } from "./outcome.ts";

/** One search of the protocol, and what it says. */
export interface CrossCheckRun {
  /** The engine that was used, in the end. */
  readonly engine: Statistics["engine"];
  /** Whether its tables were made on demand. */
  readonly onDemand: boolean;
  readonly search: Statistics["search"];
  readonly reductions: readonly string[];
  /** By the property's name. */
  readonly verdicts: { readonly [property: string]: Verdict };
  /** Of the traces that are shortest ones, by the property's name; null for any other. */
  readonly lengths: { readonly [property: string]: number | null };
  /** Distinct states. With `monitor` each property is searched by itself, and this is the sum. */
  readonly states: number;
}

export interface CrossCheck {
  /** Whether there are no differences. Look at `cutShort` as well: what was not compared does not differ. */
  readonly agreed: boolean;
  readonly runs: readonly CrossCheckRun[];
  /** What an engine says otherwise than the reference system does, one sentence each. */
  readonly differences: readonly string[];
  /** The searches that were not finished, or not made, and why. */
  readonly cutShort: readonly string[];
}

const MOST_STATES = 100_000;
const SECONDS = 180;

/**
 * Makes every search exhaustive: nothing violates it, so nothing ends a search early, and counts can be compared. It
 * looks at nothing, so it keeps no states apart.
 */
const wholeSpace: OutputProperty = {
  name: "(the whole space)",
  kind: "always",
  says: "nothing; the whole space is searched for it",
  over: "outputs",
  judge: () => null,
  monitor: { initial: null, consume: (state) => state, found: () => false },
};

/** A way to search the compiled system. */
export interface CompiledRun {
  readonly reduce: readonly Reduction[];
  readonly search: "breadth-first" | "depth-first";
  /** With tables that are made on demand; nothing is reduced then. */
  readonly onDemand?: true;
}

/**
 * Every subset of the reductions that are sound under a timing, in both orders; then tables on demand.
 *
 * @param all whether reductions that are used only where they are named are combined with every subset of the others too, and
 *   not only with none and with all of them
 */
export function everyRun(timing: Timing, all = false): readonly CompiledRun[] {
  const sound = soundReductions(timing);
  const usual = sound.filter((one) => reductionsFor("all", timing).has(one));
  const named = sound.filter((one) => !usual.includes(one));
  const some = all ? subsets(sound) : [...subsets(usual), ...(named.length > 0 ? [named, sound] : [])];
  const orders = ["breadth-first", "depth-first"] as const;
  return [
    ...orders.flatMap((search) => some.map((reduce) => ({ search, reduce }))),
    ...orders.map((search) => ({ search, reduce: [], onDemand: true }) as const),
  ];
}

/**
 * Checks a protocol with the reference system, and with the compiled engine under every subset of the reductions that
 * are sound for its timing, breadth-first and depth-first. Keep the bounds small: the reference system is slow.
 *
 * @param options as for `check`; what they say of engine, reductions, search, workers and `failFast` is not used. `maxStates`
 *   is for each search (100,000 if left out), `timeout` for all together, in seconds (180); the callbacks are called by each search
 * @param runs what to compare with the reference system: everything, if left out
 * @throws ConfigurationError, ModelError as `check` does, where the reference system does
 */
export async function crossCheck<R, B extends Body, P extends Parameters, Rules>(
  options: CheckOptions<R, B, P, Rules>,
  runs?: readonly CompiledRun[],
): Promise<CrossCheck> {
  const protocol = withWholeSpace(options.protocol as Protocol);
  const ends = performance.now() + 1000 * (options.timeout ?? SECONDS);
  const properties = options.properties && [...options.properties, wholeSpace.name];
  const run = (how: Pick<CheckOptions, "engine" | "reduce" | "search" | "tableLimit">): Promise<Outcome> =>
    check({
      ...options,
      protocol,
      properties,
      maxStates: options.maxStates ?? MOST_STATES,
      timeout: Math.max(0.001, (ends - performance.now()) / 1000),
      failFast: false,
      explain: false,
      workers: 1,
      ...how,
    } as CheckOptions);

  const truth = await run({ engine: "reference", reduce: undefined, search: "breadth-first" });
  const outcomes = [truth];
  const differences: string[] = [];
  const cutShort = truth.exhaustive ? [] : [`${nameOf(truth.statistics)}: stopped by ${truth.stoppedBy}`];
  for (const { search, reduce, onDemand } of runs ?? everyRun(truth.configuration.timing)) {
    const name = onDemand ? `tables on demand, ${search}` : nameOf({ engine: "compiled", search, reductions: reduce });
    if (options.signal?.aborted || performance.now() >= ends) {
      cutShort.push(`${name}: not made, ${options.signal?.aborted ? "interrupted" : "no time was left"}`);
      continue;
    }
    try {
      const outcome = await run({ engine: "compiled", reduce, search, ...(onDemand ? { tableLimit: 0 } : {}) });
      outcomes.push(outcome);
      differences.push(...differencesFrom(truth, outcome).map((one) => `${name}: ${one}`));
      const { engineNote, tables } = outcome.statistics;
      if (!onDemand && tables?.closed === false) cutShort.push(`${name}: ${engineNote}`);
      else if (!outcome.exhaustive) cutShort.push(`${name}: stopped by ${outcome.stoppedBy}`);
    } catch (error) {
      differences.push(`${name}: threw ${error instanceof Error ? `${error.name}: ${error.message}` : error}`);
    }
  }
  return { agreed: differences.length === 0, runs: outcomes.map(runOf), differences, cutShort };
}

const withWholeSpace = (protocol: Protocol): Protocol => ({
  ...protocol,
  properties: (setting) => [...protocol.properties(setting), wholeSpace],
});

/** What an outcome says otherwise than the reference system's. What one of them leaves undecided does not differ. */
function differencesFrom(truth: Outcome, outcome: Outcome): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, expected: unknown, actual: unknown): void => {
    if (expected !== actual) found.push(`${what} is ${actual}, of the reference system ${expected}`);
  };
  for (const expected of truth.properties) {
    const actual = outcome.property(expected.name);
    if ([expected.verdict, actual.verdict].includes("UNDECIDED")) continue;
    compare(`the verdict on ${expected.name}`, expected.verdict, actual.verdict);
    if (expected.shortest && actual.shortest && expected.length !== null && actual.length !== null)
      compare(`the shortest length for ${expected.name}`, expected.length, actual.length);
  }
  if (truth.exhaustive && outcome.exhaustive && outcome.statistics.reductions.length === 0) {
    for (const count of ["distinctStates", "transitions", "depth"] as const) {
      const actual = outcome.statistics[count];
      if (actual !== null) compare(`the count of ${count}`, truth.statistics[count], actual);
    }
  }
  if (outcome.exhaustive || outcome.statistics.tables?.closed) found.push(...overlooked(truth, outcome));
  return found;
}

/** What an outcome says was never seen, though the reference system saw it. */
function overlooked({ neverSeen: truth }: Outcome, { neverSeen }: Outcome): readonly string[] {
  if (truth === null || neverSeen === null) return [];
  const names = [
    ...neverSeen.actions.filter((one) => !truth.actions.includes(one)),
    ...neverSeen.messages.filter((one) => !truth.messages.includes(one)),
    ...(neverSeen.byzantine && !truth.byzantine ? ["a Byzantine message"] : []),
  ];
  return names.map((one) => `${one} was never seen, but the reference system saw it`);
}

const nameOf = ({ engine, search, reductions }: Pick<Statistics, "engine" | "search" | "reductions">): string =>
  engine === "reference" ? "the reference system" : `${reductions.join("+") || "no reductions"}, ${search}`;

function runOf({ statistics, properties }: Outcome): CrossCheckRun {
  const all = properties.filter(({ name }) => name !== wholeSpace.name);
  return {
    engine: statistics.engine,
    onDemand: statistics.tables?.closed === false,
    search: statistics.search,
    reductions: statistics.reductions,
    verdicts: Object.fromEntries(all.map(({ name, verdict }) => [name, verdict])),
    lengths: Object.fromEntries(all.map(({ name, length, shortest }) => [name, shortest ? length : null])),
    states: statistics.distinctStates,
  };
}

/** Every subset, the empty one first. */
const subsets = (all: readonly Reduction[]): readonly (readonly Reduction[])[] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, at) => (bits >> at) & 1));
