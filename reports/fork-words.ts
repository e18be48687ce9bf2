/** How two log entries came to contradict each other, in sentences: the votes, who is in both, the point of no return. */
import type { Conflict, Side } from "../checker/explain.ts";
import type { Outlook, Turn } from "../checker/no-return.ts";
import type { Outcome, PropertyOutcome } from "../checker/outcome.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Configuration } from "../model/protocol.ts";
import { intersecting } from "../model/quorum.ts";
import { FETCHED } from "../model/step.ts";
import { clipMiddle, counted, listed, node, nodesWords, valueWords } from "./words.ts";

/** What to say below a fork, each item a line: none where the property's violation is no conflict between log entries. */
export function forkWords(
  { conflict, trace }: Pick<PropertyOutcome, "conflict" | "trace">,
  { configuration }: Pick<Outcome, "configuration">,
): readonly string[] {
  if (conflict === null || trace === null) return [];
  return [...voteWords(conflict, configuration), noReturnWords(conflict.outlook, trace.length, configuration)];
}

function voteWords({ sides, inBoth, liarsInBoth }: Conflict, configuration: Configuration): readonly string[] {
  if (inBoth === null || liarsInBoth === null) return [];
  const [one, other] = sides;
  const differs = (field: "slot" | "view"): boolean => one.entry[field] !== other.entry[field];
  const place = ({ entry: { slot, view } }: Side): string => {
    const isFetched = view === FETCHED;
    const fields = [
      ...(differs("slot") ? [`slot ${slot}`] : []),
      ...(differs("view") && !isFetched ? [`view ${view}`] : []),
      ...(isFetched ? ["a state that it fetched"] : []),
    ];
    return fields.length === 0 ? "" : `, in ${fields.join(", ")}`;
  };
  const votes = sides.map((side) => `${node(side.replica)} counted ${countedWords(side)}${place(side)}`);
  return [
    `Votes: ${votes.join("; ")}.`,
    `${sharedWords(inBoth, liarsInBoth, sides)}${lackWords(sides, configuration)}`,
  ];
}

/** `COMMIT of nodes 0 (2 times) and 3 for a` */
function countedWords({ votes, entry }: Side): string {
  const voters = (votes ?? []).map(({ voter }) => voter);
  const kinds = [...new Set((votes ?? []).map(({ message }) => valueWords(message.body.kind)))];
  const names = [...new Set(voters)]
    .sort((a, b) => a - b)
    .map((id) => {
      const times = voters.filter((voter) => voter === id).length;
      return times === 1 ? String(id) : `${id} (${times} times)`;
    });
  const whose = names.length === 0 ? "nothing" : `${listed(kinds)} of ${names.length === 1 ? "node" : "nodes"}`;
  return `${[whose, listed(names)].join(" ").trim()} for ${valueText(entry)}`;
}

const valueText = ({ value }: Side["entry"]): string => clipMiddle(valueWords(value), 24);

function sharedWords(inBoth: readonly ReplicaId[], liars: readonly ReplicaId[], sides: readonly Side[]): string {
  if (inBoth.length === 0) return `In both: nobody${falseNames(sides)}.`;
  const are = (ids: readonly ReplicaId[]): string => (ids.length === 1 ? "is" : "are");
  const isMixed = liars.length > 0 && liars.length < inBoth.length;
  const nature = isMixed
    ? `; ${nodesWords(liars)} ${are(liars)} Byzantine`
    : `, which ${are(inBoth)}${liars.length === 0 ? " not" : ""} Byzantine`;
  return `In both: ${nodesWords(inBoth)}${nature}${falseNames(sides)}.`;
}

/** Who was believed to be somebody else. */
function falseNames(sides: readonly Side[]): string {
  const told = sides.flatMap(({ votes }) => votes ?? []).filter(({ voter, message }) => voter !== message.from);
  if (told.length === 0) return "";
  const ids = (all: readonly ReplicaId[]): string => nodesWords([...new Set(all)].sort((a, b) => a - b));
  return `; ${ids(told.map(({ message }) => message.from))} spoke in the name of ${ids(told.map(({ voter }) => voter))}`;
}

/** That there is no quorum, where there is none. */
function lackWords(sides: readonly Side[], { nodes, faulty }: Configuration): string {
  const needed = intersecting(nodes, faulty);
  const short = sides.filter(({ votes }) => new Set((votes ?? []).map(({ voter }) => voter)).size < needed);
  const [first] = short;
  if (!first) return "";
  const behind = short.length === sides.length ? "either value" : valueText(first.entry);
  return ` No quorum: fewer than ${needed} of ${counted(nodes, "node")} stand behind ${behind}, and two such sets need not share an honest one.`;
}

function noReturnWords(
  { inevitable, possible, maxStates }: Outlook,
  length: number,
  { byzantine, timing }: Configuration,
): string {
  const { step } = inevitable;
  const isLast = step === length;
  const place = step === 0 ? "the start" : isLast ? `step ${step}, the last` : `step ${step} of ${length}`;
  const open = undeterminedWords(inevitable, maxStates);
  const silence =
    byzantine.length === 0 ? "" : `${nodesWords(byzantine)} ${byzantine.length === 1 ? "falls" : "fall"} silent and `;
  const patience = `${silence}every message arrives${timing === "none" ? "" : " before a timer fires"}`;
  const claim = isLast
    ? `Until then the fork need not come if ${patience}.`
    : `From there on the fork comes even if ${patience}.`;
  return [
    `Point of no return: ${place}${open === null ? "" : ", at the latest"}.`,
    ...(isLast && open !== null ? [] : [claim]),
    ...(possible.step < step && byzantine.length > 0 ? [`No lie is needed after step ${possible.step}.`] : []),
    ...(open === null ? [] : [open]),
  ].join(" ");
}

function undeterminedWords({ undetermined }: Turn, maxStates: number): string | null {
  if (undetermined.length === 0) return null;
  const steps = `${undetermined.length === 1 ? "step" : "steps"} ${listed(undetermined.map(String))}`;
  return `Not determined for ${steps} within ${counted(maxStates, "state")}.`;
}
