/** What somebody expects of a check, as data, and whether an outcome is that. */
import type { ConfigurationChange, Expectation, Protocol } from "../model/protocol.ts";
import type { Outcome, PropertyOutcome, Verdict } from "./outcome.ts";

const VERDICTS = { safe: "SAFE", violation: "VIOLATED", reached: "REACHED", unreached: "UNREACHED" } as const;

/** The whole run is safe, or one property has one verdict: `violation:agreement`. */
export type Expected = "safe" | `${keyof typeof VERDICTS}:${string}`;

/**
 * An expectation of a project: what a check of a protocol says, that a recorded trace still replays, or that every engine
 * says the same.
 */
export type ProjectExpectation =
  | {
      /** The name of a protocol, a file that exports one, or the protocol itself. */
      readonly protocol: string | Protocol;
      readonly variant?: string | undefined;
      readonly under?: ConfigurationChange | undefined;
      readonly expect: Expected;
      /** The length of the shortest trace, in steps. */
      readonly length?: number | undefined;
    }
  | {
      /** A trace file. */
      readonly replay: string;
      readonly expect: Expected;
      readonly length?: number | undefined;
    }
  | {
      /** As `protocol`: one that is cross-checked. Keep the bounds small, for the reference system is searched too. */
      readonly crossCheck: string | Protocol;
      readonly variant?: string | undefined;
      readonly under?: ConfigurationChange | undefined;
    };

/** What `byzcheck.config.ts` exports as `config`. */
export interface Config {
  /** Flags by their names in camelCase; the command line and the environment go before them. */
  readonly defaults?: { readonly [flag: string]: string | number | boolean | readonly (string | number)[] };
  /** What `byzcheck gate` holds true. */
  readonly expectations?: readonly ProjectExpectation[];
}

/** Declares a configuration; returns it as it is. */
export const defineConfig = (config: Config): Config => config;

/** What a protocol says of itself, and its variants of what they break and keep. */
export const expectationsOf = (protocol: Protocol): readonly ProjectExpectation[] => [
  ...asProject(protocol, undefined, protocol.expect ?? []),
  ...Object.entries(protocol.variants ?? {}).flatMap(([variant, { expect }]) => asProject(protocol, variant, expect)),
];

const asProject = (
  protocol: Protocol,
  variant: string | undefined,
  expect: readonly Expectation[],
): readonly ProjectExpectation[] =>
  expect.map((one) => ({ protocol, variant, under: one.under, expect: wordFor(one), length: one.length }));

function wordFor({ verdict, property }: Expectation): Expected {
  for (const [word, one] of entries(VERDICTS)) if (one === verdict) return `${word}:${property}`;
  return `safe:${property}`;
}

const entries = <T extends object>(of: T) => Object.entries(of) as [keyof T & string, T[keyof T]][];

/** An expectation taken apart: of the whole run, or of one property. */
export type Claim = { readonly property: null } | { readonly property: string; readonly verdict: Verdict };

/** Takes apart what was written; null if it is not the name of an expectation. */
export function claimOf(text: string): Claim | null {
  if (text === "safe") return { property: null };
  const [word = "", property = ""] = text.split(/:(.*)/s);
  const verdict = entries(VERDICTS).find(([one]) => one === word)?.[1];
  return verdict && property ? { property, verdict } : null;
}

/**
 * Why an outcome is not what was expected, in words; null if it is.
 *
 * Another property's violation does not stand in for the one that was named.
 */
export function unmet(claim: Claim, outcome: Outcome, length?: number): string | null {
  if (claim.property === null) {
    return outcome.verdict === "safe" ? null : `expected safe, found ${found(outcome)}`;
  }
  const property = outcome.property(claim.property);
  if (property.verdict !== claim.verdict) {
    const others = violated(outcome).filter(({ name }) => name !== claim.property);
    const instead = claim.verdict === "VIOLATED" && others.length > 0 ? `; violated is ${list(others)}` : "";
    return `expected ${claim.property} ${claim.verdict}, found ${property.verdict}${instead}`;
  }
  if (length !== undefined && !agrees(property, length)) {
    return `expected ${claim.property} ${claim.verdict} in ${length} ${length === 1 ? "step" : "steps"}, found it in ${property.length}`;
  }
  return null;
}

/** Whether a shortest trace may have this length. One that need not be the shortest only tells that it is not longer. */
const agrees = (property: PropertyOutcome, length: number): boolean =>
  property.shortest || property.length === null ? property.length === length : property.length >= length;

/** The verdict of a run in a few words: `violation of agreement in 2`. */
function found(outcome: Outcome): string {
  const wrong = violated(outcome);
  if (wrong.length > 0) return `violation of ${list(wrong)}`;
  return outcome.verdict === "incomplete" ? `incomplete (${outcome.stoppedBy})` : outcome.verdict;
}

const violated = (outcome: Outcome): readonly PropertyOutcome[] =>
  outcome.properties.filter(({ verdict }) => verdict === "VIOLATED");

const list = (properties: readonly PropertyOutcome[]): string =>
  properties.map(({ name, length }) => `${name} in ${length}`).join(", ");
