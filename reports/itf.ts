/**
 * A trace in Apalache's Informal Trace Format (ADR-015, see itf-value.ts), so that its viewers open it: one state a
 * step, from the initial one on, with the variables `replicas`, `logs`, `soup`, and `action`, which led to the state.
 */
import type { Outcome, PropertyOutcome, Trace } from "../checker/outcome.ts";
import type { Action } from "../model/action.ts";
import type { Json } from "../model/canonical.ts";
import type { Configuration } from "../model/protocol.ts";
import type { GlobalState } from "../model/state.ts";
import { fromItf, type ItfValue, toItf, toItfMap } from "./itf-value.ts";
import { jsonText } from "./json.ts";
import { listOf, record, refuse, TraceFileError, text } from "./narrow.ts";
import { actionOf, claimOf, configurationOf, parse, readTraceFile, stateOf, within } from "./read.ts";
import { statesAlong } from "./states.ts";
import { flatten, type Recording, type TraceFile, traceFileOf } from "./trace-file.ts";
import { counted } from "./words.ts";

const FORMAT = "https://apalache-mc.org/docs/adr/015adr-trace.html";
const VARIABLES = ["action", "logs", "replicas", "soup"] as const;

/** The trace of a property as ITF, ending with a newline; null where there is no trace. */
export function traceItf(
  outcome: Outcome,
  property: PropertyOutcome,
  protocolFile: string | null = null,
): string | null {
  const file = traceFileOf(outcome, property, protocolFile);
  if (file === null || property.trace === null) return null;
  const { trace: _, configuration, ...claim } = file;
  return itfText({ ...claim, configuration }, property.trace);
}

/** A claim and its trace as ITF. */
export function itfText(
  { configuration, ...claim }: Omit<TraceFile, "trace">,
  trace: Pick<Trace, "initial" | "steps">,
): string {
  const { protocolFile, ...rest } = claim;
  const states = statesAlong(trace);
  return jsonText({
    "#meta": {
      format: "ITF",
      "format-description": FORMAT,
      source: protocolFile ?? claim.protocol,
      description: `${claim.protocol}: ${claim.property} ${claim.verdict} in ${counted(claim.length, "step")}`,
      // Extra fields are allowed here; with them the file can be replayed.
      byzcheck: {
        ...rest,
        ...(protocolFile === null ? {} : { protocolFile }),
        variant: configuration.variant,
        configuration: flatten(configuration),
      },
    },
    vars: VARIABLES,
    states: states.map((state, index) => ({
      "#meta": { index },
      ...variables(state, index === 0 ? null : (trace.steps[index - 1]?.action ?? null), configuration),
    })),
  });
}

function variables({ replicas, logs, soup }: GlobalState, action: Action | null, { byzantine }: Configuration) {
  const honest = <T>(items: readonly T[]): readonly (readonly [number, Json])[] =>
    items.flatMap((item, id) => (byzantine.includes(id) ? [] : [[id, item as Json] as const]));
  return {
    action: toItf((action ?? { kind: "init" }) as unknown as Json),
    logs: toItfMap(honest(logs)),
    replicas: toItfMap(honest(replicas)),
    soup: { "#set": soup.map((envelope) => toItf(envelope as unknown as Json)) } satisfies ItfValue,
  };
}

/**
 * Reads a trace that was written as JSON or as ITF, whichever it is.
 *
 * @throws TraceFileError naming what is damaged, and the cure
 */
export function readRecording(source: string, name: string): Recording {
  const value = within(name, () => parse(source));
  if (typeof value === "object" && value !== null && "#meta" in value) return within(name, () => itfTrace(value));
  const { trace, ...claim } = readTraceFile(source, name);
  return { ...claim, actions: trace.steps.map(({ action }) => action), final: trace.final };
}

function itfTrace(value: unknown): Recording {
  const file = record(value, "it");
  const meta = record(file["#meta"], "#meta").byzcheck;
  if (meta === undefined) {
    throw new TraceFileError(
      "it is an ITF trace of another tool: #meta.byzcheck, which says what to replay, is missing",
    );
  }
  const vars = listOf(text)(file.vars, "vars");
  if (!vars.includes("action")) refuse(file.vars, "vars", `a list of variables with "action" among them`);
  const claim = claimOf(meta, "#meta.byzcheck");
  const configuration = configurationOf(record(meta, "#meta.byzcheck"));
  const readAction = actionOf(configuration.nodes, configuration.byzantine);
  const [initial, ...states] = listOf(record)(file.states, "states");
  if (initial === undefined) refuse(file.states, "states", "a list with an initial state at the least");
  const actions = states.map((state, place) => {
    const path = `states[${place + 1}].action`;
    return readAction(fromItf(state.action, path), path);
  });
  if (claim.length !== actions.length)
    refuse(claim.length, "#meta.byzcheck.length", `${actions.length}, as many as there are steps`);
  const last = `states[${states.length}]`;
  return { ...claim, configuration, actions, final: finalOf(states.at(-1) ?? initial, configuration.nodes, last) };
}

/** The global state of the last variables; a Byzantine node has none. */
function finalOf(variables: { readonly [name: string]: unknown }, nodes: number, path: string): GlobalState {
  const ofEach = (name: string): readonly Json[] => {
    const map = record(fromItf(variables[name], `${path}.${name}`), `${path}.${name}`) as {
      readonly [id: string]: Json;
    };
    return Array.from({ length: nodes }, (_, id) => map[id] ?? null);
  };
  const soup = fromItf(variables.soup, `${path}.soup`);
  return stateOf(nodes)({ replicas: ofEach("replicas"), logs: ofEach("logs"), soup }, path);
}
