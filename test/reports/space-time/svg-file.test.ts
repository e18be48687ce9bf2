import { expect, test } from "vitest";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";
import { svgFile } from "../../../reports/space-time/svg-file.ts";
import { fork, NASTY, OBEYED, only } from "../samples.ts";

const file = async (label: string): Promise<string> => {
  const outcome = await fork();
  const { trace, finding, conflict } = only(outcome);
  if (trace === null) throw new Error("a trace was expected");
  return svgFile(pictureOf({ trace, configuration: outcome.configuration, protocol: bsmr, finding, conflict }), label);
};

test("a diagram as a file brings its looks for light and dark pages, with a ground, and loads nothing", async () => {
  const text = await file("bsmr's fork");
  expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="-16 -16 [\d.]+ [\d.]+"/);
  expect(text).toMatch(/@media \(prefers-color-scheme:dark\)\{:root:not\(\[data-theme=light\]\)\{--ground:#1/);
  expect(text).toContain('<rect class="ground"');
  expect(text).toContain("<title>bsmr&#39;s fork</title>");
  expect(text).toContain('aria-label="bsmr&#39;s fork"');
  expect(text.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|<script|@import/);
});

test("a diagram as a file is well-formed, whatever it is called", async () => {
  const text = await file(NASTY);
  const open: string[] = [];
  for (const [, end, name] of text.matchAll(/<(\/?)([a-z]+)[^<>]*>/g)) {
    if (end === "") open.push(name ?? "");
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  expect(text).not.toContain("<script");
  expect(text).not.toMatch(OBEYED);
});
