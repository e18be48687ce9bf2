/** What the protocols and their variants are expected to do: one check for each system that something is expected of. */
import { type CheckOptions, check } from "../../checker/check.ts";
import type { SearchOptions } from "../../checker/options.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { canonical } from "../../model/canonical.ts";
import { configure } from "../../model/configuration.ts";
import type { ConfigurationChange, Expectation, Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

export interface Claim {
  /** The check in words. */
  readonly title: string;
  readonly protocol: Protocol;
  readonly variant: string | null;
  readonly under: ConfigurationChange;
  readonly expect: readonly Expectation[];
}

export const protocols: readonly Protocol[] = [bsmr, pbftRounds, pbft, twoPhaseCommit];

/** Everything that is expected, of every variant and of the protocols themselves. */
export const claims: readonly Claim[] = protocols.flatMap((protocol) => [
  ...grouped(protocol, null, protocol.expect ?? []),
  ...Object.entries(protocol.variants ?? {}).flatMap(([variant, { expect }]) => grouped(protocol, variant, expect)),
]);

function grouped(protocol: Protocol, variant: string | null, expect: readonly Expectation[]): readonly Claim[] {
  const groups = new Map<string, Claim>();
  for (const one of expect) {
    const under = one.under ?? {};
    const key = canonical(configure(protocol, under, variant));
    const together = [...(groups.get(key)?.expect ?? []), one];
    const properties = together.map(({ property, verdict }) => `${property} ${verdict}`).join(", ");
    const title = `${protocol.name} ${variant ?? "unmodified"} ${JSON.stringify(under)}: ${properties}`;
    groups.set(key, { title, protocol, variant, under, expect: together });
  }
  return [...groups.values()];
}

/**
 * Whether a claim takes a second or more: pbft-rounds with more than one slot, pbft with more than one view or slot, or
 * checkpoints, or a fork so deep that most states are seen before it.
 */
export const isLarge = ({ protocol, variant, under: { parameters } }: Claim): boolean =>
  (protocol.name === "pbft-rounds" && parameters?.rounds !== 1) ||
  (protocol.name === "pbft" &&
    (parameters?.views !== 0 || parameters?.slots !== 1 || "checkpointInterval" in parameters)) ||
  variant === "second-preprepare";

/** Checks a claim; the search ends when every property that it names is decided. How a fork came about is not asked. */
export function checkClaim({ protocol, variant, under, expect }: Claim, how: SearchOptions = {}): Promise<Outcome> {
  const properties = [...new Set(expect.map(({ property }) => property))];
  return check({ protocol, variant, ...under, properties, explain: false, ...how } as CheckOptions);
}

/** What a claim says of an outcome, to be compared with `said`. Lengths are those of shortest traces. */
export const expected = ({ expect }: Claim, outcome: Outcome) =>
  expect.map(({ property, verdict, length }) => ({
    property,
    verdict,
    ...(length === undefined || !outcome.property(property).shortest ? {} : { length }),
  }));

export const said = ({ expect }: Claim, outcome: Outcome) =>
  expect.map(({ property, length }) => {
    const { verdict, length: found, shortest } = outcome.property(property);
    return { property, verdict, ...(length === undefined || !shortest ? {} : { length: found }) };
  });
