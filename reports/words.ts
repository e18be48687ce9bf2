/** Values, messages and logs as words that are fit to be printed: no control characters, no endless lines. */
import { type Action, actionWords } from "../model/action.ts";
import type { Json } from "../model/canonical.ts";
import { type Body, type ReplicaId, say, words } from "../model/message.ts";
import { kebab } from "../model/names.ts";
import type { Log } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";

/**
 * What could move the cursor, hide text or turn its direction: control and format characters, line and paragraph
 * separators, halves of surrogate pairs. Some of them only change how a terminal shows what follows, which is enough.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with everything unprintable written as an escape: `\u001b`. What users put into messages passes here. */
export const clean = (text: string): string =>
  text.replace(unprintable, (found) => {
    const code = found.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });

/** The same for a text of several lines: what ends a line stays. */
export const cleanLines = (text: string): string => text.split("\n").map(clean).join("\n");

/** The text, cut with `...` where it has more than `most` characters. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 3)).join("")}...`;
}

/** The text, cut in its middle: what differs between two long values is at either end more often than not. */
export function clipMiddle(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const kept = Math.max(0, most - 3);
  const head = Math.ceil(kept / 2);
  return `${characters.slice(0, head).join("")}...${characters.slice(characters.length - (kept - head)).join("")}`;
}

/** How many columns a text takes, about: one for each character. */
export const columns = (text: string): number => [...text].length;

/** The text, filled up with blanks to a number of columns. */
export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));

/** `node 1` */
export const node = (id: ReplicaId): string => `node ${id}`;

/** A message in words: `RESULT round 0 value 1`. */
export const messageWords = (body: Body): string => clean(words(body));

/** An action in words: `node 1 <- node 0  RESULT round 0 value 1`. */
export const stepWords = (action: Action): string => clean(actionWords(action));

/** A value in words: strings as they are, objects without quotes: `{1: [0, 2]}`. */
export function valueWords(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(valueWords).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, field]) => `${clean(key)}: ${valueWords(field)}`)
      .join(", ")}}`;
  }
  return value === "" ? '""' : clean(say(value));
}

/** The entries of a log as the seed writes them, each by itself: with `$` before them and nothing between `$1234`. */
export function logEntries(log: Log): { readonly texts: readonly string[]; readonly between: string } {
  const texts = log.map(({ value }) => clipMiddle(valueWords(value), 24));
  return { texts, between: texts.every((text) => columns(text) === 1) ? "" : "," };
}

/** A log as one string: `$1234`; `$10,11` where a value has more than one character. */
export function logText(log: Log): string {
  const { texts, between } = logEntries(log);
  return `$${texts.join(between)}`;
}

/** `1 step`, `2 steps`, `1,328,373 states` */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** `node 0`, `nodes 0, 1 and 2`. */
export function nodesWords(ids: readonly ReplicaId[]): string {
  return ids.length === 1 ? `node ${ids[0]}` : `nodes ${listed(ids.map(String))}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A configuration in one line. */
export function configurationWords({ nodes, faulty, byzantine, timing, parameters }: Configuration): string {
  const liars = byzantine.length === 0 ? "nobody Byzantine" : `${nodesWords(byzantine)} Byzantine`;
  const bounds = Object.entries(parameters).map(([name, value]) => `${kebab(name)} ${value}`);
  return clean([counted(nodes, "node"), `${faulty} faulty`, liars, `timing ${timing}`, ...bounds].join(", "));
}

/** The first letter large, and a full stop at the end. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
