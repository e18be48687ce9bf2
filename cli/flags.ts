/** The flags there are, by command. A protocol's own parameters are flags too, in kebab-case. */
import { REDUCTIONS } from "../checker/compile/reductions.ts";
import { kebab } from "../model/names.ts";
import type { ParameterSpec, Protocol } from "../model/protocol.ts";

export interface Flag {
  /** In kebab-case, without the dashes. */
  readonly name: string;
  /** What stands for its value in the help; null for a flag that takes none. */
  readonly takes: string | null;
  /** It may be given several times, or a list with commas. */
  readonly many?: true;
  readonly says: string;
}

const flag = (name: string, takes: string | null, says: string): Flag => ({ name, takes, says });
const many = (name: string, takes: string, says: string): Flag => ({ name, takes, says, many: true });

const PROTOCOL = flag("protocol", "NAME|FILE", "a protocol of this library, or a TypeScript file that exports one");
const HELP = flag("help", null, "this text");
const OUT = flag("out", "FOLDER", "where to write them; reports/out if left out");
const JSON_FLAG = flag("json", null, "one JSON document on stdout, nothing else");

/** How the system is set up. */
const SYSTEM: readonly Flag[] = [
  flag("nodes", "N", "how many nodes there are"),
  flag("faulty", "F", "how many faulty ones the protocol is to tolerate"),
  flag("byzantine", "IDS|none", "which nodes lie: 0, or 0,1, or none"),
  flag("timing", "TIMING", "when timeouts fire: asynchronous, lockstep or none"),
  flag("variant", "NAME|list", "one deliberate change of a rule; list shows them"),
];

const SEARCH: readonly Flag[] = [
  many("property", "NAME", "what to decide; all of the protocol's if left out"),
  flag("engine", "ENGINE", "compiled or reference; compiled if left out, where it can"),
  many("reduce", "NAMES", `none, all, or some: ${REDUCTIONS.join(",")}; all, if left out`),
  flag("search", "ORDER", "breadth-first, depth-first or random"),
  flag("seed", "N", "of random walks"),
  flag("walks", "N", "how many random walks"),
  flag("workers", "N", "how many threads search"),
  flag("max-states", "N", "stop after so many distinct states"),
  flag("max-depth", "N", "go no deeper than so many steps"),
  flag("timeout", "SECONDS", "stop after so long"),
  flag("memory", "MB", "stop at so much memory; 70 % of the machine's if left out"),
  flag("table-limit", "N", "states of a replica before tables are made on demand; 300,000 if left out"),
  flag("fail-fast", null, "stop at the first violation"),
  flag("cross-check", null, "compare every engine and every subset of the reductions, on small bounds"),
];

const REPORTING: readonly Flag[] = [
  many("expect", "WHAT", "exit 0 if this is so: safe, or violation:<property>"),
  many("report", "KINDS", "files to write: text,json,markdown,itf,vitest,html; for CI servers junit,sarif,github"),
  OUT,
  JSON_FLAG,
  flag("quiet", null, "no progress, and no trace"),
  flag("watch", null, "check again whenever a file of the protocol is another, until Ctrl-C"),
];

export const FLAGS = {
  check: [PROTOCOL, ...SYSTEM, ...SEARCH, ...REPORTING, HELP],
  simulate: [
    PROTOCOL,
    ...SYSTEM,
    flag("scenario", "NAME", "a known run: a script says what the faulty node sends"),
    flag("seed", "N", "a random schedule of the honest run"),
    HELP,
  ],
  cluster: [
    PROTOCOL,
    ...SYSTEM,
    flag("scenario", "NAME", "a known run: a script says what the faulty node sends"),
    flag("timer", "MS", "milliseconds until a timer fires, and of a round under lockstep; 500 if left out"),
    many("kill", "ID@MS", "end a node's process, so long after the beginning"),
    many("restart", "ID@MS", "start it again, with its key and without a memory"),
    flag("most", "SECONDS", "end after so long, whatever goes on; 60 if left out"),
    flag("host", "ADDRESS", "where the nodes listen; 127.0.0.1 if left out"),
    flag("base-port", "N", "the port of node 0, the others following; free ones if left out"),
    flag("keys", "FOLDER", "the nodes' private keys: node-0.pem and so on; new ones if left out"),
    flag("new-keys", "FOLDER", "makes these files"),
    flag("replay", "FILE", "makes a trace happen: messages wait at their receivers, and are released in its order"),
    flag("conform", "FOLDER", "whether the run with the logs in that folder is a behaviour of the model"),
    flag("terminals", null, "a pane of tmux for each node"),
    flag("log-dir", "FOLDER", "a log of each node, a JSON document a line"),
    HELP,
  ],
  replay: [PROTOCOL, HELP],
  list: [PROTOCOL, JSON_FLAG, HELP],
  mutants: [
    PROTOCOL,
    many("variant", "NAME", "which variants; all of the protocol's if left out"),
    flag("memory", "MB", "as for check"),
    JSON_FLAG,
    flag("quiet", null, "no progress"),
    HELP,
  ],
  compare: [
    many("protocol", "NAME|FILE", "what to compare; bsmr, pbft-rounds and pbft if left out"),
    many("report", "KINDS", "files to write: text,json,markdown,html; all if left out"),
    flag("out", "FOLDER", "where to write them, and the traces; reports/out if left out"),
    flag("memory", "MB", "as for check"),
    JSON_FLAG,
    flag("quiet", null, "no progress, and the tables only"),
    HELP,
  ],
  gate: [
    flag("config", "FILE", "another configuration than the byzcheck.config.ts here or above"),
    many("report", "KINDS", "files to write for CI servers: junit,sarif,github"),
    OUT,
    flag("memory", "MB", "as for check"),
    JSON_FLAG,
    HELP,
  ],
} as const satisfies Record<string, readonly Flag[]>;

export type Command = keyof typeof FLAGS;

export const COMMANDS = Object.keys(FLAGS) as readonly Command[];

/** Commands for which a protocol's parameters are flags as well. */
export const takesParameters = (command: Command): boolean =>
  command === "check" || command === "simulate" || command === "cluster";

/** The flags that a protocol's parameters are. */
export const parameterFlags = ({ parameters }: Protocol): readonly Flag[] =>
  Object.entries(parameters).map(([name, spec]) => flag(kebab(name), placeholder(spec), spec.says));

const placeholder = (spec: ParameterSpec): string => (spec.type === "integer" ? "N" : spec.options.join("|"));
