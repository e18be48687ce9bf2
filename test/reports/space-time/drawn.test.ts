import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Moment, Picture } from "../../../reports/space-time/picture.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { diagramSvg } from "../../../reports/space-time/svg.ts";
import { walk } from "../laws.ts";

/** What was drawn is read back from the drawing itself, and held against the picture. */
const drawing = walk.map(({ system: { protocol, configuration }, trace }) => {
  const picture = pictureOf({ trace, configuration, protocol });
  return { picture, svg: diagramSvg(picture, { order: "steps" }, "") };
});
const law = (claim: (picture: Picture, svg: string) => void): void =>
  fc.assert(
    fc.property(drawing, ({ picture, svg }) => claim(picture, svg)),
    { numRuns: 25 },
  );

/** What a pattern finds, its groups as numbers. */
const numbers = (svg: string, pattern: RegExp): readonly (readonly number[])[] =>
  [...svg.matchAll(pattern)].map(([, ...groups]) => groups.map(Number));

const lanesIn = (svg: string): readonly number[] =>
  numbers(svg, /<line class="lane[^>]* x1="([\d.]+)"/g).map(([x = -1]) => x);

/** The rows by the number of their step, each as its markup. */
const rowsIn = (svg: string): ReadonlyMap<number, string> =>
  new Map(
    svg
      .split('<g class="row"')
      .slice(1)
      .map((row) => [Number(/data-step="(\d+)"/.exec(row)?.[1]), row.replace(/<g class="logs">.*/, "")]),
  );

const ARROW =
  /<g class="arrow[^>]* data-from="(\d+)" data-to="(\d+)"[^>]* data-arrived="(\d+)"><line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="([\d.]+)"/g;

describe("whatever happens, in the drawing", () => {
  test("each message flies from the lane that sent it to the step that took it", () =>
    law((picture, svg) => {
      const lanes = lanesIn(svg);
      const flown = numbers(svg, ARROW);
      const taken = picture.arrows.filter(({ delivered }) => delivered !== null);
      expect(flown.map(([from, to]) => [from, to])).toEqual(taken.map(({ from, to }) => [from, to]));
      for (const [place, [from = -1, to = -1, , x1, x2 = -1, y2]] of flown.entries()) {
        expect(x1).toBe(lanes[from]);
        // Its head ends beside the dot.
        expect(Math.abs(x2 - (lanes[to] ?? 0))).toBeLessThanOrEqual(6);
        const row = rowsIn(svg).get(taken[place]?.delivered ?? -1) ?? "";
        expect(numbers(row, /<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"/g)).toContainEqual([lanes[to], y2]);
      }
    }));

  test("votes, badges and executions stand below their step on their lane, as many votes as were counted", () =>
    law((picture, svg) => {
      const lanes = lanesIn(svg);
      const rows = rowsIn(svg);
      const total = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
      for (const moment of picture.moments) {
        const chips = (rows.get(moment.step) ?? "").split('<g class="chip ').slice(1);
        expect(chips.map(told)).toEqual(expected(moment));
        const owners = [...moment.tallies, ...moment.badges, ...moment.executions];
        for (const [place, chip] of chips.entries()) {
          const [[x = 0, width = 0] = []] = numbers(chip, /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g);
          const lane = lanes[owners[place]?.lane ?? -1] ?? 0;
          // In the middle of its lane, as far as the edges of the drawing allow.
          const wanted = Math.max(2, Math.min(lane - width / 2, total - 2 - width));
          expect(Math.abs(x - wanted)).toBeLessThanOrEqual(1);
          const { voters = [], needed = null } = moment.tallies[place] ?? {};
          const [share] = numbers(chip, /<rect class="share"[^>]* width="([\d.]+)"/g);
          if (share && needed !== null)
            expect((share[0] ?? 0) / width).toBeCloseTo(Math.min(1, voters.length / needed), 1);
        }
      }
    }));

  test("the logs stand below their lanes, with the looks of their values", () =>
    law(({ logs, values }, svg) => {
      const lanes = lanesIn(svg);
      const drawn = svg
        .split('<g class="log"')
        .slice(1)
        .map((log) => {
          const [[lane = -1] = []] = numbers(log, /data-lane="(\d+)"/g);
          const [[x = 0, width = 0] = []] = numbers(log, /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g);
          expect(Math.abs(x + width / 2 - (lanes[lane] ?? 0))).toBeLessThanOrEqual(1);
          return [lane, ...numbers(log, /class="value c(\d)/g).map(([colour]) => colour)];
        });
      const kept = logs.flatMap((log, lane) =>
        log === null ? [] : [[lane, ...log.slice(-8).map(({ value }) => values[value]?.colour)]],
      );
      expect(drawn).toEqual(kept);
    }));
});

/** What a chip says, and whether it is drawn as enough. */
const told = (chip: string): readonly [string, boolean] => [
  [...chip.matchAll(/<text x="[\d.]+" y="[\d.]+">([^<]*)</g)].map(([, text]) => text).join(" "),
  /^[^"]*reached"/.test(chip),
];

const expected = ({ tallies, badges, executions }: Moment): readonly (readonly [string, boolean])[] => [
  ...tallies.map(({ kind, voters: { length }, needed }): [string, boolean] =>
    needed === null ? [`${kind} ×${length}`, false] : [`${kind} ${length}/${needed}`, length >= needed],
  ),
  ...badges.map(({ text }): [string, boolean] => [text, false]),
  ...executions.map((): [string, boolean] => ["executes", false]),
];
