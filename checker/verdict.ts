/** From what a search found to verdicts. */
import type { PropertyKind } from "../model/property.ts";
import type { PropertyOutcome, RunVerdict, Verdict } from "./outcome.ts";

/**
 * The verdict on one property. SAFE and UNREACHED are claims about every state: only an exhaustive search makes them.
 *
 * @param found whether there is a state that shows it: for `recoverable` one from which nothing leads on
 */
export function verdictOf(kind: PropertyKind, found: boolean, exhaustive: boolean): Verdict {
  if (isClaim(kind)) return found ? "VIOLATED" : exhaustive ? "SAFE" : "UNDECIDED";
  return found ? "REACHED" : exhaustive ? "UNREACHED" : "UNDECIDED";
}

/** Whether a property of this kind is a claim about every state, so that one state can violate it. */
export const isClaim = (kind: PropertyKind): boolean => kind !== "sometimes";

/**
 * The verdict on a run: a violation is one whatever else happened; what was cut short or is undecided is not safe; and
 * neither is a check of nothing.
 *
 * @param finished whether nothing cut the search short
 */
export function runVerdict(properties: readonly PropertyOutcome[], finished: boolean): RunVerdict {
  const is = (verdict: Verdict): boolean => properties.some((one) => one.verdict === verdict);
  if (is("VIOLATED")) return "violation";
  if (is("UNDECIDED") || !finished) return "incomplete";
  if (is("UNREACHED") || properties.every(({ verdict }) => verdict === "NOT APPLICABLE")) return "vacuous";
  return "safe";
}
