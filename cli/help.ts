/** What `--help` prints. */
import { readFileSync } from "node:fs";
import { PROTOCOLS } from "../protocols/all.ts";
import { inClone, isSource } from "./clone.ts";
import { COMMANDS, type Command, FLAGS, type Flag, parameterFlags, takesParameters } from "./flags.ts";

const SAYS: { readonly [command in Command]: string } = {
  check: "explores everything that can happen, and says what holds",
  simulate: "plays one schedule, message by message",
  cluster: "runs the nodes as real processes that talk over sockets",
  replay: "replays a trace file, step by step",
  list: "protocols, their parameters, properties, scenarios and variants",
  mutants: "checks a protocol's variants: which mistakes are found, and at which bounds",
  compare: "protocols side by side: what holds, what each tolerates, what a commit costs",
  gate: "runs all expectations of byzcheck.config.ts",
};

const USAGE: { readonly [command in Command]: string } = {
  check: "check --protocol NAME|FILE [flags]",
  simulate: "simulate --protocol NAME|FILE [--scenario NAME | --seed N] [flags]",
  cluster: "cluster --protocol NAME|FILE [--scenario NAME] [flags] | --replay FILE | --conform FOLDER",
  replay: "replay FILE [--protocol FILE]",
  list: "list [--protocol NAME|FILE] [--json]",
  mutants: "mutants [--protocol NAME|FILE] [--variant NAME] [flags]",
  compare: "compare [--protocol NAME|FILE,...] [flags]",
  gate: "gate [flags]",
};

const EXAMPLES: { readonly [command in Command]: readonly string[] } = {
  check: [
    "check --protocol bsmr",
    "check --protocol bsmr --byzantine none",
    "check --protocol pbft-rounds --rounds 1 --timing lockstep",
    "check --protocol pbft-rounds --rounds 1 --variant count-messages --expect violation:agreement",
    "check --protocol pbft-rounds --rounds 2 --engine reference --max-states 100000",
    "check --protocol ./my-protocol.ts --cross-check",
    "check --protocol ./my-protocol.ts --watch",
    "check --protocol ./my-protocol.ts --max-states 1000000 --report text,markdown",
  ],
  simulate: [
    "simulate --protocol bsmr",
    "simulate --protocol bsmr --scenario result-equivocation",
    "simulate --protocol pbft-rounds --seed 42",
  ],
  cluster: [
    "cluster --protocol bsmr --scenario result-equivocation",
    "cluster --protocol pbft --byzantine none --kill 0",
    "cluster --replay reports/out/bsmr-agreement.json",
  ],
  replay: ["replay reports/out/bsmr-agreement.json"],
  list: ["list", "list --protocol pbft-rounds"],
  mutants: ["mutants", "mutants --variant lowest-certificate", "mutants --protocol pbft-rounds"],
  compare: [
    "compare",
    "compare --protocol bsmr,pbft-rounds --quiet",
    "compare --protocol bsmr --protocol ./my-protocol.ts",
  ],
  gate: ["gate", "gate --report junit,sarif --out reports/out"],
};

const EXITS: { readonly [command in Command]?: string } = {
  check:
    "Exit codes: 0 safe, or as expected; 1 violation; 2 usage; 3 incomplete; 4 vacuous; 70 internal error; 130 interrupted.",
  cluster:
    "Exit codes: 0 over, or as the model says; 2 usage; 3 not over; 5 not as the model says; 70 a node fell; 130 interrupted.",
};

/** A command line as the user would type it here, by npm's scripts in a clone: `npm run replay -- file`. */
export function invocation(command: Command, rest: string): string {
  return inClone ? `npm run ${command} -- ${rest}`.replace(/ -- $/, "") : `npx byzcheck ${command} ${rest}`.trimEnd();
}

const typed = (example: string): string => {
  const [command, ...rest] = example.split(" ");
  return `  ${invocation(command as Command, rest.join(" "))}`;
};

/** The help of the whole program. */
export const overview = (): string =>
  [
    "byzcheck: a model checker for Byzantine-fault-tolerant protocols",
    "",
    ...COMMANDS.map((command) => `  ${command.padEnd(10)}${SAYS[command]}`),
    "",
    "Examples:",
    typed("check --protocol bsmr"),
    typed("simulate --protocol bsmr --scenario result-equivocation"),
    `${typed("check --help")}`,
    "",
  ].join("\n");

/** The help of one command: its flags, and examples that run as they stand. */
export function help(command: Command): string {
  return [
    `byzcheck ${USAGE[command]}`,
    `  ${SAYS[command]}`,
    "",
    ...FLAGS[command].map(flagLine),
    ...(takesParameters(command) ? PROTOCOLS.flatMap(parameterLines) : []),
    "",
    "Examples:",
    ...EXAMPLES[command].map(typed),
    "",
    ...(command === "check" ? ["Flags go before BYZCHECK_<FLAG>, which goes before byzcheck.config.ts."] : []),
    ...(EXITS[command] ? [EXITS[command], ""] : []),
  ].join("\n");
}

const parameterLines = (protocol: (typeof PROTOCOLS)[number]): readonly string[] => {
  const flags = parameterFlags(protocol);
  return flags.length === 0 ? [] : ["", `  of ${protocol.name}:`, ...flags.map(flagLine)];
};

/** A flag and what it says, as a line of a help text. */
export const flagLine = ({ name, takes, says }: Flag): string => {
  const left = `  --${name}${takes === null ? "" : ` ${takes}`}`;
  return `${left.padEnd(28)}${left.length > 27 ? " " : ""}${says}`;
};

/** The version in package.json, which lies one folder up in a clone and two in a package. */
export function version(): string {
  const file = new URL(isSource ? "../package.json" : "../../package.json", import.meta.url);
  return String((JSON.parse(readFileSync(file, "utf8")) as { version: unknown }).version);
}
