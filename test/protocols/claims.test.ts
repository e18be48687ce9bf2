import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { type Claim, checkClaim, claims, expected, isLarge, protocols, said } from "./claims.ts";

// The gate checks the large ones as well; the slow suite and `npm run mutants` all of PBFT's mutants, of which those that do
// no harm in one view are many and much alike.
const isSafeMutant = ({ protocol, variant, expect }: Claim): boolean =>
  protocol.name === "pbft" && variant !== null && expect.every(({ verdict }) => verdict === "SAFE");
const small = claims.filter((claim) => !isLarge(claim) && !isSafeMutant(claim));

describe("each protocol and variant does what it says", { timeout: 60_000 }, () => {
  for (const claim of small) {
    test(claim.title, async () => {
      const outcome = await checkClaim(claim);
      expect(said(claim, outcome)).toEqual(expected(claim, outcome));
      expect(outcome.statistics.engine).toBe("compiled");
    });
  }
});

describe("the reference system says the same of what is small", { timeout: 60_000 }, () => {
  const tiny = small.filter(({ protocol, under }) => protocol !== bsmr || Number(under.parameters?.rounds ?? 4) <= 2);
  // One slot of PBFT has 71 million states there; test/protocols/pbft compares what fewer nodes can do.
  for (const claim of tiny.filter(({ protocol }) => !protocol.name.startsWith("pbft"))) {
    test(claim.title, async () => {
      const outcome = await checkClaim(claim, { engine: "reference" });
      expect(said(claim, outcome)).toEqual(expected(claim, outcome));
      expect(outcome.properties.every(({ shortest }) => shortest)).toBe(true);
    });
  }
});

describe("the table of variants", () => {
  const variants = protocols.flatMap(({ name, variants }) =>
    Object.entries(variants ?? {}).map(([variant, { says, because, expect }]) => ({
      name,
      variant,
      says,
      because,
      expect,
    })),
  );
  test.each(variants)(
    "$name $variant says what it changes, what that does, and why",
    ({ says, because, expect: all }) => {
      expect(says).not.toBe("");
      expect(because).not.toBe("");
      expect(all).not.toEqual([]);
    },
  );

  test("a protocol has a sentence for each property that something violates", () => {
    for (const { protocol, expect: all } of claims) {
      const violated = all.filter(({ verdict }) => verdict === "VIOLATED").map(({ property }) => property);
      expect(Object.keys(protocol.wording?.because ?? {})).toEqual(expect.arrayContaining(violated));
    }
  });

  test("nothing is expected twice of one system", () => {
    for (const { title, expect: all } of claims) {
      expect(new Set(all.map(({ property }) => property)).size, title).toBe(all.length);
    }
  });
});

describe("the reason for a violation", () => {
  const because = async (variant: string, property: string) =>
    (await check({ protocol: bsmr, variant, byzantine: [3], rounds: 4 })).property(property).because;
  const { variants, wording } = bsmr;

  test("is the variant's, where the variant says that it breaks the property", async () =>
    expect(await because("result-from-anyone", "agreement")).toBe(variants?.["result-from-anyone"]?.because));

  test("is the protocol's, where it does not", async () => {
    expect(await because("result-from-anyone", "log-consistency")).toBe(wording?.because?.["log-consistency"]);
    expect(await because("result-without-round", "log-consistency")).toBe(wording?.because?.["log-consistency"]);
  });
});
