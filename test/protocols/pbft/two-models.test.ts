/** PBFT is modelled twice: message by message in protocols/, and threshold-atomic beside this test. */
import { describe, expect, test } from "vitest";
import { canonical } from "../../../model/canonical.ts";
import { configure } from "../../../model/configuration.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import { found, known } from "./threshold-atomic/verdicts.ts";

/** What is expected of agreement under a variant, four nodes and one slot: by who lies and up to which view. */
const expected = Object.entries(pbft.variants ?? {}).flatMap(([mutant, { expect: all }]) =>
  all.flatMap(({ property, verdict, under }) => {
    const { nodes, byzantine, parameters } = configure(pbft, under, mutant);
    if (property !== "agreement" || nodes !== 4 || parameters.slots !== 1) return [];
    return [{ mutant, byzantine, views: Number(parameters.views), verdict }];
  }),
);

describe("what the gate holds of each mutant is what the threshold-atomic model says of it", () => {
  for (const { mutant, byzantine, breaksAt } of [...known, ...found]) {
    const about = expected.filter((one) => one.mutant === mutant && canonical(one.byzantine) === canonical(byzantine));
    const says = breaksAt === null ? "safe" : `broken with views 0..${breaksAt}`;

    test(`${mutant}, node ${byzantine.join(" and ")} Byzantine: ${says}`, () => {
      expect(about.length).toBeGreaterThan(0);
      for (const { views, verdict } of about) {
        expect({ views, verdict }).toEqual({
          views,
          verdict: breaksAt !== null && views >= breaksAt ? "VIOLATED" : "SAFE",
        });
      }
      // The bounds at which it breaks are among those that are checked.
      if (breaksAt !== null) expect(about.map(({ views }) => views)).toContain(breaksAt);
    });
  }
});
