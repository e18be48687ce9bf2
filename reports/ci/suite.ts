/** What a CI server is told, in whichever format: suites of cases, each with a result and, where there is one, the trace. */
import { type Claim, unmet } from "../../checker/expectation.ts";
import type { Outcome, PropertyOutcome, Trace } from "../../checker/outcome.ts";
import { canonical } from "../../model/canonical.ts";
import { kebab } from "../../model/names.ts";
import type { Configuration } from "../../model/protocol.ts";
import { conflictText } from "../conflict-text.ts";
import { forkWords } from "../fork-words.ts";
import { lengthWords, stoppedWords, titleWords } from "../summary.ts";
import { flatten } from "../trace-file.ts";
import { traceText } from "../trace-text.ts";
import { clean, clip, counted, sentence, valueWords } from "../words.ts";

/** A line of a source file. */
export interface SourceLine {
  /** Relative to the root of the sources, with `/` between its parts; absolute where it lies elsewhere. */
  readonly file: string;
  /** From 1; null where only the file is known. */
  readonly line: number | null;
}

/** The line of a reducer that did something, and the lines that called it, outwards. */
export interface FiredLine extends SourceLine {
  readonly callers: readonly SourceLine[];
}

export interface Case {
  /** What is judged: `agreement`; where something was expected, that: `violation:agreement in 2`. */
  readonly name: string;
  /** `undecided`: nobody can say, so nothing should turn green on it. `skipped`: it was not asked. */
  readonly result: "passed" | "failed" | "undecided" | "skipped";
  /** The property or the rule that it is about, the same in every run, and what that says. */
  readonly rule: { readonly id: string; readonly says: string };
  /** What was found, in one line. */
  readonly found: string;
  /** More about it: why that can happen, the trace in words, the logs at its end. */
  readonly details: readonly string[];
  /** How it came to that; null where there is no trace. */
  readonly trace: Trace | null;
  /** Where in the source each step of the trace was made; null where that is not known. */
  readonly places: readonly (FiredLine | null)[];
}

export interface Suite {
  /** The system: its protocol, its variant, and what else tells it from other suites. */
  readonly name: string;
  readonly protocol: string;
  /** Null where it is about no single configuration. */
  readonly configuration: Configuration | null;
  /** What it took; null where nobody measured. */
  readonly milliseconds: number | null;
  readonly cases: readonly Case[];
  /** The file that the protocol comes from; null where it is not known. */
  readonly source: SourceLine | null;
}

/** Where the protocol comes from, and where each step of a trace was made. */
export interface Origin {
  readonly source: SourceLine | null;
  placesOf(trace: Trace): readonly (FiredLine | null)[];
}

/** Of nothing anything is known. */
export const unknownOrigin: Origin = { source: null, placesOf: () => [] };

/**
 * The suite of a check: a case a property. Where something was expected, a case an expectation, and properties about which
 * nothing was expected are skipped, so that the report is green where the exit code is 0.
 */
export function suiteOf(outcome: Outcome, claims: readonly Claim[] = [], origin: Origin = unknownOrigin): Suite {
  const open = outcome.properties.filter(({ name }) => !claims.some(({ property }) => property === name));
  const isWhole = claims.some(({ property }) => property === null);
  return {
    name: titleWords(outcome),
    protocol: outcome.protocol,
    configuration: outcome.configuration,
    milliseconds: outcome.statistics.milliseconds,
    cases: [
      ...claims.map((claim) => claimCase(claim, claimName(claim), outcome, undefined, origin)),
      ...(isWhole ? [] : open.map((property) => propertyCase(property, outcome, claims.length > 0, origin))),
    ],
    source: origin.source,
  };
}

const claimName = (claim: Claim): string =>
  claim.property === null ? "expected safe" : `expected ${claim.property} ${claim.verdict}`;

function propertyCase(property: PropertyOutcome, outcome: Outcome, isOpen: boolean, origin: Origin): Case {
  const result = resultOf(property);
  const found = foundWords(property, outcome);
  if (isOpen) {
    return { ...caseOf(property, outcome), result: "skipped", found: `${found}; nothing was expected of it` };
  }
  return { ...caseOf(property, outcome, result === "failed" ? origin : null), result, found };
}

