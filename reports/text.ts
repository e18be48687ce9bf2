/** An outcome as text for a terminal. */
import type { Outcome, PropertyOutcome, Verdict } from "../checker/outcome.ts";
import type { Protocol } from "../model/protocol.ts";
import { conflictText } from "./conflict-text.ts";
import { forkWords } from "./fork-words.ts";
import { type DrawingOptions, traceLines } from "./lanes-text.ts";
import { plain, type Style } from "./style.ts";
import {
  cautionWords,
  engineWords,
  explanationWords,
  lengthWords,
  meaningWords,
  sameSteps,
  shorterWords,
  statisticsWords,
  titleWords,
  underWords,
  verdictWords,
  warningWords,
} from "./summary.ts";
import { wrapped } from "./trace-text.ts";
import { clean, clip, columns, counted, listed, pad } from "./words.ts";

export interface OutcomeTextOptions extends DrawingOptions {
  /** In whose words drawn steps are told; null, or left out, for a protocol that is not at hand. */
  readonly protocol?: Protocol | null;
  /** Lines of the screen: what is told of the engine is left out where all but the traces would not fit. */
  readonly rows?: number | undefined;
  /** Whether witnesses of what was reached are printed too; if left out, only violations are. */
  readonly witnesses?: boolean;
}

/**
 * An outcome as text: what was checked, a verdict for each property, what never happened, the traces, and the verdict
 * on the run as the last line.
 *
 * @returns lines, joined; it ends with a newline
 */
export function outcomeText(outcome: Outcome, options: OutcomeTextOptions = {}): string {
  const { style = plain, width = 100, rows, witnesses = false } = options;
  const shown = outcome.properties.filter(
    ({ trace, verdict }) => trace !== null && (witnesses || verdict === "VIOLATED"),
  );
  const verdict = verdictLines(outcome, { width, rows });
  const all = summaryLines(outcome, style, width, false);
  const isLong = rows !== undefined && all.length + 1 + verdict.length > rows;
  const lines = [
    ...(isLong ? summaryLines(outcome, style, width, true) : all),
    ...shown.flatMap((property, place) => ["", ...traceSection(property, outcome, shown.slice(0, place), options)]),
    "",
    ...verdict.map(verdictPaint(outcome, style)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The verdict on the run. One line, to be found by others; on a screen, which would break it anywhere, what fits. */
export function verdictLines(
  outcome: Outcome,
  { width = 100, rows }: Pick<OutcomeTextOptions, "width" | "rows">,
): readonly string[] {
  const words = clip(verdictWords(outcome), Math.max(width, 200));
  return rows === undefined ? [words] : wrapped(words, width);
}

/** Everything but the traces and the verdict on the run. */
function summaryLines(outcome: Outcome, style: Style, width: number, isBrief: boolean): readonly string[] {
  const engine = [statisticsWords(outcome), ...(isBrief ? [LEFT_OUT] : engineWords(outcome))];
  const cautions = isBrief ? warningWords(outcome) : cautionWords(outcome);
  return [
    style.heading(clip(titleWords(outcome), width)),
    ...wrapped(underWords(outcome), width - 2).map((line) => `  ${line}`),
    "",
    ...table(outcome, style, width, isBrief),
    "",
    ...engine.flatMap((line) => wrapped(line, width).map(style.faint)),
    ...cautions.flatMap((line) => wrapped(line, width).map(style.caution)),
  ];
}

const LEFT_OUT = "left out to fit the screen: tables and notes of the engine; --report text writes them";

function table(outcome: Outcome, style: Style, width: number, isBrief: boolean): readonly string[] {
  const isFolded = ({ verdict }: PropertyOutcome): boolean => isBrief && verdict === "NOT APPLICABLE";
  const folded = outcome.properties.filter(isFolded).map(({ name }) => clean(name));
  const properties = outcome.properties.filter((one) => !isFolded(one));
  const names = properties.map(({ name }) => clip(clean(name), 40));
  const nameColumn = Math.max(8, ...names.map(columns));
  const verdictColumn = Math.max(7, ...properties.map(({ verdict }) => verdict.length));
  const row = (name: string, verdict: string, steps: string, says: string): string =>
    `  ${name}  ${verdict}  ${steps.padStart(5)}  ${says}`.trimEnd();
  const left = 2 + nameColumn + 2 + verdictColumn + 2 + 5 + 2;
  return [
    style.faint(row(pad("property", nameColumn), pad("verdict", verdictColumn), "steps", "")),
    ...properties.map((property, place) =>
      row(
        pad(names[place] ?? "", nameColumn),
        paint(property.verdict, style)(pad(property.verdict, verdictColumn)),
        lengthWords(property),
        width - left < 20 ? "" : style.faint(clip(clean(tableRemark(property)), width - left)),
      ),
    ),
    ...(folded.length === 0 ? [] : [style.faint(clip(`  not applicable here: ${listed(folded)}`, width))]),
  ];
}

const tableRemark = ({ verdict, explanation, says }: PropertyOutcome): string =>
  verdict === "NOT APPLICABLE" && explanation !== null ? explanation : says;

function traceSection(
  property: PropertyOutcome,
  outcome: Outcome,
  before: readonly PropertyOutcome[],
  { style = plain, width = 100, lanes = false, protocol = null }: OutcomeTextOptions,
): readonly string[] {
  const { name, verdict, trace, finding, conflict } = property;
  if (trace === null || finding === null) return [];
  const twin = before.find((other) => sameSteps(other, property));
  const how = verdict === "VIOLATED" ? "violated" : "reached";
  const heading = clip(
    `${clip(clean(name), 40)} is ${how} in ${counted(trace.length, "step")}${shorterWords(property)}`,
    width,
  );
  const fork = forkWords(property, outcome);
  const told = twin ? forkWords(twin, outcome) : [];
  const why = [explanationWords(property) ?? "", ...fork.filter((line) => !told.includes(line))]
    .flatMap((line) => wrapped(line, width - 2))
    .map((line) => `  ${line}`);
  const meaning = wrapped(meaningWords(property), width - 2).map((line) => style.faint(`  ${line}`));
  if (twin) return [style.heading(clip(`${heading}, those of ${clean(twin.name)}`, width)), ...meaning, ...why];
  return [
    style.heading(heading),
    ...meaning,
    "",
    ...traceLines(
      { trace, configuration: outcome.configuration, protocol, finding, conflict },
      { style, width, lanes },
    ),
    "",
    ...conflictText(finding, trace.final, { style, width }),
    ...why,
  ];
}

function paint(verdict: Verdict, style: Style): (text: string) => string {
  switch (verdict) {
    case "VIOLATED":
      return style.wrong;
    case "SAFE":
    case "REACHED":
      return style.right;
    case "UNREACHED":
    case "UNDECIDED":
      return style.caution;
    case "NOT APPLICABLE":
      return style.faint;
  }
}

function verdictPaint({ verdict }: Outcome, style: Style): (text: string) => string {
  switch (verdict) {
    case "violation":
      return style.wrong;
    case "safe":
      return style.right;
    case "incomplete":
    case "vacuous":
      return style.caution;
  }
}
