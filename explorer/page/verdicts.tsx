/** What a check found: a verdict for each property, and its trace to open. */
import type { Outcome, PropertyOutcome } from "../../checker/outcome.ts";
import { toneOf } from "../../reports/compare-words.ts";
import { cautionWords, engineWords, explanationWords, lengthWords, statisticsWords } from "../../reports/summary.ts";
import { clean, sentence } from "../../reports/words.ts";

interface Props {
  readonly outcome: Outcome;
  /** Opens the trace of a property. */
  onTrace(property: PropertyOutcome): void;
}

export function Verdicts({ outcome, onTrace }: Props) {
  // What the setup is warned of stands above the check, whether it was made or not.
  const cautions = cautionWords({ ...outcome, warnings: [] });
  return (
    <div class="verdicts">
      <ul>
        {outcome.properties.map((property) => (
          <li key={property.name}>
            <p>
              <strong>{clean(property.name)}</strong>{" "}
              <span class={`verdict ${toneOf(property.verdict)}`}>
                {`${property.verdict} ${property.trace === null ? "" : lengthWords(property)}`.trim()}
              </span>
            </p>
            <small>{explanationWords(property) ?? sentence(clean(property.says))}</small>
            {property.trace === null ? null : (
              <button type="button" onClick={() => onTrace(property)}>
                {`Open the ${property.verdict === "VIOLATED" ? "counterexample" : "witness"}`}
                <span class="unseen">{` of ${clean(property.name)}`}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>How it was searched</summary>
        {[statisticsWords(outcome), ...engineWords(outcome), ...cautions].map((words) => (
          <p class="cost" key={words}>
            {sentence(words)}
          </p>
        ))}
      </details>
    </div>
  );
}
