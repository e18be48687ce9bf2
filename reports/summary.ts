/** What an outcome says beside its traces, in sentences: for the text and the Markdown report. */
import type { Outcome, PropertyOutcome, TableSizes, Verdict } from "../checker/outcome.ts";
import { clean, clip, configurationWords, counted, listed, sentence } from "./words.ts";

/** The protocol, with its variant: `bsmr`, `bsmr, variant claimed-sender`. */
export const titleWords = ({ protocol, variant }: Pick<Outcome, "protocol" | "variant">): string =>
  clean(variant === null ? protocol : `${protocol}, variant ${variant}`);

/** The configuration in one line. */
export const underWords = ({ configuration }: Outcome): string => configurationWords(configuration);

/** Whether tables were made as states were visited. */
const isOnDemand = ({ tables }: Outcome["statistics"]): boolean => tables?.closed === false;

/** What the search cost and how far it went, in one line. */
export function statisticsWords({ statistics, exhaustive }: Outcome): string {
  const { distinctStates, transitions, depth, walks, seed, milliseconds, peakMemoryBytes } = statistics;
  const space =
    walks === null
      ? [counted(distinctStates, "state"), counted(transitions, "transition")]
      : [counted(walks, "walk"), counted(transitions, "transition"), `seed ${seed}`];
  const reductions =
    statistics.reductions.length > 0
      ? [`reduced by ${listed(statistics.reductions)}`]
      : isOnDemand(statistics)
        ? ["not reduced"]
        : [];
  return [
    ...space,
    ...(depth === null ? [] : [`depth ${depth}`]),
    exhaustive ? "exhaustive" : "not exhaustive",
    ...reductions,
    `${statistics.search}, ${statistics.engine} engine`,
    ...(isOnDemand(statistics) ? ["tables on demand"] : []),
    ...(statistics.workers > 1 ? [counted(statistics.workers, "worker")] : []),
    seconds(milliseconds),
    // Where the memory cannot be looked at, nothing is said of it.
    ...(peakMemoryBytes === 0 ? [] : [`${Math.ceil(peakMemoryBytes / 2 ** 20)} MB`]),
  ].join(", ");
}

/** What the search was made with, each a sentence: the tables of the compiled engine, and what it would have been without. */
export function engineWords({ statistics: { tables, referenceStates, distinctStates } }: Outcome): readonly string[] {
  return [
    ...(tables === null ? [] : [tableWords(tables)]),
    ...(referenceStates === null || referenceStates === distinctStates
      ? []
      : [`the reference system has ${counted(referenceStates, "state")} here`]),
  ];
}

function tableWords({
  replicaStates,
  classes,
  messages,
  surroundings,
  reducerCalls,
  milliseconds,
}: TableSizes): string {
  const quotient = classes === null ? "" : `, ${range(classes)} after the quotient`;
  const soups = surroundings === null ? [] : [counted(surroundings, "soup")];
  const sizes = [counted(messages, "message"), ...soups, counted(reducerCalls, "reducer call")];
  const time = milliseconds === null ? [] : [seconds(milliseconds)];
  return `tables: ${range(replicaStates)} states a replica${quotient}, ${[...sizes, ...time].join(", ")}`;
}

/** `119`, `80 to 119` */
function range(sizes: readonly number[]): string {
  const ends = [...new Set([Math.min(...sizes), Math.max(...sizes)])];
  return ends.map((size) => size.toLocaleString("en-US")).join(" to ");
}

/** What to know before trusting the outcome, each a sentence. */
export const cautionWords = (outcome: Outcome): readonly string[] => [
  ...(outcome.statistics.engineNote === null ? [] : [clean(`note: ${outcome.statistics.engineNote}`)]),
  ...warningWords(outcome),
];

/** The same without what is only about the engine. */
export const warningWords = (outcome: Outcome): readonly string[] =>
  [...neverWords(outcome), ...outcome.warnings.map((warning) => `warning: ${warning}`)].map(clean);

