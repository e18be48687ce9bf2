/** A comparison in words: what its text, Markdown and HTML reports have in common. */
import type { Comparison, CostRow, Row } from "../checker/compare.ts";
import type { Outcome, Verdict } from "../checker/outcome.ts";
import type { Answer } from "../checker/questions.ts";
import { lengthWords, stoppedWords } from "./summary.ts";
import { clean, configurationWords, counted, listed, sentence } from "./words.ts";

/** A table of a comparison: a question a row. */
export interface Section {
  readonly title: string;
  /** What its verdicts are about, in a sentence. */
  readonly says: string;
  readonly rows: readonly Row[];
  /** What stands in a cell. */
  words(answer: Answer): string;
  /** What a protocol is asked, where that is not what the row says; null where it is. */
  asked(row: Row, answer: Answer): string | null;
}

/** The verdict, with the steps of its trace: `VIOLATED in 2`. */
export function verdictAndLength({ outcome }: Answer): string {
  const length = lengthWords(outcome);
  return length === "" ? outcome.verdict : `${outcome.verdict} in ${length}`;
}

/** Whether a protocol tolerates a situation: whether the property that decides it holds there. Null where that is open. */
export function isTolerated({ outcome: { verdict } }: Answer): boolean | null {
  switch (verdict) {
    case "SAFE":
    case "REACHED":
      return true;
    case "VIOLATED":
    case "UNREACHED":
      return false;
    case "NOT APPLICABLE":
    case "UNDECIDED":
      return null;
  }
}

/** `yes, REACHED in 16` */
function toleratedWords(answer: Answer): string {
  const tolerated = isTolerated(answer);
  return tolerated === null ? verdictAndLength(answer) : `${tolerated ? "yes" : "no"}, ${verdictAndLength(answer)}`;
}

/** The tables of questions. */
export const sectionsOf = ({ contestants, properties, situations }: Comparison): readonly Section[] => [
  {
    title: "What holds",
    says: "each protocol under the configuration above, in every reachable state",
    rows: properties,
    words: verdictAndLength,
    asked({ says }, { protocol, outcome }) {
      const slot = contestants.find(({ name }) => name === protocol)?.slot ?? "slot";
      return [outcome.says, outcome.says.replaceAll(slot, "slot")].includes(says) ? null : clean(outcome.says);
    },
  },
  {
    title: "What is tolerated",
    says: "each protocol under what may happen to it, decided by a search each",
    rows: situations,
    words: toleratedWords,
    asked: () => null,
  },
];

/** A table of numbers, one for each size. */
export interface CostSection {
  readonly title: string;
  readonly says: string;
  readonly rows: readonly CostRow[];
}

export const costSectionsOf = ({ messages, delays }: Comparison): readonly CostSection[] => [
  {
    title: "Messages to commit one value",
    says: "counted until everybody has executed it, in runs in which nobody is faulty; a message to k nodes is k messages; what clients send and receive is not in the models",
    rows: messages,
  },
  {
    title: "Message delays to commit one value",
    says: "in the same runs: messages behind one another until the last node has executed it",
    rows: delays,
  },
];

/** The formula beside what was counted; that it gives something else is said. */
export const formulaWords = ({ formula, agrees }: CostRow): string =>
  formula === null ? "" : `${clean(formula)}${agrees ? "" : ", which is WRONG"}`;

export const titleOf = ({ contestants }: Comparison): string => listed(contestants.map(({ name }) => clean(name)));

/** How each protocol is set up. */
export const setups = ({ contestants }: Comparison): readonly (readonly [name: string, words: string])[] =>
  contestants.map(({ name, configuration }) => [clean(name), configurationWords(configuration)]);

/** An answer told: what was found, and why, in sentences. Empty where there is nothing to say. */
function answerWords({ outcome: { explanation }, why }: Answer): string {
  return [explanation, why].flatMap((words) => (words === null ? [] : [sentence(clean(words))])).join(" ");
}

/** The same behind the name of the protocol and the verdict: `bsmr: VIOLATED in 2. ...` */
export function told({ words, asked }: Section, row: Row, answer: Answer): string {
  const other = asked(row, answer);
  const here = other === null ? [] : [`Here: ${sentence(other)}`];
  return [`${clean(answer.protocol)}: ${words(answer)}.`, ...here, answerWords(answer)].join(" ").trimEnd();
}

/** The last lines: of each protocol what is violated, and how much of what may happen it tolerates. */
export function conclusions({ contestants, properties, situations, stoppedBy }: Comparison): readonly string[] {
  const lines = contestants.map(({ name }, at) => {
    const broken = properties.filter(({ answers }) => answers[at]?.outcome.verdict === "VIOLATED");
    const open = [...properties, ...situations].filter(({ answers }) => answers[at]?.outcome.verdict === "UNDECIDED");
    const decided = situations.flatMap(({ answers }) => {
      const answer = answers[at];
      return answer ? (isTolerated(answer) ?? []) : [];
    });
    const names = broken.map(({ question }) => clean(question));
    const said = [
      ...(names.length > 0 ? [`VIOLATED ${listed(names)}`] : open.length === 0 ? ["nothing is violated"] : []),
      ...(decided.length === 0
        ? []
        : [`tolerates ${decided.filter(Boolean).length} of ${counted(decided.length, "situation")}`]),
      ...(open.length === 0 ? [] : [`${open.length} undecided`]),
    ];
    return `${clean(name)}: ${said.join("; ")}`;
  });
  const stopped = stoppedWords({ stoppedBy });
  return stopped === null ? lines : [...lines, `INCOMPLETE ${stopped}`];
}

/** Whether a verdict is good, bad or neither: for the colours. */
export function toneOf(verdict: Verdict): "right" | "wrong" | "caution" | "faint" {
  switch (verdict) {
    case "SAFE":
    case "REACHED":
      return "right";
    case "VIOLATED":
    case "UNREACHED":
      return "wrong";
    case "UNDECIDED":
      return "caution";
    case "NOT APPLICABLE":
      return "faint";
  }
}

/** How a run as a whole is to look. */
export const runTone = ({ verdict }: Pick<Outcome, "verdict">): "right" | "wrong" | "caution" =>
  verdict === "violation" ? "wrong" : verdict === "safe" ? "right" : "caution";
