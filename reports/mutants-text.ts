/** A catalogue of mutants as text: what each changes, and what is found of it, one line for each configuration. */
import type { Verdict } from "../checker/outcome.ts";
import type { Style } from "./style.ts";
import { clean, counted, pad } from "./words.ts";

/** What was found of one property of a variant under one configuration. */
export interface MutantFinding {
  readonly variant: string;
  readonly property: string;
  /** The bounds, and what else of the configuration is not the protocol's default. */
  readonly under: string;
  readonly verdict: Verdict;
  /** Of the trace, in steps; null without one. */
  readonly length: number | null;
  readonly distinctStates: number;
  readonly milliseconds: number;
  /** Why it is not what was expected; null if it is. */
  readonly unmet: string | null;
}

/** The name of a variant, and the change. */
export const mutantHeading = (name: string, says: string, style: Style): string =>
  `${style.heading(clean(name))}  ${clean(says)}\n`;

/** Columns of what is not the same for every protocol. */
export interface MutantWidths {
  readonly property: number;
  readonly under: number;
}

/** A finding as a row, whose columns stand below those of other rows of the same widths. */
export function mutantRow(found: MutantFinding, widths: MutantWidths, style: Style): string {
  const { verdict, length, distinctStates, milliseconds } = found;
  const paint = verdict === "VIOLATED" ? style.wrong : verdict === "SAFE" ? style.right : style.caution;
  const cells = [
    markOf(found, style),
    pad(clean(found.property), widths.property),
    paint(pad(verdict, 9)),
    pad(length === null ? "" : `in ${length}`, 5),
    pad(clean(found.under), widths.under),
    counted(distinctStates, "state").padStart(16),
    `${(milliseconds / 1000).toFixed(1)} s`.padStart(6),
  ];
  return `  ${cells.join("  ")}${found.unmet === null ? "" : `\n    ${clean(found.unmet)}`}\n`;
}

function markOf({ unmet, verdict }: MutantFinding, style: Style): string {
  if (unmet === null) return style.right("expected  ");
  return verdict === "UNDECIDED" ? style.caution("open      ") : style.wrong("UNEXPECTED");
}

/**
 * How many mutants were told from correct code, how many are correct in spite of their change, and of how many it is
 * not known.
 *
 * @param variants those that were to be checked; without a finding where there was no time
 */
export function mutantsSummary(findings: readonly MutantFinding[], variants: readonly string[]): string {
  const standings = variants.map((name) => standingOf(findings.filter(({ variant }) => variant === name)));
  const count = (standing: Standing): number => standings.filter((one) => one === standing).length;
  const open = count("undecided");
  const met = findings.filter(({ unmet }) => unmet === null).length;
  // What is found under one configuration is found by one search, whose time counts once.
  const searches = new Map(findings.map(({ variant, under, milliseconds }) => [`${variant} ${under}`, milliseconds]));
  const seconds = [...searches.values()].reduce((sum, milliseconds) => sum + milliseconds, 0) / 1000;
  return [
    `\n${counted(variants.length, "variant")}: ${count("broken")} with a broken property, ${count("harmless")} with none within these bounds${open === 0 ? "" : `, ${open} undecided`}`,
    `${met} of ${counted(findings.length, "finding")} as expected, ${seconds.toFixed(0)} s\n`,
  ].join("\n");
}

type Standing = "broken" | "harmless" | "undecided";

function standingOf(findings: readonly MutantFinding[]): Standing {
  if (findings.some(({ verdict }) => verdict === "VIOLATED")) return "broken";
  return findings.length === 0 || findings.some(({ verdict }) => verdict === "UNDECIDED") ? "undecided" : "harmless";
}
