import { describe, expect, test } from "vitest";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { GUTTER, layoutOf } from "../../../reports/space-time/layout.ts";
import type { Picture } from "../../../reports/space-time/picture.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { diagramSvg } from "../../../reports/space-time/svg.ts";
import { fork, only } from "../samples.ts";

const forkPicture = async (): Promise<Picture> => {
  const outcome = await fork();
  const { trace, finding, conflict } = only(outcome);
  if (trace === null) throw new Error("a trace was expected");
  return pictureOf({ trace, configuration: outcome.configuration, protocol: bsmr, finding, conflict });
};

const times = (text: string, wanted: RegExp): number => [...text.matchAll(wanted)].length;

/** A picture of one step, in which a replica hears of a value and executes it. */
const pictureWith = (text: string, lanes = 4): Picture => ({
  lanes: Array.from({ length: lanes }, (_, id) => ({ id, name: `node ${id}`, isByzantine: id === 0 })),
  moments: [
    { ...nothing, step: 0, kind: "start", lanes: [1], words: "the start" },
    {
      ...nothing,
      step: 1,
      kind: "deliver",
      lanes: [1],
      words: text,
      arrow: 0,
      badges: [{ lane: 1, text }],
      tallies: [{ lane: 1, on: text, kind: text, value: 0, voters: [0], needed: 2 }],
      executions: [{ lane: 1, slot: 0, view: 0, value: 0, step: 1 }],
    },
  ],
  sendings: [{ step: 1, from: 0, to: 1, words: text, kind: text, values: [0], isLie: true, shows: [] }],
  arrows: [{ sending: 0, from: 0, to: 1, delivered: 1 }],
  values: [{ text, colour: 0, shape: 0 }],
  logs: Array.from({ length: lanes }, (_, id) => (id === 0 ? null : [])),
  fork: null,
  noReturn: null,
});
const nothing = {
  label: "",
  arrow: null,
  changes: [],
  tallies: [],
  badges: [],
  executions: [],
  states: [],
  causes: [],
};

