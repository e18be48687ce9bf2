import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { produce } from "../../model/draft.ts";
import {
  count,
  hasVoted,
  preparesNeeded,
  primaryOf,
  quorum,
  type Votes,
  vote,
  weakQuorum,
} from "../../model/quorum.ts";

const faulty = fc.integer({ min: 0, max: 1000 });

describe("with n = 3f+1 replicas", () => {
  test("any two quorums share an honest replica", () => {
    fc.assert(fc.property(faulty, (f) => void expect(2 * quorum(f) - (3 * f + 1)).toBeGreaterThan(f)));
  });
  test("the honest replicas alone are a quorum", () => {
    fc.assert(fc.property(faulty, (f) => void expect(3 * f + 1 - f).toBeGreaterThanOrEqual(quorum(f))));
  });
  test("a weak quorum has an honest replica, and one fewer need not", () => {
    fc.assert(fc.property(faulty, (f) => void expect(weakQuorum(f)).toBe(f + 1)));
  });
  test("the pre-prepare and its PREPAREs are a quorum", () => {
    fc.assert(fc.property(faulty, (f) => void expect(1 + preparesNeeded(f)).toBe(quorum(f))));
  });
  test("in n views everybody is primary once", () => {
    expect(Array.from({ length: 5 }, (_, view) => primaryOf(view, 4))).toEqual([0, 1, 2, 3, 0]);
  });
});

describe("votes", () => {
  const cast = fc.array(fc.tuple(fc.nat(2), fc.nat(3)));
  const all = (votes: readonly (readonly [number, number])[]): Votes =>
    produce({} as Votes, (draft) => {
      for (const [value, who] of votes) vote(draft, value, who);
    });

  test("count each replica once for a value", () => {
    fc.assert(
      fc.property(cast, (list) => {
        for (const value of [0, 1, 2]) {
          const voters = new Set(list.filter(([voted]) => voted === value).map(([, who]) => who));
          expect(count(all(list), value)).toBe(voters.size);
          for (const who of [0, 1, 2, 3]) expect(hasVoted(all(list), value, who)).toBe(voters.has(who));
        }
      }),
    );
  });
  test("come to the same in every order", () => {
    fc.assert(fc.property(cast, (list) => void expect(all([...list].reverse())).toEqual(all(list))));
  });
  test("change nothing the second time, not even the identity of the state", () => {
    const once = all([[1, 2]]);
    expect(
      produce(once, (draft) => {
        vote(draft, 1, 2);
      }),
    ).toBe(once);
  });
});
