/** The reductions there are, and which of them are sound for a configuration. */
import { ConfigurationError } from "../../model/configuration.ts";
import type { Timing } from "../../model/protocol.ts";

export const REDUCTIONS = ["quotient", "live", "macro", "monitor", "symmetry", "delay"] as const;

/**
 * `quotient`: replica states that behave alike are one. `live`: messages that nobody can use any more leave the soup.
 * `macro`: silent steps are postponed until a visible one needs them. `monitor`: properties are watched by automata, and
 * what can no longer matter to them is forgotten. `symmetry`: states that differ by the names of interchangeable replicas
 * are one. `delay`: silent inputs of a replica are postponed already while its table is built.
 */
export type Reduction = (typeof REDUCTIONS)[number];

/** Used only where it is named or tables are large: it makes them smaller, and small ones slower to build. */
const IF_LARGE: readonly Reduction[] = ["delay"];

/** The reductions that are sound under a timing. */
export const soundReductions = (timing: Timing): readonly Reduction[] =>
  REDUCTIONS.filter((one) => unsound(one, timing) === null);

/** Why a reduction is unsound under a timing; null where it is sound. */
function unsound(reduction: Reduction, timing: Timing): string | null {
  return (reduction === "macro" || reduction === "delay") && timing === "lockstep"
    ? `${reduction} postpones silent steps because nobody reacts to an absence; under lockstep the end of a round does`
    : null;
}

/** States of a replica past which it pays to find out what may wait: half a second of building. */
const LARGE = 8_000;

/** What to try where tables are large; null where reductions are named, or there are no more. */
export function reductionsIfLarge(
  asked: "all" | "none" | readonly string[],
  timing: Timing,
): { readonly from: number; readonly reductions: ReadonlySet<Reduction> } | null {
  const sound = soundReductions(timing);
  if (asked !== "all" || !sound.some((one) => IF_LARGE.includes(one))) return null;
  return { from: LARGE, reductions: new Set(sound) };
}

/**
 * The reductions to use.
 *
 * @param asked `all`: those that are sound here and pay everywhere; or names
 * @throws ConfigurationError for an unknown name, or one that is unsound here
 */
export function reductionsFor(asked: "all" | "none" | readonly string[], timing: Timing): ReadonlySet<Reduction> {
  if (asked === "none") return new Set();
  if (asked === "all") return new Set(soundReductions(timing).filter((one) => !IF_LARGE.includes(one)));
  return new Set(
    asked.map((name) => {
      const known = REDUCTIONS.find((one) => one === name);
      if (!known) throw new ConfigurationError(`there is no reduction "${name}"; there are: ${REDUCTIONS.join(", ")}`);
      const reason = unsound(known, timing);
      if (reason !== null) throw new ConfigurationError(`${reason}. Leave ${known} out of the reductions`);
      return known;
    }),
  );
}
