/** A comparison as JSON (schemaVersion 1). */
import type { Comparison, Row } from "../checker/compare.ts";
import type { Answer } from "../checker/questions.ts";
import { isTolerated } from "./compare-words.ts";
import { jsonText } from "./json.ts";
import { flatten } from "./trace-file.ts";

/**
 * The comparison as one JSON document.
 *
 * @param traceOf the file of an answer's trace; null where there is none, or none is written
 * @returns the text, ending with a newline
 */
export function comparisonJson(comparison: Comparison, traceOf: (answer: Answer) => string | null): string {
  const { schemaVersion, contestants, properties, situations, sizes, messages, delays, stoppedBy } = comparison;
  const rows = (of: readonly Row[], more: (answer: Answer) => object) =>
    of.map(({ question, says, answers }) => ({
      question,
      says,
      answers: answers.map((answer) => answer && { ...answerJson(answer, traceOf), ...more(answer) }),
    }));
  return jsonText({
    schemaVersion,
    protocols: contestants.map(({ name, says, configuration }) => ({
      name,
      says,
      configuration: flatten(configuration),
    })),
    properties: rows(properties, () => ({})),
    situations: rows(situations, (answer) => ({ tolerated: isTolerated(answer) })),
    costs: { sizes, messages, delays },
    stoppedBy,
  });
}

function answerJson(answer: Answer, traceOf: (answer: Answer) => string | null) {
  const { protocol, configuration, silent, outcome, why } = answer;
  const { name, says, verdict, length, shortest, explanation } = outcome;
  return {
    protocol,
    configuration: flatten(configuration),
    silent,
    property: name,
    says,
    verdict,
    length,
    shortest,
    explanation,
    why,
    trace: traceOf(answer),
  };
}
