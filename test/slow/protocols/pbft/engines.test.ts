import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../../../checker/check.ts";
import { pbft } from "../../../../protocols/pbft/index.ts";

/** Three nodes, quorums of three: few enough states for the reference system, and both views are there. */
const decide = async (variant: string | null, byzantine: readonly number[], engine: "compiled" | "reference") => {
  const options = { protocol: pbft, variant, nodes: 3, byzantine, views: 1, slots: 1, engine };
  const outcome = await check({ ...options, properties: ["agreement", "commits", "progress"] } as CheckOptions);
  return outcome.properties.map(({ name, verdict, length }) => ({ name, verdict, length }));
};

describe("the reference system and the compiled engine say the same of PBFT and of every mutant, to the length", () => {
  const runs = [
    ...[null, ...Object.keys(pbft.variants ?? {})].map((variant) => ({ variant, liar: 0 })),
    // Node 1 leads view 1, and sends the NEW-VIEW.
    ...[null, "new-view-not-recomputed"].map((variant) => ({ variant, liar: 1 })),
  ];
  test.each(runs)("$variant, node $liar lies", { timeout: 120_000 }, async ({ variant, liar }) => {
    const [reference, compiled] = [
      await decide(variant, [liar], "reference"),
      await decide(variant, [liar], "compiled"),
    ];
    expect(compiled).toEqual(reference);
  });
});