describe("the drawing of bsmr's fork", () => {
  test("has four lanes, one of them Byzantine, and two lies that arrive where they should", async () => {
    const svg = diagramSvg(await forkPicture(), { order: "steps" }, "bsmr");
    expect(times(svg, /<line class="lane/g)).toBe(4);
    expect(times(svg, /<line class="lane byzantine"/g)).toBe(1);
    expect(
      times(
        svg,
        /<g class="arrow lie" data-from="0" data-to="[12]" data-sending="[02]" data-left="[12]" data-arrived="[12]"/g,
      ),
    ).toBe(2);
    expect(times(svg, /class="arrow/g)).toBe(2);
  });

  test("rings the two entries that differ, and puts a sign between them", async () => {
    const svg = diagramSvg(await forkPicture(), { order: "steps" }, "bsmr");
    const rings = [...svg.matchAll(/class="ring" cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(rings).toHaveLength(2);
    const entries = [
      ...svg.matchAll(/class="entry"><title>0: (\d)<\/title><g class="value c\d" transform="translate\(([\d. ]+)\)/g),
    ];
    expect(entries.map(([, value, at]) => [value, at])).toEqual(
      rings.map(([, x, y], place) => [String(place + 1), `${x} ${y}`]),
    );
    expect(svg).toContain("≠");
    expect(svg).toContain("point of no return");
  });

  test("in full order has a row for each message that leaves, and says which never arrive", async () => {
    const picture = await forkPicture();
    const svg = diagramSvg(picture, { order: "everything" }, "bsmr");
    expect(times(svg, /class="row"[^>]*data-kind="lie"/g)).toBe(2);
    expect(times(svg, /class="row"[^>]*data-kind="send"/g)).toBe(1);
    expect(times(svg, /class="arrow lost"/g)).toBe(2);
    expect(svg).toContain("sends PROPOSAL");
  });
});

describe("a drawing", () => {
  test("takes what a protocol says as text", () => {
    const svg = diagramSvg(pictureWith('<script>alert("1")</script>'), { order: "everything" }, "</svg><script>");
    expect(svg).not.toContain("<script");
    expect(times(svg, /<\/svg>/g)).toBe(1);
    expect(times(svg, /="[^"]*</g)).toBe(0);
  });

  test("of endless words is not endless", () => {
    const long = diagramSvg(pictureWith("x".repeat(300)), { order: "everything" }, "long");
    expect(long.length).toBeLessThan(8000);
    expect(long).not.toMatch(/<text[^>]*>[^<]{41}/);
  });

  test("has all the words of a badge, below each other where they need it, and moves down what comes after them", () => {
    const said = "committed value 1 in slot 1, view 0";
    for (const lanes of [[1], [1, 2, 3]]) {
      const { moments, ...rest } = pictureWith("a");
      const told = moments.map((moment) =>
        moment.step === 0 ? moment : { ...moment, lanes, badges: [{ lane: 1, text: said }] },
      );
      const { rows } = layoutOf({ ...rest, moments: told }, { order: "steps", laneWidth: 100 });
      const chips = rows.at(-1)?.chips ?? [];
      expect(chips.map(({ kind }) => kind)).toEqual(["tally", "badge", "execution"]);
      expect(chips[1]?.lines.join(" ")).toBe(said);
      expect(chips[1]?.lines.length).toBeGreaterThan(1);
      const ends = chips.map(({ at, height }) => at.y + height / 2);
      for (const [place, { at, height }] of chips.slice(1).entries())
        expect(at.y - height / 2).toBeGreaterThan(ends[place] ?? 0);
      expect(rows.at(-1)?.bottom).toBeGreaterThan(ends.at(-1) ?? 0);
    }
  });

  test("names the point of no return at its left, below all that stands in its row", () => {
    const picture: Picture = { ...pictureWith("a"), noReturn: { step: 1, isExact: true } };
    const [, x, y] =
      /<text x="([\d.]+)" y="([\d.]+)">point of no return</.exec(diagramSvg(picture, { order: "steps" }, "turn")) ?? [];
    expect(Number(x)).toBeLessThan(GUTTER);
    const chip = layoutOf(picture, { order: "steps" }).rows.at(-1)?.chips.at(-1);
    // Its letters are 11 pixels high.
    expect(Number(y) - 11).toBeGreaterThan((chip?.at.y ?? 0) + (chip?.height ?? 0) / 2);
  });

  test("has room for thirteen replicas", () => {
    const svg = diagramSvg(pictureWith("a", 13), { order: "steps", laneWidth: 80 }, "wide");
    const widths = [...svg.matchAll(/<line class="lane[^>]* x1="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(widths).toHaveLength(13);
    expect(Math.max(...widths)).toBeLessThan(Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]));
  });

  test("of no step has lanes and empty logs", () => {
    const { moments, ...rest } = pictureWith("a");
    const svg = diagramSvg(
      { ...rest, moments: moments.slice(0, 1), sendings: [], arrows: [] },
      { order: "steps" },
      "none",
    );
    expect(times(svg, /<line class="lane/g)).toBe(4);
    expect(times(svg, />empty</g)).toBe(3);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("of a long log shows the entries around the fork, and how many there are besides", () => {
    const log = (last: number) =>
      Array.from({ length: 40 }, (_, slot) => ({ slot, view: 0, value: slot === 20 ? last : 0, step: 1 }));
    const picture = {
      ...pictureWith("a"),
      values: [0, 1, 2].map((index) => ({ text: String(index), colour: index, shape: index })),
    };
    const forked: Picture = {
      ...picture,
      logs: [null, log(1), log(2), []],
      fork: [
        { lane: 1, place: 20 },
        { lane: 2, place: 20 },
      ],
    };
    const svg = diagramSvg(forked, { order: "steps" }, "long");
    expect(times(svg, /class="entry"/g)).toBe(16);
    expect(times(svg, /… 16 more/g)).toBe(4);
    expect(times(svg, /class="ring"/g)).toBe(2);
  });
});
