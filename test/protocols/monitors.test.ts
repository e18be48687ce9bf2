/** Each property's monitor against its judgement, on histories that no protocol has to be able to make. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, type Json } from "../../model/canonical.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import { judgeHistory } from "../../model/judge.ts";
import type { Body, Envelope } from "../../model/message.ts";
import type { Log, Monitor, Output, OutputProperty } from "../../model/property.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";

const small = fc.nat(2);
const envelope = (bodies: fc.Arbitrary<Body>): fc.Arbitrary<Envelope> =>
  fc.record({ from: fc.nat(3), to: fc.constant("all" as const), body: bodies });
const replies = envelope(
  fc.record({ kind: fc.constantFrom("REPLY", "RESULT"), round: small, value: fc.integer({ min: 1, max: 4 }) }),
);
const proposals = envelope(
  fc.record({
    kind: fc.constantFrom("PRE-PREPARE", "PREPARE"),
    view: small,
    slot: small,
    value: fc.integer({ min: 1, max: 4 }),
  }),
);
const execution = fc.record({ slot: small, view: small, value: fc.integer({ min: 1, max: 4 }) });
const outputs = (sends: fc.Arbitrary<Envelope>) =>
  fc.array(
    fc.oneof(
      fc.record({ replica: fc.nat(3), execution }),
      sends.map((send) => ({ replica: send.from, send })),
    ),
    { maxLength: 12 },
  );

/** Whether a property was found at some time, as its judgement sees each history. */
function judged(property: OutputProperty, n: number, history: readonly Output[]): readonly boolean[] {
  const logs: Log[] = Array.from({ length: n }, () => []);
  const sent: Envelope[] = [];
  let found = false;
  return history.map((output) => {
    if ("execution" in output) logs[output.replica] = [...(logs[output.replica] ?? []), output.execution];
    else sent.push(output.send);
    found ||= judgeHistory(property, logs, sent) !== null;
    return found;
  });
}

/** The same by its monitor, which after each output forgets what those that follow cannot bring to matter. */
function monitored({ initial, consume, found, forget }: Monitor, history: readonly Output[]): readonly boolean[] {
  let state: Json = initial;
  let was = false;
  return history.map((output, index) => {
    state = consume(state, output);
    if (forget) state = forget(state, history.slice(index + 1));
    was ||= found(state);
    return was;
  });
}

const systems: readonly (readonly [Protocol, fc.Arbitrary<Envelope>, ConfigurationChange, string | null])[] = [
  [bsmr, replies, { parameters: { rounds: 3 } }, null],
  [bsmr, replies, { byzantine: [], parameters: { rounds: 3 } }, null],
  [pbftRounds, proposals, { parameters: { rounds: 3 } }, null],
  [pbftRounds, proposals, { parameters: { rounds: 3 }, byzantine: [] }, "own-sequence"],
  [twoPhaseCommit, replies, {}, null],
];

describe.each(
  systems.map((one) => [`${one[0].name} ${one[3] ?? "unmodified"} ${JSON.stringify(one[2])}`, ...one] as const),
)("the monitors of %s", (_title, protocol, sends, under, variant) => {
  const configuration = configure(protocol, under, variant);
  const { honest } = settingOf(protocol, configuration);
  const histories = outputs(sends).map((all) => all.filter(({ replica }) => honest.includes(replica)));
  const monitors = createSystem(protocol, configuration).properties.flatMap((property) =>
    property.over === "outputs" && property.monitor ? [{ property, monitor: property.monitor }] : [],
  );

  test("every property of outputs has a monitor", () => {
    const { properties } = createSystem(protocol, configuration);
    expect(monitors).toHaveLength(properties.filter(({ over }) => over === "outputs").length);
  });

  for (const { property, monitor } of monitors) {
    test(`${property.name}: the monitor finds what the judgement finds, when it does`, () =>
      fc.assert(
        fc.property(histories, (history) => {
          expect(monitored(monitor, history)).toEqual(judged(property, configuration.nodes, history));
        }),
        { numRuns: 500 },
      ));

    const { forget, concern } = monitor;
    if (!forget) continue;

    test(`${property.name}: where nothing is possible, nothing is remembered`, () => {
      const left = new Set<string>();
      fc.assert(
        fc.property(histories, (history) => {
          const state = history.reduce((now, output) => monitor.consume(now, output), monitor.initial);
          if (!monitor.found(state)) left.add(canonical(forget(state, [])));
          expect(left.size).toBeLessThanOrEqual(1);
        }),
      );
    });

    test(`${property.name}: what concerns the same is forgotten for the same reason`, () =>
      fc.assert(
        fc.property(histories, histories, (history, possible) => {
          const state = history.reduce((now, output) => monitor.consume(now, output), monitor.initial);
          const one = new Map(possible.map((output) => [canonical(concern ? concern(output) : [output]), output]));
          expect(forget(state, [...one.values()])).toEqual(forget(state, possible));
        }),
      ));
  }
});
