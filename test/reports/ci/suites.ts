/** Suites at random: names and findings of any characters, traces as real as a walk makes them. */
import fc from "fast-check";
import type { Case, FiredLine, Suite } from "../../../reports/ci/suite.ts";
import { walk } from "../laws.ts";
import { NASTY } from "../samples.ts";

/** What ends a comment, a section of text, a tag or a command in one of the formats. */
const HARD = [
  NASTY,
  "]]>",
  "<!--",
  "&amp;",
  "<script>alert(1)</script>",
  "::error file=a::b",
  "##[error]x",
  "%0A::error::x",
  "\n::error::x",
  "a,b:c",
  "[a](https://a.b)",
  "{0}",
  "```",
  "| a |",
  "\u0000\u000b\ufffe\uffff",
  "\ud800",
  "x".repeat(5_000),
];

const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...HARD), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
);

const line = fc.record({
  file: fc.oneof(anyText, fc.constant("a b/ü.ts")),
  line: fc.option(fc.nat().map((at) => at + 1)),
});
const place: fc.Arbitrary<FiredLine> = fc
  .tuple(line, fc.array(line, { maxLength: 2 }))
  .map(([fired, callers]) => ({ ...fired, callers }));

const anyCase: fc.Arbitrary<Case> = fc.record({
  name: anyText,
  result: fc.constantFrom("passed", "failed", "undecided", "skipped"),
  rule: fc.record({ id: anyText, says: anyText }),
  found: anyText,
  details: fc.array(anyText, { maxLength: 4 }),
  trace: fc.option(walk.map(({ trace }) => trace)),
  places: fc.array(fc.option(place), { maxLength: 4 }),
});

export const anySuites: fc.Arbitrary<readonly Suite[]> = fc.array(
  fc.record({
    name: anyText,
    protocol: anyText,
    configuration: fc.option(walk.map(({ system }) => system.configuration)),
    milliseconds: fc.option(fc.nat()),
    cases: fc.array(anyCase, { maxLength: 4 }),
    source: fc.option(line),
  }),
  { maxLength: 3 },
);