/** What an expectation came to. @param name what the case is to be called */
export function claimCase(
  claim: Claim,
  name: string,
  outcome: Outcome,
  length: number | undefined,
  origin: Origin,
): Case {
  const reason = unmet(claim, outcome, length);
  const about =
    claim.property === null
      ? outcome.properties.find(({ verdict }) => verdict === "VIOLATED")
      : outcome.property(claim.property);
  const isOpen = claim.property === null ? outcome.verdict === "incomplete" : about?.verdict === "UNDECIDED";
  const base = about
    ? caseOf(about, outcome, reason === null ? null : origin)
    : { rule: { id: "safe", says: "nothing is violated, and all that must be possible is" }, ...nothing };
  const result = reason === null ? "passed" : isOpen ? "undecided" : "failed";
  const found = reason ?? (about ? foundWords(about, outcome) : outcome.verdict);
  // The reason speaks of verdicts alone; what was found in the state comes with the trace.
  const shown = about?.explanation != null && base.trace !== null ? [sentence(clean(about.explanation))] : [];
  return { ...base, name: clean(name), result, found: clean(found), details: [...shown, ...base.details] };
}

/** A case that is about no trace. */
export const nothing = { details: [], trace: null, places: [] } as const satisfies Partial<Case>;

type Base = Omit<Case, "result" | "found">;

/** @param origin given where the trace is to be told, with its places */
function caseOf(property: PropertyOutcome, outcome: Outcome, origin: Origin | null = null): Base {
  const { name, says, trace } = property;
  const base = { name: clean(name), rule: { id: clean(name), says: sentence(clean(says)) } };
  if (origin === null || trace === null) return { ...base, ...nothing };
  return { ...base, details: detailsOf(property, outcome), trace, places: origin.placesOf(trace) };
}

/** The columns of the lines that tell a trace. */
const WIDTH = 120;

function detailsOf(property: PropertyOutcome, outcome: Outcome): readonly string[] {
  const { trace, finding } = property;
  if (trace === null) return [];
  return [
    ...(property.because === null ? [] : [sentence(clean(property.because))]),
    ...forkWords(property, outcome),
    "",
    ...traceText(trace, { width: WIDTH }),
    ...(finding === null ? [] : ["", ...conflictText(finding, trace.final, { width: WIDTH })]),
  ];
}

function resultOf({ verdict }: PropertyOutcome): Case["result"] {
  switch (verdict) {
    case "SAFE":
    case "REACHED":
      return "passed";
    case "VIOLATED":
    // Something that must be possible never happens: the other verdicts mean less than they seem to.
    case "UNREACHED":
      return "failed";
    case "UNDECIDED":
      return "undecided";
    case "NOT APPLICABLE":
      return "skipped";
  }
}

/** `VIOLATED in 2 steps: node 1 executed 1 and node 2 executed 2 in round 0` */
function foundWords(property: PropertyOutcome, outcome: Outcome): string {
  const { verdict, length, explanation } = property;
  const steps = length === null ? "" : ` in ${lengthWords(property)} ${length === 1 ? "step" : "steps"}`;
  const why = verdict === "UNDECIDED" ? stoppedWords(outcome) : explanation;
  return clean(`${verdict}${steps}${why === null ? "" : `: ${why}`}`);
}

/** The configuration as pairs of a name and a value; nothing where a suite has none. */
export const factsOf = ({ protocol, configuration }: Suite): readonly (readonly [string, string])[] =>
  configuration === null
    ? []
    : Object.entries({ protocol, variant: configuration.variant, ...flatten(configuration) })
        .filter(([, value]) => value !== null)
        .map(([name, value]) => [clean(kebab(name)), valueWords(value)]);

/** The name by which a case is found again in the next run. */
export const identityOf = ({ protocol, configuration }: Suite, { rule }: Case): string =>
  clean(`${protocol}/${rule.id}/${configuration === null ? "" : canonical(configuration)}`);

/** How many cases have a result. */
export const tally = (suites: readonly Suite[], result: Case["result"]): number =>
  suites.flatMap(({ cases }) => cases).filter((one) => one.result === result).length;

/** `2 of 5 failed, 1 undecided`; `5 passed` */
export function tallyWords(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases).length;
  const [failed, undecided, skipped] = (["failed", "undecided", "skipped"] as const).map((one) => tally(suites, one));
  const parts = [
    ...(failed ? [`${failed} failed`] : []),
    ...(undecided ? [`${undecided} undecided`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  return clip([counted(all, "case"), ...(parts.length === 0 ? ["all passed"] : parts)].join(", "), 200);
}
