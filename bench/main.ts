/**
 * `npm run bench`: measures this checkout, prints a table, exits 1 where a target is missed.
 * `npm run bench -- --against DIR` measures another checkout as well, in turns. `--only CASE`, `--rounds N`.
 */
import { cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES, type CaseName, isCase } from "./cases.ts";
import { median, sample } from "./compare.ts";

const { values } = parseArgs({
  options: { against: { type: "string" }, only: { type: "string" }, rounds: { type: "string", default: "3" } },
});
const here = fileURLToPath(new URL("..", import.meta.url));
const roots = values.against === undefined ? [here] : [here, resolve(values.against)];
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`rounds is ${values.rounds}; it must be 1 or more`);
if (values.only !== undefined && !isCase(values.only)) {
  throw new Error(`no case "${values.only}"; there are: ${Object.keys(CASES).join(", ")}`);
}
const names = (Object.keys(CASES) as CaseName[]).filter((name) => values.only === undefined || name === values.only);

const shown = (number: number): string => number.toLocaleString("en", { maximumSignificantDigits: 3 });

console.log(machine());
console.log("\n| what | median | from | to | samples | target | |\n|---|---|---|---|---|---|---|");
let missed = false;
for (const name of names) {
  const { more, target, unit, says } = CASES[name];
  for (const [root, numbers] of await sample(name, roots, name === "memory" ? 1 : rounds)) {
    const middle = median(numbers);
    const reached = more ? middle >= target : middle < target;
    if (root === here && !reached) missed = true;
    const what = root === here ? says : `the same, ${root}`;
    const range = `${shown(Math.min(...numbers))} | ${shown(Math.max(...numbers))} | ${numbers.length}`;
    const goal = `${more ? "at least" : "under"} ${shown(target)}`;
    console.log(`| ${what} | ${shown(middle)} ${unit} | ${range} | ${goal} | ${reached ? "reached" : "MISSED"} |`);
  }
}
process.exitCode = missed ? 1 : 0;

function machine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${gigabytes} GB, Node ${process.version}, ${process.platform}`;
}
