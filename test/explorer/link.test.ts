import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIELDS, LinkError, linkTo, sessionAt } from "../../explorer/link.ts";
import { goTo, type Session, stateOf } from "../../explorer/session.ts";
import { canonical } from "../../model/canonical.ts";
import { PROTOCOLS } from "../../protocols/all.ts";
import { anySession } from "./sessions.ts";

/** What of a session a link is to bring back. */
const seen = (session: Session): string => {
  const { setup, steps, at } = session;
  const { configuration, scenario, protocol } = setup;
  const actions = steps.map(({ action }) => action);
  return canonical({ protocol: protocol.name, configuration, scenario, actions, at, state: stateOf(session) });
};

describe("a link", () => {
  test("leads to the session that it was made from: setup, steps and place", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        expect(seen(sessionAt(linkTo(session)))).toBe(seen(session));
      }),
      { numRuns: 12 },
    );
  });

  test("can be put behind # as it is", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        const link = linkTo(session);
        expect(new URL(`https://example.org/#${link}`).hash).toBe(`#${link}`);
      }),
      { numRuns: 5 },
    );
  });

  test("whatever it says leads somewhere or is refused as a link", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("0", "1", "4", "99", "-1", "bsmr", "pbft", "none", "lockstep", "1x.2y", "__proto__", "%"),
    );
    const name = fc.constantFrom(...FIELDS, "rounds", "views", "toString", "x");
    const link = fc
      .array(fc.tuple(name, piece), { maxLength: 6 })
      .map((pairs) => new URLSearchParams(pairs).toString());
    fc.assert(
      fc.property(fc.oneof(link, fc.string()), (text) => {
        try {
          sessionAt(`protocol=bsmr&${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
      }),
      { numRuns: 80 },
    );
  });

  test.each([
    ["", /no protocol ""/],
    ["protocol=bsmx", /no protocol "bsmx" here; there is: bsmr/],
    ["protocol=bsmr&variant=none", /no variant "none"/],
    ["protocol=bsmr&scenario=x", /no scenario "x"; it has: honest/],
    ["protocol=bsmr&nodes=four", /nodes is "four", and must be a whole number/],
    ["protocol=bsmr&nodes=0", /nodes is 0; it must be/],
    ["protocol=bsmr&byzantine=0.9", /byzantine id 9 is out of range/],
    ["protocol=bsmr&timing=lockstep", /timing lockstep is not one/],
    ["protocol=bsmr&views=2", /bsmr has no parameter "views"/],
    ["protocol=bsmr&rounds=1&rounds=2", /gives "rounds" twice/],
    ["protocol=bsmr&steps=zzz", /step 1 is not possible there/],
    ["protocol=bsmr&at=1", /about step 1 of 0/],
  ])("%s is refused, and the message says what is wrong", (link, message) => {
    expect(() => sessionAt(link)).toThrow(message);
    expect(() => sessionAt(link)).toThrow(/This link leads nowhere: .*begin with the setup on this page/);
  });

  test("leads to a step that was undone from", () => {
    const [session] = fc.sample(
      anySession.filter(({ steps }) => steps.length > 2),
      { numRuns: 1, seed: 1 },
    );
    const back = goTo(session as Session, 1);
    expect(sessionAt(linkTo(back))).toMatchObject({ at: 1, steps: { length: back.steps.length } });
  });

  test("no protocol has a parameter that is called as something else in a link", () => {
    const parameters = PROTOCOLS.flatMap((protocol) => Object.keys(protocol.parameters));
    expect(parameters.filter((name) => FIELDS.includes(name))).toEqual([]);
  });
});
