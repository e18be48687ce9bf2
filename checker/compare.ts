/** Protocols side by side: what holds of each, what each tolerates, and what a commit costs. All of it found, none of it asserted. */
import type { Situation } from "../model/comparison.ts";
import { configure } from "../model/configuration.ts";
import type { PropertyKind } from "../model/property.ts";
import type { Configuration, Protocol } from "../model/protocol.ts";
import type { Stop } from "./found.ts";
import { type HonestRun, honestRun } from "./honest-run.ts";
import { type Answer, type Asking, ask, propertyQuestions, type Question, situationQuestions } from "./questions.ts";

export interface CompareOptions extends Asking {
  readonly protocols: readonly Protocol[];
  readonly situations: readonly Situation[];
  /** Numbers of nodes with which honest runs are played. */
  readonly sizes: readonly number[];
}

/** One protocol, and how it is set up where nothing else is said. */
interface Contestant {
  readonly name: string;
  readonly says: string;
  /** What it calls a slot. */
  readonly slot: string;
  readonly configuration: Configuration;
}

/** A question, and the answers in the order of the contestants; null where a protocol has no such property. */
export interface Row {
  readonly question: string;
  readonly says: string;
  readonly answers: readonly (Answer | null)[];
}

/** A number that was counted in honest runs of several sizes, beside the formula that the protocol claims. */
export interface CostRow {
  readonly protocol: string;
  readonly counts: readonly (number | null)[];
  /** Null where the protocol claims none. */
  readonly formula: string | null;
  readonly because: string | null;
  /** Whether the formula gives what was counted, for every size; null without a formula. */
  readonly agrees: boolean | null;
}

export interface Comparison {
  readonly schemaVersion: 1;
  readonly contestants: readonly Contestant[];
  /** Of each property, whether it holds under the configuration of the contestant. */
  readonly properties: readonly Row[];
  /** Of each situation, whether the property that decides it holds there. */
  readonly situations: readonly Row[];
  /** What honest runs cost, of so many nodes. */
  readonly sizes: readonly number[];
  readonly messages: readonly CostRow[];
  readonly delays: readonly CostRow[];
  /** What cut a search short; null where everything is decided. */
  readonly stoppedBy: Stop | null;
}

/**
 * Compares protocols. One search decides all questions that are about the same system; what is not decided when the
 * signal is aborted stays UNDECIDED.
 *
 * @throws ConfigurationError for bounds that a protocol does not have
 * @throws ModelError where a protocol breaks its contract
 * @throws InternalError where a trace does not replay on the reference system
 */
export async function compare(options: CompareOptions): Promise<Comparison> {
  const { protocols, situations, sizes } = options;
  const runs = protocols.map((protocol) => sizes.map((nodes) => honestRun(protocol, nodes)));
  const columns: Column[] = [];
  for (const protocol of protocols) columns.push(await columnOf(protocol, options));
  const costs = (what: "messages" | "delays"): readonly CostRow[] =>
    protocols.map((protocol, at) => costRow(protocol, what, runs[at] ?? []));
  return {
    schemaVersion: 1,
    contestants: columns.map(({ contestant }) => contestant),
    properties: rowsOf(columns.map(({ properties }) => properties)),
    situations: situations.map(({ name, says }) => ({
      question: name,
      says,
      answers: columns.map((column) => column.situations.get(name) ?? null),
    })),
    sizes,
    messages: costs("messages"),
    delays: costs("delays"),
    stoppedBy: columns.map(({ stoppedBy }) => stoppedBy).find((stop) => stop !== null) ?? null,
  };
}

/** By question. */
type Answers = ReadonlyMap<string, Answer>;

interface Column {
  readonly contestant: Contestant;
  readonly properties: Answers;
  readonly situations: Answers;
  readonly stoppedBy: Stop | null;
}

async function columnOf(protocol: Protocol, options: CompareOptions): Promise<Column> {
  const { name, says, comparison, wording } = protocol;
  const configuration = configure(protocol, { parameters: comparison?.bounds ?? {} });
  const properties = propertyQuestions(protocol, configuration);
  const situations = situationQuestions(protocol, configuration, options.situations);
  const { answers, stoppedBy } = await ask(protocol, [...properties, ...situations], options);
  const of = (questions: readonly Question[]): Answers =>
    new Map(questions.map((question) => [question.name, answers.get(question) as Answer]));
  return {
    contestant: { name, says, slot: wording?.slot ?? "slot", configuration },
    properties: of(properties),
    situations: of(situations),
    stoppedBy,
  };
}

/** What so many runs of a protocol cost, and whether that is what it claims. */
function costRow({ name, comparison }: Protocol, what: "messages" | "delays", runs: readonly HonestRun[]): CostRow {
  const formula = comparison?.cost?.[what];
  const counts = runs.map((run) => run[what]);
  return {
    protocol: name,
    counts,
    formula: formula?.says ?? null,
    because: formula?.because ?? null,
    agrees: formula ? runs.every((run) => formula.of(run.nodes) === run[what]) : null,
  };
}

/** Claims first, what makes sure that they are not empty last. */
const KINDS: readonly PropertyKind[] = ["always", "recoverable", "sometimes"];

/** A row for each property that anybody has, in the words of the last that has it. */
function rowsOf(columns: readonly Answers[]): readonly Row[] {
  const all = new Map(columns.flatMap((answers) => [...answers].map(([name, { outcome }]) => [name, outcome])));
  return [...all]
    .sort(([, one], [, other]) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
    .map(([question, { says }]) => ({
      question,
      says,
      answers: columns.map((answers) => answers.get(question) ?? null),
    }));
}
