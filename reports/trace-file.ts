/** A trace file: one trace by itself, with all that is needed to replay it and to know what it claims. */
import type { Outcome, PropertyOutcome, Trace } from "../checker/outcome.ts";
import type { Action } from "../model/action.ts";
import type { PropertyKind } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";
import type { GlobalState } from "../model/state.ts";

/** What a trace file says, schemaVersion 1. */
export interface TraceFile {
  readonly protocol: string;
  /** Where the protocol comes from, if it is not a built-in one: a path, as it was given. */
  readonly protocolFile: string | null;
  readonly configuration: Configuration;
  readonly property: string;
  readonly kind: PropertyKind;
  readonly verdict: "VIOLATED" | "REACHED";
  readonly length: number;
  readonly explanation: string | null;
  readonly trace: Pick<Trace, "steps" | "final">;
}

/** What is enough to replay a trace and to judge its end: a trace file of either format has it. */
export interface Recording extends Omit<TraceFile, "trace"> {
  readonly actions: readonly Action[];
  readonly final: GlobalState;
}

/** The trace file of a property; null where there is no trace. */
export function traceFileOf(
  { protocol, configuration }: Pick<Outcome, "protocol" | "configuration">,
  { name, kind, verdict, explanation, trace }: PropertyOutcome,
  protocolFile: string | null = null,
): TraceFile | null {
  if (trace === null || (verdict !== "VIOLATED" && verdict !== "REACHED")) return null;
  const { steps, final, length } = trace;
  return {
    protocol,
    protocolFile,
    configuration,
    property: name,
    kind,
    verdict,
    length,
    explanation,
    trace: { steps, final },
  };
}

/** The configuration as the JSON reports have it: the parameters beside the rest, and the variant elsewhere. */
export const flatten = ({ nodes, faulty, byzantine, timing, parameters }: Configuration) => ({
  nodes,
  faulty,
  byzantine,
  timing,
  ...parameters,
});
