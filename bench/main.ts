/** `npm run bench`: measures this checkout, prints a table for each suite, and exits 1 where a target is missed. */
import { readFileSync, writeFileSync } from "node:fs";
import { EXIT, UsageError } from "../cli/exit.ts";
import { endWithReader } from "../cli/shell.ts";
import { type BenchSettings, readBenchFlags } from "./flags.ts";
import { machine } from "./machine.ts";
import { DOCUMENT } from "./root.ts";
import type { Suite } from "./suite.ts";
import { SUITES } from "./suites.ts";
import { markdown, replaceBlock } from "./table.ts";

endWithReader();
try {
  const settings = readBenchFlags(process.argv.slice(2), SUITES);
  if (typeof settings === "string") process.stdout.write(settings);
  else process.exitCode = await measureAll(settings);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = EXIT.usage;
}

/** Measures one suite after the other; returns the exit code. */
async function measureAll({ suites, rounds, write, against }: BenchSettings): Promise<number> {
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
    if (write) {
      const block = `\n${suite.says}\n\n${text}\n\n*${where}${howOften(suite, rounds)}.*\n`;
      writeFileSync(DOCUMENT, replaceBlock(readFileSync(DOCUMENT, "utf8"), suite.name, block));
    }
  }
  if (missed > 0) console.log(`\n${missed} target${missed === 1 ? " was" : "s were"} missed`);
  return missed > 0 ? EXIT.violation : EXIT.ok;
}

/** Each block names the machine and this, for suites may be measured apart. */
function howOften({ long }: Suite, rounds: number): string {
  return long || rounds === 1 ? ", one run each" : `, medians of ${rounds} in turns`;
}
