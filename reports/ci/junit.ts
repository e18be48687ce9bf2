/**
 * JUnit's XML, as Jenkins, GitLab and most CI servers read it. There is no standard; this keeps to what all of them know.
 * What is undecided is an error: the test could not be made, and is not green.
 */
import { clean, cleanLines } from "../words.ts";
import { type Case, factsOf, type Suite, tally } from "./suite.ts";

/** Suites of cases as one XML document, ending with a newline. */
export function junitXml(suites: readonly Suite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: "byzcheck", ...counts(suites), time: secondsOf(suites) })}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteLines(suite: Suite): readonly string[] {
  const facts = factsOf(suite).map(([name, value]) => `      <property ${attributes({ name, value })}/>`);
  const own = { ...counts([suite]), skipped: String(tally([suite], "skipped")), time: secondsOf([suite]) };
  return [
    `  <testsuite ${attributes({ name: suite.name, ...own })}>`,
    ...(facts.length === 0 ? [] : ["    <properties>", ...facts, "    </properties>"]),
    ...suite.cases.flatMap((one) => caseLines(one, suite)),
    "  </testsuite>",
  ];
}

function caseLines(one: Case, suite: Suite): readonly string[] {
  const open = `    <testcase ${attributes({ name: one.name, classname: suite.name })}`;
  const why = [one.rule.says, ...one.details].join("\n");
  switch (one.result) {
    case "passed":
      return [`${open}/>`];
    case "skipped":
      // Older readers know no attributes here.
      return [`${open}>`, `      <skipped>${xmlText(one.found)}</skipped>`, "    </testcase>"];
    case "failed":
    case "undecided": {
      const [tag, type] = one.result === "failed" ? ["failure", "violation"] : ["error", "undecided"];
      const told = `      <${tag} ${attributes({ message: one.found, type })}>${xmlText(why)}</${tag}>`;
      return [`${open}>`, told, "    </testcase>"];
    }
  }
}

const counts = (suites: readonly Suite[]) => ({
  tests: String(suites.flatMap(({ cases }) => cases).length),
  failures: String(tally(suites, "failed")),
  errors: String(tally(suites, "undecided")),
});

/** Undefined where nobody measured any. */
function secondsOf(suites: readonly Suite[]): string | undefined {
  const known = suites.flatMap(({ milliseconds }) => milliseconds ?? []);
  return known.length === 0 ? undefined : (known.reduce((sum, one) => sum + one, 0) / 1000).toFixed(3);
}

const attributes = (of: { readonly [name: string]: string | undefined }): string =>
  Object.entries(of)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escaped(clean(value))}"`]))
    .join(" ");

const xmlText = (text: string): string => escaped(cleanLines(text));

/** After `clean` no control character and no half of a pair is left; of what XML 1.0 forbids these two are. */
const forbidden = /[\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text
    .replace(forbidden, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"]/g, (found) => NAMES[found] ?? "");

const NAMES: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
