/** A trace as a Mermaid sequence diagram. */
import type { Trace, TraceStep } from "../checker/outcome.ts";
import type { Json } from "../model/canonical.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";
import { clean, clip, logText, messageWords, valueWords } from "./words.ts";

/** The longest text of an arrow or a note. */
const MOST = 80;

/** The lines of a sequence diagram, without the fence. Lies are dashed arrows, marked; decisions are notes. */
export function sequenceDiagram({ steps }: Pick<Trace, "steps">, configuration: Configuration): readonly string[] {
  const { nodes, byzantine } = configuration;
  const participants = Array.from(
    { length: nodes },
    (_, id) => `  participant n${id} as node ${id}${byzantine.includes(id) ? " (Byzantine)" : ""}`,
  );
  const logs = new Map<ReplicaId, Log>();
  const decisions = ({ executions }: TraceStep): readonly string[] =>
    executions.map((execution) => {
      const log = [...(logs.get(execution.replica) ?? []), execution];
      logs.set(execution.replica, log);
      return note(execution.replica, `log ${logText(log)}`);
    });
  return ["sequenceDiagram", ...participants, ...steps.flatMap((step) => [stepLine(step, nodes), ...decisions(step)])];
}

function stepLine({ index, action }: TraceStep, nodes: number): string {
  switch (action.kind) {
    case "deliver": {
      const words = `${index}. ${messageWords(action.message)}${action.byzantine ? " (lie)" : ""}${chosen(action)}`;
      return `  n${action.from}${action.byzantine ? "-->>" : "->>"}n${action.to}: ${label(words)}`;
    }
    case "timeout":
      return note(action.replica, `${index}. timeout${chosen(action)}`);
    case "step":
      return note(action.replica, `${index}. ${clean(action.name)}${chosen(action)}`);
    case "round-end":
      return `  Note over n0,n${nodes - 1}: ${label(`${index}. the round ends`)}`;
  }
}

const note = (id: number, text: string): string => `  Note over n${id}: ${label(text)}`;

const chosen = ({ choices }: { readonly choices?: readonly Json[] }): string =>
  choices === undefined ? "" : `, chooses ${choices.map(valueWords).join(", ")}`;

/**
 * Text that Mermaid takes as text: whatever is not a letter, a digit or harmless is written as a character code. `;` and
 * `#` would end or open a code, `<` HTML, `%%` a comment, `$$` a formula.
 */
const label = (text: string): string =>
  clip(text, MOST).replace(/[^\p{L}\p{N} .,()+=/_-]/gu, (found) => `#${found.codePointAt(0)};`);
