import { describe, expect, test } from "vitest";
import { replay } from "../../../checker/trace.ts";
import type { Action } from "../../../model/action.ts";
import { configure } from "../../../model/configuration.ts";
import { atLeast, type Evidence, every, signed, some } from "../../../model/message.ts";
import { defineProtocol } from "../../../model/protocol.ts";
import { createSystem } from "../../../model/system.ts";
import { cardHtml } from "../../../reports/html/card.ts";
import { goTo, goToStep, overview, sightFrom } from "../../../reports/html/viewer/position.ts";
import { causalPast } from "../../../reports/space-time/causes.ts";
import { showsOf } from "../../../reports/space-time/evidence.ts";
import { pictureOf } from "../../../reports/space-time/picture-of.ts";

type Said = { readonly kind: "HELLO" } | { readonly kind: "PROOF" };
const hello = (from: number): Evidence<Said> => signed(from, { kind: "HELLO" });

/** Node 0 may say PROOF once it can show what this evidence asks for; nodes greet by themselves. */
const proving = (evidence: Evidence<Said>) =>
  defineProtocol<{ greeted: boolean; proven: boolean }, Said, Record<never, never>, null>({
    name: "proving",
    says: "a proof rests on greetings",
    kinds: ["HELLO", "PROOF"],
    defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "none" },
    parameters: {},
    rules: () => null,
    start: () => ({ greeted: false, proven: false }),
    spontaneous: {
      greet(replica, out) {
        if (replica.greeted) return;
        replica.greeted = true;
        out.broadcast({ kind: "HELLO" });
      },
    },
    receive(replica, { body }) {
      if (body.kind === "PROOF") replica.proven = true;
    },
    forge: () => [{ body: { kind: "PROOF" }, evidence }],
    properties: () => [],
  });

/** The steps that the proof shows, where nodes 1, 2 and 3 greet in steps 1, 3 and 5, and no others. */
function shown(evidence: Evidence<Said>): readonly number[] {
  const protocol = proving(evidence);
  const lie = { from: 0, to: 3, body: { kind: "PROOF" } };
  return showsOf(protocol, configure(protocol))(lie, ({ from, body }) =>
    body.kind === "HELLO" && from < 4 ? 2 * from - 1 : null,
  );
}

describe("a lie that has to show something", () => {
  test("rests on all that it has to show, and on the earliest of what will do", () => {
    expect(shown(hello(2))).toEqual([3]);
    expect(shown(every(hello(1), hello(3)))).toEqual([1, 5]);
    expect(shown(some(hello(3), hello(2)))).toEqual([3]);
    expect(shown(atLeast(2, [hello(3), hello(2), hello(1)]))).toEqual([1, 3]);
    expect(shown(atLeast(1, [every(hello(1), hello(3)), hello(2)]))).toEqual([3]);
  });

  test("needs nobody for what it signs itself, and nothing that was never sent", () => {
    expect(shown(every(hello(0), hello(1)))).toEqual([1]);
    expect(shown(some(hello(9), hello(2)))).toEqual([3]);
    expect(shown(every())).toEqual([]);
  });

  test("has that in its causal past, and its card says so", () => {
    const protocol = proving(hello(1));
    const system = createSystem(protocol, configure(protocol));
    const actions: readonly Action<Said>[] = [
      { kind: "step", replica: 2, name: "greet" },
      { kind: "step", replica: 1, name: "greet" },
      { kind: "deliver", from: 0, to: 3, message: { kind: "PROOF" }, byzantine: true },
    ];
    const trace = replay(system, actions);
    const picture = pictureOf({ trace, configuration: system.configuration, protocol });
    expect(picture.sendings.map(({ kind, shows }) => [kind, shows])).toEqual([
      ["HELLO", []],
      ["HELLO", []],
      ["PROOF", [2]],
    ]);
    expect([...causalPast(picture, 3)].sort()).toEqual([0, 2]);
    const there = goToStep(overview(picture), 3);
    expect(cardHtml(picture, there, sightFrom(there, picture))).toMatch(
      /It shows what was signed in <button[^>]*>step 2</,
    );
    const all = overview(picture, "everything");
    const told = goTo(
      all,
      all.lines.findIndex(({ kind }) => kind === "lie"),
    );
    expect([...sightFrom(told, picture).past].sort()).toEqual([0, 2]);
  });
});
