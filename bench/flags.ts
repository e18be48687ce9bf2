/** The command line of `npm run bench`, read and refused as that of every other command. */
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArguments } from "../cli/arguments.ts";
import { UsageError } from "../cli/exit.ts";
import type { Flag } from "../cli/flags.ts";
import { flagLine } from "../cli/help.ts";
import { isSet, listOf, number, text } from "../cli/values.ts";
import { wrapped } from "../reports/trace-text.ts";
import type { Suite } from "./suite.ts";

const FLAGS: readonly Flag[] = [
  {
    name: "only",
    takes: "NAMES",
    many: true,
    says: "some suites by name, with commas; all but the long ones if left out",
  },
  { name: "long", takes: null, says: "the long suites as well, half an hour or so" },
  { name: "rounds", takes: "N", says: "how often each thing is measured, in turns; 3 if left out" },
  { name: "write", takes: null, says: "puts the results into docs/performance.md" },
  { name: "against", takes: "FOLDER", says: "measures the reference system of another clone as well, in turns" },
  { name: "help", takes: null, says: "this text" },
];

export interface BenchSettings {
  readonly suites: readonly Suite[];
  readonly rounds: number;
  readonly write: boolean;
  /** Another checkout; null for none. */
  readonly against: string | null;
}

/**
 * What to measure.
 *
 * @param argv the command line without the program
 * @param all the suites there are
 * @returns the settings; or the help text, where that is asked for
 * @throws UsageError for a flag or a value that makes no sense
 */
export function readBenchFlags(argv: readonly string[], all: readonly Suite[]): BenchSettings | string {
  if (argv.some((word) => word === "--help" || word === "-h")) return helpText(all);
  const { flags } = readArguments(argv, FLAGS, "bench");
  const names = listOf(
    flags,
    "only",
    all.map(({ name }) => name),
  );
  const rounds = number(flags, "rounds") ?? 3;
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new UsageError(`--rounds is ${rounds}; it must be a whole number, 1 or more`);
  }
  const other = text(flags, "against");
  return {
    suites: all.filter(({ name, long }) => (names ? names.includes(name) : !long || isSet(flags, "long"))),
    rounds,
    write: isSet(flags, "write"),
    against: other === undefined ? null : cloneAt(resolve(other)),
  };
}

function cloneAt(folder: string): string {
  if (statSync(join(folder, "bench", "sample.ts"), { throwIfNoEntry: false })?.isFile()) return folder;
  throw new UsageError(`--against is ${folder}; it must be the folder of another clone, and has no bench/sample.ts`);
}

const helpText = (all: readonly Suite[]): string =>
  [
    "npm run bench -- [flags]",
    "  measures this clone, prints a table for each suite, and exits 1 where a target is missed",
    "",
    ...FLAGS.map(flagLine),
    "",
    "Suites:",
    ...all.flatMap(suiteLines),
    "",
    "Examples:",
    "  npm run bench -- --only commands,raw",
    "  npm run bench -- --only reference --against ../other-clone --rounds 5",
    "",
  ].join("\n");

function suiteLines({ name, long, says }: Suite): readonly string[] {
  const [first = "", ...more] = wrapped(`${long ? "long. " : ""}${says}`, 84);
  return [`  ${name.padEnd(12)}${first}`, ...more.map((line) => " ".repeat(14) + line)];
}
