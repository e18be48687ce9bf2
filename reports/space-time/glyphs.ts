/** How a value is drawn: a shape in a colour, with as much of its text as has room. */
import { element, html } from "../markup.ts";
import { clip } from "../words.ts";
import type { Point } from "./layout.ts";
import type { Value } from "./picture.ts";

/** Outlines around (0, 0), of about the same area, that differ also for who sees no colours. */
const SHAPES: readonly string[] = [
  "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z",
  "M-9 -9h18v18h-18z",
  "M0 -12.5L12.5 0L0 12.5L-12.5 0z",
  "M-6 -10h12l6 10l-6 10h-12l-6 -10z",
  "M0 -12L13 10h-26z",
  "M0 -12L11.5 -3.5L7 10h-14L-11.5 -3.5z",
  "M-13 -9h26L0 13z",
  "M-4 -11h8v7h7v8h-7v7h-8v-7h-7v-8h7z",
];

/** How many characters have room in a shape. */
const ROOM = 3;

/** How many of the values of one message are drawn. */
export const MOST_GLYPHS = 2;

/** The glyph of a value. @param scale 1 is 20 pixels wide */
export function glyph(value: Value | undefined, { x, y }: Point, scale = 1): string {
  if (!value) return "";
  const text = [...value.text].length <= ROOM ? value.text : `${clipped(value.text)}…`;
  const size = [...text].length > 2 ? " long" : "";
  return element(
    "g",
    { class: `value c${value.colour}${size}`, transform: `translate(${round(x)} ${round(y)}) scale(${scale})` },
    element("title", {}, html(value.text)),
    element("path", { d: SHAPES[value.shape] ?? "" }),
    element("text", { y: value.shape === 4 ? 6 : value.shape === 6 ? 0 : 3.5 }, html(text)),
  );
}

const clipped = (text: string): string => [...clip(text, 40)].slice(0, 2).join("");

/** Half pixels are enough, and short. */
export const round = (length: number): number => Math.round(length * 2) / 2;
