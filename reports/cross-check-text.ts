/** A cross-check as text: one line for each search that was made, and what does not agree. */
import type { CrossCheck, CrossCheckRun } from "../checker/cross-check.ts";
import type { Configuration } from "../model/protocol.ts";
import { plain } from "./style.ts";
import { titleWords } from "./summary.ts";
import { type TextOptions, wrapped } from "./trace-text.ts";
import { clean, clip, columns, configurationWords, counted, listed, pad } from "./words.ts";

/**
 * A cross-check as text: what was checked, a line for each search, the differences, what was cut short, and a last line
 * that says how it ended.
 *
 * @returns lines, joined; it ends with a newline
 */
export function crossCheckText(
  found: CrossCheck,
  { protocol, configuration }: { readonly protocol: string; readonly configuration: Configuration },
  { style = plain, width = 100 }: TextOptions = {},
): string {
  const { runs, differences, cutShort } = found;
  const indented = (line: string): readonly string[] => wrapped(clean(line), width - 4).map((part) => `    ${part}`);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.flatMap(indented)];
  const lines = [
    style.heading(clip(titleWords({ protocol, variant: configuration.variant }), width)),
    ...wrapped(configurationWords(configuration), width - 2).map((line) => `  ${line}`),
    "",
    ...table(runs).map((line, place) => (place === 0 ? style.faint(line) : line)),
    "",
    ...wrapped(verdictsWords(runs), width - 2).map((line) => `  ${line}`),
    ...section(style.wrong("differences"), differences),
    ...section(style.caution("cut short"), cutShort),
    ...(cutShort.length === 0 ? [] : indented("smaller bounds, or more --max-states and --timeout, compare these too")),
    "",
    (differences.length > 0 ? style.wrong : cutShort.length > 0 ? style.caution : style.right)(crossCheckWords(found)),
  ];
  return `${lines.join("\n")}\n`;
}

/** How a cross-check ended, in one line. */
export function crossCheckWords({ agreed, runs, differences, cutShort }: CrossCheck): string {
  if (!agreed)
    return `DISAGREED in ${counted(differences.length, "point")}: a verdict of one of these engines is wrong`;
  const searches = counted(runs.length, "search").replace(/searchs$/, "searches");
  const open = cutShort.length === 0 ? "" : `, but ${cutShort.length} cut short or not made`;
  return `${cutShort.length === 0 ? "AGREED" : "INCOMPLETE"} ${searches}, no difference${open}`;
}

/** Searches that say the same need their counts only. */
function table(runs: readonly CrossCheckRun[]): readonly string[] {
  const rows = [
    ["engine", "search", "states", "reductions"],
    ...runs.map((run) => [run.engine, run.search, run.states.toLocaleString("en-US"), reductionsOf(run)]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => columns(row[column] ?? "")));
  return rows.map(([engine = "", search = "", states = "", reductions = ""]) =>
    `  ${pad(engine, width(0))}  ${pad(search, width(1))}  ${states.padStart(width(2))}  ${reductions}`.trimEnd(),
  );
}

/** What the first search says, and all others where they agree. */
const verdictsWords = ([first]: readonly CrossCheckRun[]): string =>
  first ? clean(listed(Object.entries(first.verdicts).map(verdictIn(first)))) : "";

function reductionsOf({ engine, reductions, onDemand }: CrossCheckRun): string {
  if (engine === "reference") return "";
  return onDemand ? "none, tables on demand" : reductions.join(", ") || "none";
}

const verdictIn =
  ({ lengths }: CrossCheckRun) =>
  ([name, verdict]: readonly [string, string]): string =>
    `${name} ${verdict}${lengths[name] ? ` in ${lengths[name]}` : ""}`;
