import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byReplica, choicesIn } from "../../explorer/choices.ts";
import { choicesOf, stateOf } from "../../explorer/session.ts";
import { canonical } from "../../model/canonical.ts";
import { anySession } from "./sessions.ts";

describe("what can happen", () => {
  test("is grouped by replica, each thing once, lies by the liar", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        const choices = choicesOf(session);
        const groups = byReplica(choices);
        const told = groups.flatMap(({ honest, lies }) => [...honest, ...lies.flatMap((lie) => lie.choices)]);
        expect(told.map(({ code }) => code).sort()).toEqual(choices.map(({ code }) => code).sort());
        for (const { replica, honest, lies } of groups) {
          for (const { action } of honest) {
            expect(action.kind === "deliver" && action.byzantine).toBe(false);
            if (action.kind === "deliver") expect(action.to).toBe(replica);
            else expect("replica" in action ? action.replica : null).toBe(replica);
          }
          for (const { from, choices: forged } of lies) {
            for (const { action } of forged) expect(action).toMatchObject({ from, to: replica, byzantine: true });
          }
        }
        const ids = groups.map(({ replica }) => replica ?? 100);
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      }),
      { numRuns: 12 },
    );
  });

  test("has different codes, even where digests are the same", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        for (const digest of [undefined, () => "x"]) {
          const choices = choicesIn(session.system, stateOf(session), digest);
          expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
        }
      }),
      { numRuns: 5 },
    );
  });

  test("keeps its code where other things have become possible", () => {
    fc.assert(
      fc.property(anySession, (session) => {
        const before = new Map(choicesOf({ ...session, at: 0 }).map(({ code, action }) => [canonical(action), code]));
        for (const { code, action } of choicesOf(session)) expect(before.get(canonical(action)) ?? code).toBe(code);
      }),
      { numRuns: 5 },
    );
  });
});
