/** What the protocols and their variants are expected to do, one check for each group of expectations it can decide. */
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import type { ConfigurationChange, Expectation, Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { unmodified as bsmrUnmodified } from "../../protocols/bsmr/variants.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { unmodified as pbftRoundsUnmodified } from "../../protocols/pbft-rounds/variants.ts";

export interface Claim {
  /** The check in words. */
  readonly title: string;
  readonly protocol: Protocol;
  readonly variant: string | null;
  readonly under: ConfigurationChange;
  /** Either all need an exhaustive search, or none does. */
  readonly expect: readonly Expectation[];
}

const sources: readonly { readonly protocol: Protocol; readonly unmodified: readonly Expectation[] }[] = [
  { protocol: bsmr, unmodified: bsmrUnmodified },
  { protocol: pbftRounds, unmodified: pbftRoundsUnmodified },
];

/** Everything that is expected, of every variant and of the protocols themselves. */
export const claims: readonly Claim[] = sources.flatMap(({ protocol, unmodified }) => [
  ...grouped(protocol, null, unmodified),
  ...Object.entries(protocol.variants ?? {}).flatMap(([variant, { expect }]) => grouped(protocol, variant, expect)),
]);

function grouped(protocol: Protocol, variant: string | null, expect: readonly Expectation[]): readonly Claim[] {
  const groups = new Map<string, Claim>();
  for (const one of expect) {
    const under = one.under ?? {};
    const exhaustive = one.verdict === "SAFE" || one.verdict === "UNREACHED";
    const key = JSON.stringify([under, exhaustive]);
    const sofar = groups.get(key)?.expect ?? [];
    const properties = [...sofar, one].map(({ property, verdict }) => `${property} ${verdict}`).join(", ");
    const title = `${protocol.name} ${variant ?? "unmodified"} ${JSON.stringify(under)}: ${properties}`;
    groups.set(key, { title, protocol, variant, under, expect: [...sofar, one] });
  }
  return [...groups.values()];
}

/**
 * What a breadth-first search of the reference system takes: a few seconds, some minutes, or more memory than there is.
 * Two slots of pbft-rounds are millions of states; in one slot the votes of the variants below multiply.
 */
export function reach({ protocol, variant, under, expect }: Claim): "quick" | "slow" | "beyond" {
  if (protocol.name !== "pbft-rounds") return "quick";
  if (under.parameters?.rounds !== 1) return "beyond";
  const exhaustive = expect.some(({ verdict }) => verdict === "SAFE");
  if (variant === "claimed-sender" || variant === "primary-prepare-counted") return "beyond";
  if (variant === "count-messages" || variant === "preprepare-replay") return "slow";
  return exhaustive ? "slow" : "quick";
}

/** Checks a claim; the search ends when every property that it names is decided. */
export const checkClaim = ({ protocol, variant, under, expect }: Claim): Promise<Outcome> =>
  check({ protocol, variant, ...under, properties: expect.map(({ property }) => property) });

/** What a claim says of an outcome, to be compared with `said`. */
export const expected = ({ expect }: Claim) =>
  expect.map(({ property, verdict, length }) => ({ property, verdict, ...(length === undefined ? {} : { length }) }));

export const said = ({ expect }: Claim, outcome: Outcome) =>
  expect.map(({ property, length }) => {
    const { verdict, length: found } = outcome.property(property);
    return { property, verdict, ...(length === undefined ? {} : { length: found }) };
  });
