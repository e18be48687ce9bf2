/** Outcomes to report on: real ones, and one of a protocol that says what no protocol should say. */
import { check } from "../../checker/check.ts";
import type { Outcome, PropertyOutcome, Trace } from "../../checker/outcome.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { defineProtocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";

let found: Promise<Outcome> | null = null;

/** Bsmr's fork: two deliveries. Searched for once, for an outcome is not changed by those who report on it. */
export function fork(): Promise<Outcome> {
  found ??= check({ protocol: bsmr, failFast: true, properties: ["agreement"] });
  return found;
}

let reached: Promise<{ readonly trace: Trace; readonly outcome: Outcome }> | null = null;

/** How bsmr executes something in every round: fifteen steps, lies among them. */
export function witness(): Promise<{ readonly trace: Trace; readonly outcome: Outcome }> {
  reached ??= check({ protocol: bsmr, properties: ["commits-in-every-slot"] }).then((outcome) => {
    const { trace } = only(outcome);
    if (trace === null) throw new Error("a trace was expected");
    return { trace, outcome };
  });
  return reached;
}

/** The property of an outcome that has only one. */
export const only = ({ properties }: Outcome): PropertyOutcome => {
  const [property] = properties;
  if (property === undefined || properties.length !== 1) throw new Error("an outcome of one property was expected");
  return property;
};

/** Clears a screen, turns text around, ends tables, fences, diagrams, comments and tags. */
export const NASTY =
  'a\u001b[2J\u202ex\u0007 | `b` ```\n; #35; <script>alert(1)</script> %%{init}%% $$x$$ */ \u2028 "q" \\ \ud800 é שלום';

/** A protocol whose kinds, names and values are nasty. Node 0 tells each of the others another value. */
export const nasty = (value: string = NASTY) =>
  defineProtocol<{ heard: string | null }, { kind: string; value: string }, Record<never, never>, null>({
    name: `nasty ${value}`,
    says: value,
    kinds: [`SAY ${value}`],
    defaults: { nodes: 3, faulty: 1, byzantine: [0], timing: "none" },
    parameters: {},
    rules: () => null,
    start: () => ({ heard: null }),
    receive(replica, { body }, out) {
      if (replica.heard !== null) return;
      replica.heard = body.value;
      out.execute(0, 0, body.value);
    },
    forge: () => [1, 2].map((which) => ({ body: { kind: `SAY ${value}`, value: `${value}${which}` } })),
    properties: () => [agreement("slot")],
    wording: { because: { agreement: value } },
  });

/** Characters that a terminal obeys; a newline alone is fine. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is what it is for
export const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;
