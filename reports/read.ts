/** Reads trace files back, and trusts nothing in them. */

import type { Change, TraceStep } from "../checker/outcome.ts";
import type { Action } from "../model/action.ts";
import type { Body, Envelope, ReplicaId } from "../model/message.ts";
import type { Configuration, Parameters } from "../model/protocol.ts";
import type { GlobalState } from "../model/state.ts";
import type { Execution } from "../model/step.ts";
import {
  type Check,
  flag,
  json,
  listOf,
  objectOf,
  oneOf,
  optional,
  orNull,
  record,
  refuse,
  TraceFileError,
  text,
  whole,
} from "./narrow.ts";
import type { TraceFile } from "./trace-file.ts";

export { TraceFileError } from "./narrow.ts";

/** What to do with a file that is damaged. */
const CURE = "Write it again: byzcheck check ... --report json.";

/**
 * Reads a trace file.
 *
 * @param source what is in the file
 * @param name the file, for the error messages
 * @throws TraceFileError naming what is damaged, and the cure
 */
export const readTraceFile = (source: string, name = "the trace file"): TraceFile =>
  within(name, () => traceFile(parse(source)));

/** Runs a reader, and puts the name of the file before what it refuses. */
export function within<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TraceFileError) throw new TraceFileError(`${name}: ${error.message}. ${CURE}`);
    if (error instanceof RangeError) throw new TraceFileError(`${name}: it is nested too deeply. ${CURE}`);
    throw error;
  }
}

/** JSON text as a value. @throws TraceFileError with the place at which the text is not JSON */
export function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new TraceFileError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function traceFile(value: unknown): TraceFile {
  const file = record(value, "it");
  if (Object.hasOwn(file, "properties") && !Object.hasOwn(file, "trace")) {
    throw new TraceFileError("it is the outcome of a check; a trace has a file of its own, named after the property");
  }
  if (file.schemaVersion !== 1) refuse(file.schemaVersion, "schemaVersion", "1, the version that this byzcheck reads");
  const configuration = configurationOf(file);
  const { nodes } = configuration;
  const claim = claimOf(file);
  const { steps, final } = objectOf<TraceFile["trace"]>({
    steps: listOf(stepOf(configuration)),
    final: stateOf(nodes),
  })(file.trace, "trace");
  if (claim.length !== steps.length) refuse(claim.length, "length", `${steps.length}, as many as there are steps`);
  steps.forEach(({ index }, place) => {
    if (index !== place + 1) refuse(index, `trace.steps[${place}].index`, `${place + 1}`);
  });
  return { ...claim, configuration, trace: { steps, final } };
}

/** What a trace file says about its trace. */
export function claimOf(value: unknown, path = ""): Omit<TraceFile, "configuration" | "trace"> {
  const file = record(value, path === "" ? "it" : path);
  const field = <T>(name: string, check: Check<T>): T => check(file[name], path === "" ? name : `${path}.${name}`);
  const kind = field("kind", oneOf("always", "sometimes", "recoverable"));
  return {
    protocol: field("protocol", text),
    protocolFile: field("protocolFile", optional(text)) ?? null,
    property: field("property", text),
    kind,
    verdict: field("verdict", kind === "sometimes" ? oneOf("REACHED") : oneOf("VIOLATED")),
    length: field("length", whole(0)),
    explanation: field("explanation", orNull(text)),
  };
}

/** The configuration of a trace file: what is not the system's is the protocol's own. */
export function configurationOf(file: { readonly [name: string]: unknown }): Configuration {
  const { nodes: n, faulty, byzantine, timing, ...rest } = record(file.configuration, "configuration");
  const nodes = whole(1)(n, "configuration.nodes");
  return {
    nodes,
    faulty: whole(0, nodes - 1)(faulty, "configuration.faulty"),
    byzantine: listOf(whole(0, nodes - 1))(byzantine, "configuration.byzantine"),
    timing: oneOf("asynchronous", "lockstep", "none")(timing, "configuration.timing"),
    variant: orNull(text)(file.variant, "variant"),
    parameters: Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, parameter(value, `configuration.${name}`)]),
    ),
  };
}

const parameter: Check<Parameters[string]> = (value, path) =>
  typeof value === "string" || typeof value === "number" ? value : refuse(value, path, "a number or a text");

const body: Check<Body> = (value, path) => ({
  ...record(value, path),
  kind: text(record(value, path).kind, `${path}.kind`),
});

const envelopeOf = (nodes: number): Check<Envelope> =>
  objectOf<Envelope>({ from: whole(0, nodes - 1), to: recipientOf(nodes), body });

const recipientOf =
  (nodes: number): Check<ReplicaId | "all"> =>
  (value, path) =>
    value === "all" ? "all" : whole(0, nodes - 1)(value, path);

const executionFields = { slot: whole(Number.MIN_SAFE_INTEGER), view: whole(Number.MIN_SAFE_INTEGER), value: json };

/** A global state: one entry for each node, null for the Byzantine ones. */
export function stateOf(nodes: number): Check<GlobalState> {
  const ofEach =
    <T>(check: Check<T>): Check<readonly (T | null)[]> =>
    (value, path) => {
      const items = listOf(orNull(check))(value, path);
      return items.length === nodes ? items : refuse(value, path, `a list of ${nodes}, one entry for each node`);
    };
  return objectOf<GlobalState>({
    replicas: ofEach<unknown>(json),
    logs: ofEach(listOf(objectOf<Execution>(executionFields))),
    soup: listOf(envelopeOf(nodes)),
  });
}

const key: Check<string | number> = (value, path) =>
  typeof value === "number" ? whole(0)(value, path) : text(value, path);

const change: Check<Change> = (value, path) => {
  const { before, after, ...rest } = record(value, path);
  return {
    path: listOf(key)(rest.path, `${path}.path`),
    ...(before === undefined ? {} : { before: json(before, path) }),
    ...(after === undefined ? {} : { after: json(after, path) }),
  };
};

const stepOf = ({ nodes, byzantine }: Configuration): Check<TraceStep> =>
  objectOf<TraceStep>({
    index: whole(1),
    action: actionOf(nodes, byzantine),
    lie: orNull(envelopeOf(nodes)),
    sends: listOf(envelopeOf(nodes)),
    executions: listOf(objectOf<TraceStep["executions"][number]>({ ...executionFields, replica: whole(0, nodes - 1) })),
    changes: listOf(change),
  });

/** An action: one of four kinds, with ids of nodes that exist, and Byzantine where the configuration says so. */
export function actionOf(nodes: number, byzantine: readonly ReplicaId[]): Check<Action> {
  const id = whole(0, nodes - 1);
  return (value, path) => {
    const action = record(value, path);
    const field = <T>(name: string, check: Check<T>): T => check(action[name], `${path}.${name}`);
    const kind = field("kind", oneOf("deliver", "timeout", "step", "round-end"));
    const choices = field("choices", optional(listOf(json)));
    const chosen = choices === undefined ? {} : { choices };
    switch (kind) {
      case "deliver": {
        const from = field("from", id);
        const lies = field("byzantine", flag);
        if (lies !== byzantine.includes(from))
          refuse(lies, `${path}.byzantine`, `${!lies}, for node ${from} is ${lies ? "honest" : "Byzantine"}`);
        return { kind, from, to: field("to", id), message: field("message", body), byzantine: lies, ...chosen };
      }
      case "timeout":
        return { kind, replica: field("replica", id), ...chosen };
      case "step":
        return { kind, replica: field("replica", id), name: field("name", text), ...chosen };
      case "round-end":
        return { kind };
    }
  };
}
