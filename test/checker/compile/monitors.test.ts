/** A monitor is its property, as an automaton: what it finds is what the property finds in the history. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../model/canonical.ts";
import { judgeHistory } from "../../../model/judge.ts";
import type { Envelope } from "../../../model/message.ts";
import type { Output, OutputProperty } from "../../../model/property.ts";
import { properties } from "./random-properties.ts";

const REPLICAS = 3;
const replica = fc.nat(REPLICAS - 1);
const output: fc.Arbitrary<Output> = fc.oneof(
  fc.record({ replica, execution: fc.record({ slot: fc.nat(2), view: fc.constant(0), value: fc.nat(1) }) }),
  fc
    .record({ replica, kind: fc.constantFrom("A", "B", "C") })
    .map(({ replica: from, kind }) => ({ replica: from, send: { from, to: "all" as const, body: { kind } } })),
);
const history = fc.array(output, { maxLength: 8 });

const watched = properties.filter((one): one is OutputProperty => one.over === "outputs" && one.monitor !== undefined);

function finds(property: OutputProperty, outputs: readonly Output[]): boolean {
  const logs = Array.from({ length: REPLICAS }, (_, id) =>
    outputs.flatMap((one) => ("execution" in one && one.replica === id ? [one.execution] : [])),
  );
  const sent = outputs.flatMap((one): readonly Envelope[] => ("send" in one ? [one.send] : []));
  return judgeHistory(property, logs, sent) !== null;
}

test.each(watched.map((one) => [one.name, one] as const))("%s: its monitor finds what it finds", (_, property) => {
  fc.assert(
    fc.property(history, (outputs) => {
      const state = outputs.reduce(
        (now, one) => property.monitor?.consume(now, one) ?? null,
        property.monitor?.initial ?? null,
      );
      expect(property.monitor?.found(state)).toBe(finds(property, outputs));
    }),
    { numRuns: 300 },
  );
});

test.each(watched.map((one) => [one.name, one] as const))(
  "%s: what its monitor forgets makes no difference to what is still possible",
  (_, property) => {
    const { monitor } = property;
    if (!monitor) return;
    fc.assert(
      fc.property(history, fc.array(fc.tuple(output, fc.boolean()), { maxLength: 6 }), (before, after) => {
        const possible = after.map(([one]) => one);
        let state: Json = monitor.initial;
        for (const one of before) state = monitor.consume(state, one);
        let left = monitor.forget?.(state, possible) ?? state;
        const happened = after.filter(([, happens]) => happens).map(([one]) => one);
        for (const one of happened) left = monitor.consume(left, one);
        expect(monitor.found(left)).toBe(finds(property, [...before, ...happened]));
      }),
      { numRuns: 300 },
    );
  },
);
