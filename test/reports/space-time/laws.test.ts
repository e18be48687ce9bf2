import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overview } from "../../../reports/html/viewer/position.ts";
import { causalPast } from "../../../reports/space-time/causes.ts";
import { layoutOf } from "../../../reports/space-time/layout.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { diagramSvg } from "../../../reports/space-time/svg.ts";
import { statesAlong } from "../../../reports/states.ts";
import { walk } from "../laws.ts";

const picture = walk.map(({ system: { protocol, configuration }, trace }) => ({
  trace,
  picture: pictureOf({ trace, configuration, protocol }),
}));
const law = (claim: (given: typeof picture extends fc.Arbitrary<infer T> ? T : never) => void): void =>
  fc.assert(fc.property(picture, claim), { numRuns: 25 });

describe("whatever happens, in the picture", () => {
  test("each delivery is where exactly one arrow ends, at the replica that took it", () =>
    law(({ trace, picture: { arrows, moments } }) => {
      for (const { index, action } of trace.steps) {
        const arriving = arrows.filter(({ delivered }) => delivered === index);
        expect(arriving.map(({ from, to }) => [from, to])).toEqual(
          action.kind === "deliver" ? [[action.from, action.to]] : [],
        );
        expect(arrows[moments[index]?.arrow ?? -1]).toEqual(arriving[0]);
      }
    }));

  test("what a step depends on comes before it, and what sent its message is among it", () =>
    law(({ picture: { moments, arrows, sendings } }) => {
      for (const { step, arrow } of moments) {
        const past = causalPast({ moments }, step);
        expect([...past].every((one) => one < step)).toBe(true);
        const sending = sendings[arrows[arrow ?? -1]?.sending ?? -1];
        if (sending && !sending.isLie) expect(past).toContain(sending.step);
      }
    }));

  test("the logs are those of the last state", () =>
    law(({ trace, picture: { logs, values } }) => {
      const final = statesAlong(trace).at(-1)?.logs ?? [];
      const told = logs.map((log) => log?.map(({ slot, value }) => [slot, values[value]?.text]) ?? null);
      expect(told).toEqual(final.map((log) => log?.map(({ slot, value }) => [slot, String(value)]) ?? null));
    }));

  test("values differ in colour or in shape", () =>
    law(({ picture: { values } }) => {
      const looks = values.map(({ colour, shape }) => `${colour} ${shape}`);
      expect(new Set(looks).size).toBe(values.length);
    }));

  test("in either order each line has its row, below the one before, and every arrow goes down", () =>
    law(({ picture: one }) => {
      for (const order of ["steps", "everything"] as const) {
        const { rows, flights } = layoutOf(one, { order });
        expect(rows.map(({ happening }) => happening)).toEqual(overview(one, order).lines);
        expect(rows.slice(1).map(({ top }) => top)).toEqual(rows.slice(0, -1).map(({ bottom }) => bottom));
        for (const { start, end } of flights) expect(start.y).toBeLessThan(end.y);
        expect(diagramSvg(one, { order }, "")).not.toMatch(/NaN|undefined|Infinity/);
      }
    }));
});
