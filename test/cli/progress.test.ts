import { expect, test } from "vitest";
import { progressLine, progressWords } from "../../cli/progress.ts";

const at = (milliseconds: number, distinctStates = milliseconds * 40) => ({
  distinctStates,
  transitions: 5 * distinctStates,
  depth: 7,
  frontier: 12_345,
  bytes: 210 * 2 ** 20,
  milliseconds,
});

function shown(isTTY: boolean, env: { readonly [name: string]: string } = {}, columns = 100) {
  const written: string[] = [];
  const line = progressLine({ err: { write: (text) => void written.push(text), isTTY, columns }, env }, false);
  return { line, written };
}

test("a line of progress has states, rate, depth, frontier, memory and time", () =>
  expect(progressWords(at(61_000), at(60_000))).toBe(
    "2,440,000 states  40,000/s  depth 7  frontier 12,345  210 MB  1:01",
  ));

test("one is not told as several", () => {
  const first = { ...at(0, 0), frontier: 1 };
  expect(progressWords({ ...at(0, 1), transitions: 1 }, null)).toMatch(/^1 state {2}/);
  expect(progressWords({ ...first, transitions: 1 }, null)).toMatch(/^1 step {2}/);
  expect(progressWords(first, null)).toMatch(/^making tables {2}1 state of replicas /);
});

test("a search that begins where another of the same check ends is not told to go backwards", () =>
  expect(progressWords(at(12_000, 3000), at(11_000, 90_000))).toMatch(/^3,000 states {2}3,000\/s /));

test("random walks count their steps", () =>
  expect(progressWords({ ...at(2000, 0), transitions: 10, depth: null, bytes: 0, frontier: 3 }, null)).toBe(
    "10 steps  5/s  walks to go 3  0:02",
  ));

test("on a terminal one line is redrawn, five times a second and no wider than the terminal", () => {
  const { line, written } = shown(true, {}, 20);
  for (let time = 0; time <= 1000; time += 40) line.show(at(time));
  const drawn = written.filter((text) => text.includes("states"));
  expect(drawn).toHaveLength(5);
  expect(drawn.every((text) => text.length < 20 && !text.includes("\n"))).toBe(true);
  line.say("VIOLATED agreement in 2");
  expect(written.slice(-2)).toEqual(["\r\x1b[2K", "VIOLATED agreement in 2\n"]);
});

test("elsewhere, and in CI, a plain line comes every ten seconds", () => {
  for (const { line, written } of [shown(false), shown(true, { CI: "1" })]) {
    for (let time = 0; time <= 25_000; time += 40) line.show(at(time));
    expect(written).toHaveLength(2);
    expect(written.join("")).not.toContain("\x1b");
  }
});

test("while tables are made, their size is what is known", () => {
  const moment = { distinctStates: 0, transitions: 0, depth: null, frontier: 32_132, bytes: 0, milliseconds: 10_400 };
  expect(progressWords(moment, null)).toBe("making tables  32,132 states of replicas  0:10");
});

test("a search after another is shown from its beginning, with a rate of its own", () => {
  const { line, written } = shown(true);
  line.show(at(60_000));
  line.end();
  line.show(at(400));
  expect(written.at(-1)).toMatch(/^16,000 states {2}40,000\/s .* 0:00$/);
});
