/**
 * `npm run bench`: measures this checkout, prints a table for each suite, and exits 1 where a target is missed.
 *
 * --only NAMES   some suites by name, with commas: see suites.ts
 * --long         the long suites as well, half an hour or so
 * --rounds N     how often each thing is measured, in turns; 3 if left out
 * --write        puts the results into docs/performance.md
 * --against DIR  measures the reference system of another checkout as well, in turns
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "./machine.ts";
import { DOCUMENT } from "./root.ts";
import type { Suite } from "./suite.ts";
import { suitesFor } from "./suites.ts";
import { markdown, replaceBlock } from "./table.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    long: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
    against: { type: "string" },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`rounds is ${values.rounds}; it must be 1 or more`);
const suites = suitesFor(values.only?.split(",") ?? [], values.long);
const against = values.against === undefined ? null : resolve(values.against);
const where = machine();

console.log(where);
let missed = 0;
for (const suite of suites) {
  const table = await suite.measure({
    rounds,
    against,
    progress: (text) => process.stderr.write(`  ${suite.name}: ${text}\n`),
  });
  const text = markdown(table);
  missed += table.missed;
  console.log(`\n${suite.name}. ${suite.says}\n\n${text}`);
  if (values.write)
    writeFileSync(DOCUMENT, replaceBlock(readFileSync(DOCUMENT, "utf8"), suite.name, block(suite, text)));
}
if (missed > 0) console.log(`\n${missed} target${missed === 1 ? " was" : "s were"} missed`);
process.exitCode = missed > 0 ? 1 : 0;

/** Each block names the machine, for suites may be measured apart. */
function block({ says, long }: Suite, text: string): string {
  const how = long || rounds === 1 ? ", one run each" : `, medians of ${rounds} in turns`;
  return `\n${says}\n\n${text}\n\n*${where}${how}.*\n`;
}
