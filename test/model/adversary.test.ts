import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../model/adversary.ts";
import { canonical } from "../../model/canonical.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import { atLeast, type Body, isFor, signed } from "../../model/message.ts";
import { defineProtocol, type Forgery, type Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { recipe, smallSystem } from "./small-protocol.ts";
import { picks, systems, walked } from "./walks.ts";

const of = (protocol: Protocol) => vocabulary(protocol, settingOf(protocol, configure(protocol)));

/** Nodes 1 to 3 each cast a vote; a certificate shows two votes. Node 0 lies. */
const certified = (forge: () => Iterable<Forgery<Body>>): Protocol =>
  defineProtocol<{ readonly voted: boolean; readonly certified: boolean }, Body, Record<never, never>, null>({
    name: "certified",
    says: "two votes make a certificate",
    kinds: ["VOTE", "CERTIFICATE"],
    defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "none" },
    parameters: {},
    rules: () => null,
    start: () => ({ voted: false, certified: false }),
    receive(replica, { body }) {
      if (body.kind === "CERTIFICATE") replica.certified = true;
    },
    spontaneous: {
      vote(replica, out, { id }) {
        if (replica.voted) return;
        replica.voted = true;
        out.send(id === 1 ? 2 : 1, { kind: "VOTE" });
      },
    },
    forge,
    properties: () => [],
  });
const votes = (...from: readonly number[]) =>
  atLeast(
    2,
    from.map((id) => signed(id, { kind: "VOTE" })),
  );
const CERTIFICATE: Body = { kind: "CERTIFICATE" };

describe("a liar", () => {
  test("never signs for another, and speaks to honest nodes only", () => {
    const walks = fc.oneof(
      fc.constantFrom(...systems.map(([, system]) => system)),
      recipe.map((made) => smallSystem(made)),
    );
    fc.assert(
      fc.property(walks, picks, ({ setting, lies, ...system }, chosen) => {
        for (const { envelope } of lies) {
          expect(setting.byzantine).toContain(envelope.from);
          expect(setting.honest).toContain(envelope.to);
        }
        for (const state of walked({ setting, lies, ...system }, chosen)) {
          for (const { from } of state.soup) expect(setting.honest).toContain(from);
          for (const action of system.actions(state)) {
            if (action.kind !== "deliver") continue;
            const { from, to, message } = action;
            const sent = state.soup.some(
              (one) => one.from === from && isFor(one, to) && canonical(one.body) === canonical(message),
            );
            expect(action.byzantine).toBe(setting.byzantine.includes(from));
            expect(sent).toBe(!action.byzantine);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("says each thing once to each honest node, or to the one that it names", () => {
    const lies = of(
      certified(() => [{ body: CERTIFICATE }, { body: CERTIFICATE, to: 2 }, { body: { kind: "VOTE" }, to: 3 }]),
    );
    expect(lies.map(({ envelope }) => `${envelope.body.kind} ${envelope.to}`)).toEqual([
      "CERTIFICATE 1",
      "CERTIFICATE 2",
      "CERTIFICATE 3",
      "VOTE 3",
    ]);
  });

  test("is refused a message of an unknown kind", () => {
    expect(() => of(certified(() => [{ body: { kind: "NOTE" } }]))).toThrow(
      /kind "NOTE". Add it to the protocol's kinds/,
    );
  });
});

describe("evidence guards a lie", () => {
  const enabledAfter = (forgery: Forgery<Body>, voters: readonly number[]): boolean => {
    const protocol = certified(() => [forgery]);
    const system = createSystem(protocol, configure(protocol));
    let state = system.initial;
    for (const replica of voters) state = system.next(state, { kind: "step", replica, name: "vote" });
    return system.actions(state).some((action) => action.kind === "deliver" && action.message.kind === "CERTIFICATE");
  };

  test.each<[string, Forgery<Body>, readonly number[], boolean]>([
    ["without evidence it may be told at once", { body: CERTIFICATE }, [], true],
    ["two honest votes are missing", { body: CERTIFICATE, evidence: votes(1, 2, 3) }, [], false],
    ["one is missing", { body: CERTIFICATE, evidence: votes(1, 2, 3) }, [2], false],
    [
      "two were sent, to whomever: the liar reads everything",
      { body: CERTIFICATE, evidence: votes(1, 2, 3) },
      [2, 1],
      true,
    ],
    ["its own vote it signs itself", { body: CERTIFICATE, evidence: votes(0, 1, 2) }, [1], true],
    ["its own vote counts once", { body: CERTIFICATE, evidence: votes(0, 1, 2) }, [], false],
    ["another's vote does not stand in", { body: CERTIFICATE, evidence: votes(1, 2) }, [1, 3], false],
  ])("%s", (_what, forgery, voters, enabled) => expect(enabledAfter(forgery, voters)).toBe(enabled));
});
