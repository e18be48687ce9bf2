/** An outcome, and a single trace, as JSON (schemaVersion 1). */
import type { Outcome, PropertyOutcome } from "../checker/outcome.ts";
import { flatten, type TraceFile } from "./trace-file.ts";

const SCHEMA_VERSION = 1;

/**
 * The outcome as one JSON document.
 *
 * @param replay the command that replays the first trace; null where no trace file is written
 * @returns the text, ending with a newline
 */
export function outcomeJson(outcome: Outcome, replay: string | null = null): string {
  const { protocol, variant, configuration, verdict, exhaustive, stoppedBy, properties } = outcome;
  const { neverSeen, warnings, statistics } = outcome;
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    protocol,
    variant,
    configuration: flatten(configuration),
    verdict,
    exhaustive,
    stoppedBy,
    properties: properties.map(propertyJson),
    neverSeen,
    warnings,
    statistics,
    replay,
  });
}

const propertyJson = ({
  name,
  kind,
  says,
  verdict,
  length,
  shortest,
  explanation,
  because,
  conflict,
  trace,
}: PropertyOutcome) => ({
  name,
  kind,
  says,
  verdict,
  length,
  shortest,
  explanation,
  because,
  conflict,
  trace: trace === null ? null : { steps: trace.steps, final: trace.final },
});

/** A trace file as JSON text, ending with a newline. `readTraceFile` reads it back. */
export function traceJson(file: TraceFile): string {
  const { protocol, protocolFile, configuration, property, kind, verdict, length, explanation, trace } = file;
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    protocol,
    ...(protocolFile === null ? {} : { protocolFile }),
    variant: configuration.variant,
    configuration: flatten(configuration),
    property,
    kind,
    verdict,
    length,
    explanation,
    trace: { steps: trace.steps, final: trace.final },
  });
}

/** JSON with two blanks of indentation, and nothing in it that a terminal would obey. */
export const jsonText = (value: unknown): string => `${escapeObeyed(JSON.stringify(value, null, 2))}\n`;

/** What JSON leaves as it is and a terminal obeys: control and format characters, line separators. */
const obeyed = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON with such characters written as escapes; it means the same. */
export const escapeObeyed = (json: string): string => json.replace(obeyed, escaped);

const escaped = (found: string): string =>
  Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
