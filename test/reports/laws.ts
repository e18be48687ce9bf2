/** Traces at random, as real as a walk through a system makes them. */
import fc from "fast-check";
import type { Trace } from "../../checker/outcome.ts";
import { replay } from "../../checker/trace.ts";
import type { Action } from "../../model/action.ts";
import type { System } from "../../model/system.ts";
import type { TraceFile } from "../../reports/trace-file.ts";
import { picks, systems } from "../model/walks.ts";

/** A walk through one of the systems, replayed. */
export const walk: fc.Arbitrary<{ readonly system: System; readonly trace: Trace }> = fc
  .tuple(fc.constantFrom(...systems), picks)
  .map(([[, system], chosen]) => ({ system, trace: replay(system, actionsOf(system, chosen)) }));

function actionsOf(system: System, chosen: readonly number[]): readonly Action[] {
  const actions: Action[] = [];
  let state = system.initial;
  for (const pick of chosen) {
    const transitions = system.transitions(state);
    const taken = transitions[pick % Math.max(1, transitions.length)];
    if (!taken) break;
    actions.push(taken.action);
    state = taken.next;
  }
  return actions;
}

/** A trace file of such a walk: it claims something, which need not be true. */
export const traceFile: fc.Arbitrary<{ readonly file: TraceFile; readonly trace: Trace }> = fc
  .record({
    walk,
    protocolFile: fc.option(fc.string({ unit: "binary" }), { nil: null }),
    property: fc.string({ unit: "binary" }),
    explanation: fc.option(fc.string({ unit: "binary" }), { nil: null }),
    verdict: fc.constantFrom("VIOLATED" as const, "REACHED" as const),
  })
  .map(({ walk: { system, trace }, verdict, ...claim }) => ({
    trace,
    file: {
      ...claim,
      verdict,
      kind: verdict === "VIOLATED" ? "always" : "sometimes",
      protocol: system.protocol.name,
      configuration: system.configuration,
      length: trace.length,
      trace: { steps: trace.steps, final: trace.final },
    },
  }));
