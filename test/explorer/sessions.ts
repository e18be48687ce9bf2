/** Sessions for laws: any protocol with small bounds, and any steps in it. */
import fc from "fast-check";
import { scenarioSetup } from "../../explorer/scenario.ts";
import { begin, choicesOf, goTo, type Session, take } from "../../explorer/session.ts";
import { setupOf } from "../../explorer/setup.ts";
import { type Parameters, type Protocol, timingsOf } from "../../model/protocol.ts";
import { PROTOCOLS } from "../../protocols/all.ts";

/** Small bounds, and any choices. */
const anyParameters = ({ parameters }: Protocol): fc.Arbitrary<Parameters> =>
  fc.record(
    Object.fromEntries(
      Object.entries(parameters).map(([name, spec]) => [
        name,
        spec.type === "choice"
          ? fc.constantFrom(...spec.options)
          : fc.integer({ min: spec.minimum, max: Math.min(spec.minimum + 1, spec.maximum ?? spec.minimum) }),
      ]),
    ),
  );

export const anySetup = fc.constantFrom(...PROTOCOLS).chain((protocol) => {
  const plain = fc
    .record({
      byzantine: fc.subarray([0, 1, 2, 3], { maxLength: 2 }),
      timing: fc.constantFrom(...timingsOf(protocol)),
      variant: fc.constantFrom(null, ...Object.keys(protocol.variants ?? {})),
      parameters: anyParameters(protocol),
    })
    .map(({ variant, ...change }) => setupOf(protocol, { nodes: 4, ...change }, variant));
  const names = Object.keys(protocol.scenarios ?? {});
  return names.length === 0
    ? plain
    : fc.oneof(
        { weight: 3, arbitrary: plain },
        fc.constantFrom(...names).map((name) => scenarioSetup(protocol, name)),
      );
});

/** Steps drawn from what is possible, and then some of them undone. */
export const anySession: fc.Arbitrary<Session> = fc
  .record({
    setup: anySetup,
    draws: fc.array(fc.nat(), { maxLength: 8 }),
    undone: fc.nat({ max: 3 }),
  })
  .map(({ setup, draws, undone }) => {
    let session = begin(setup);
    for (const draw of draws) {
      const choices = choicesOf(session);
      const choice = choices[draw % Math.max(1, choices.length)];
      if (choice) session = take(session, choice);
    }
    return goTo(session, session.at - undone);
  });