const seconds = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/** What never happened in the search: each a sentence. A check in which nothing happens passes everything. */
function neverWords({ neverSeen: seen, properties, exhaustive, statistics }: Outcome): readonly string[] {
  // The compiled engine reads this from its tables, and knows nothing before they are finished.
  const neverSeen = statistics.engine === "compiled" && statistics.tables === null ? null : seen;
  // What no closed table has never happens, however early the search ended.
  const isFinal = exhaustive || statistics.tables?.closed === true;
  const when = isFinal ? "never" : "not so far";
  const unreached = properties.filter(({ verdict }) => verdict === "UNREACHED").map(({ name }) => name);
  return [
    ...(neverSeen?.byzantine ? [`no message of a Byzantine node was ${isFinal ? "ever" : "so far"} taken`] : []),
    ...(neverSeen === null ? [] : said(neverSeen.actions, `${when} enabled`)),
    ...(neverSeen === null ? [] : said(neverSeen.messages, `${when} delivered`)),
    ...said(unreached, "never reached"),
    ...(neverSeen === null ? ["what never happened was not watched"] : []),
  ].map(clean);
}

const said = (names: readonly string[], what: string): readonly string[] =>
  names.length === 0 ? [] : [`${listed(names)}: ${what}`];

/** What a search that was cut short was stopped by; null where it was not. */
export function stoppedWords({ stoppedBy }: Pick<Outcome, "stoppedBy">): string | null {
  switch (stoppedBy) {
    case null:
      return null;
    case "interrupted":
      return "it was interrupted";
    case "random":
      return "random walks do not see every state";
    case "timeout":
      return "its time was over (--timeout)";
    case "memory":
      return "its memory was full (--memory)";
    case "max-states":
    case "max-depth":
      return `it was bounded (--${stoppedBy})`;
    case "fail-fast":
      return "it was to stop at the first violation (--fail-fast)";
  }
}

/** How many undecided properties the last line names; the table has them all. */
const MOST_NAMED = 5;

/** The last line: what the run says, with its verdict in front. */
export function verdictWords(outcome: Outcome): string {
  const { verdict, properties } = outcome;
  const names = (wanted: Verdict): readonly string[] =>
    properties.filter((one) => one.verdict === wanted).map(({ name }) => clean(name));
  const undecided = names("UNDECIDED");
  const which = undecided.length > MOST_NAMED ? `${undecided.length} properties` : listed(undecided);
  const open = undecided.length === 0 ? "" : `; ${which} ${undecided.length === 1 ? "is" : "are"} undecided`;
  switch (verdict) {
    case "violation":
      return `VIOLATED ${listed(properties.filter((one) => one.verdict === "VIOLATED").map(nameAndLength))}${open}`;
    case "incomplete":
      return `INCOMPLETE ${stoppedWords(outcome) ?? "not every state was seen"}${open}`;
    case "vacuous": {
      const unreached = names("UNREACHED");
      if (unreached.length === 0) return "VACUOUS nothing that was asked for is applicable to this configuration";
      return `VACUOUS ${listed(unreached)} ${unreached.length === 1 ? "is" : "are"} never reached, so nothing else means much`;
    }
    case "safe": {
      const safe = names("SAFE");
      if (safe.length === 0) return `REACHED ${listed(names("REACHED"))}`;
      return `SAFE ${listed(safe)} ${safe.length === 1 ? "holds" : "hold"} in every reachable state of this configuration`;
    }
  }
}

const nameAndLength = ({ name, length, shortest }: PropertyOutcome): string =>
  `${clean(name)} in ${shortest ? "" : "at most "}${counted(length ?? 0, "step")}`;

/** The steps of a property's trace, for a table: `14`, or `<=18` where there may be a shorter way. */
export const lengthWords = ({ length, shortest }: PropertyOutcome): string =>
  length === null ? "" : `${shortest ? "" : "<="}${length}`;

/** ` (there may be a shorter way)`, behind the length of a trace. */
export const shorterWords = ({ shortest }: PropertyOutcome): string =>
  shortest ? "" : " (there may be a shorter way)";

/** Why a property has its verdict: what was found, and why it can happen. Null where nothing was found. */
export function explanationWords({
  explanation,
  because,
}: Pick<PropertyOutcome, "explanation" | "because">): string | null {
  if (explanation === null) return null;
  return [explanation, ...(because === null ? [] : [because])].map((text) => sentence(clean(text))).join(" ");
}

/** What a property asks for: a verdict on it says little to who does not know that. */
export const meaningWords = ({ name, says }: Pick<PropertyOutcome, "name" | "says">): string =>
  sentence(`${clip(clean(name), 40)} means: ${clip(clean(says), 400)}`);

/** Whether two properties have the very same trace, so that one need not be printed twice. */
export const sameSteps = (one: PropertyOutcome, other: PropertyOutcome): boolean =>
  one.trace !== null &&
  other.trace !== null &&
  JSON.stringify(one.trace.steps.map(({ action }) => action)) ===
    JSON.stringify(other.trace.steps.map(({ action }) => action));
