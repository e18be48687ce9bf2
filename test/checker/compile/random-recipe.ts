/** What fast-check makes of protocols. */
import fc from "fast-check";
import type { Timing } from "../../../model/protocol.ts";
import { properties } from "./random-properties.ts";
import {
  type Deed,
  type Guard,
  KINDS,
  type Message,
  type Proof,
  type Recipe,
  type Rule,
  TRIGGERS,
} from "./random-protocol.ts";

const k = fc.nat(1);
const kind = fc.constantFrom(...KINDS);
const message: fc.Arbitrary<Message> = fc.record({ kind, value: k });

const guard: fc.Arbitrary<Guard> = fc.oneof(
  fc.record({ is: fc.constantFrom("phase" as const, "phase-at-least" as const), k: fc.nat(2) }),
  fc.record({
    is: fc.constantFrom(
      ...(["voters", "voted", "votes-by-me", "inbox-has", "keys", "inbox-length", "all-votes", "list-has"] as const),
      ...(["ranked", "ranks", "first-rank"] as const),
    ),
    k,
  }),
  fc.record({
    is: fc.constantFrom(...(["always", "flag", "own-flag", "kept", "kept-me", "no-votes", "kept-is-vote"] as const)),
  }),
);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      body: message,
      to: fc.constantFrom(0, 1, "all" as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("execute" as const),
      slot: k,
      value: fc.constantFrom(0, 1, "choose" as const, "phase" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("send-count" as const), kind, k }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("phase" as const), k: fc.nat(2) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(["vote", "unvote", "push", "list", "keep", "keep-and-write", "write-kept", "copy-votes"] as const),
        ...(["vote", "choose-phase", "write-and-read"] as const),
        ...(["rank", "rank-k", "rank-and-read", "rank-and-cut"] as const),
      ),
      k,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom(...(["next", "flag", "unflag", "unkeep"] as const)) }) },
);

const rule: fc.Arbitrary<Rule> = fc.record({
  guards: fc.array(guard, { maxLength: 2 }),
  deeds: fc.array(deed, { minLength: 1, maxLength: 3 }),
});
const program = fc.array(fc.array(rule, { maxLength: 2 }), { minLength: TRIGGERS.all, maxLength: TRIGGERS.all });

const said: fc.Arbitrary<Proof> = fc.record({ by: fc.nat(2), said: message });
const proof: fc.Arbitrary<Proof> = fc.oneof(
  { weight: 3, arbitrary: said },
  {
    weight: 1,
    arbitrary: fc.record({
      of: fc.array(
        fc.oneof(said, fc.record({ of: fc.array(said, { maxLength: 2 }), needs: fc.constant("some" as const) })),
        {
          maxLength: 3,
        },
      ),
      needs: fc.constantFrom("some" as const, "every" as const, 2),
    }),
  },
);

const start = fc.record({
  phase: k,
  says: fc.option(message, { nil: null }),
  executes: fc.constantFrom(false, false, false, true),
});

/** Which nodes lie, of how many: three or four of which two or three are honest. */
const company = fc.constantFrom<Pick<Recipe, "nodes" | "byzantine">>(
  { nodes: 3, byzantine: [] },
  { nodes: 3, byzantine: [0] },
  { nodes: 3, byzantine: [2] },
  { nodes: 4, byzantine: [1] },
  { nodes: 4, byzantine: [0, 1] },
  { nodes: 4, byzantine: [1, 3] },
);

export const recipe: fc.Arbitrary<Recipe> = fc
  .record({
    company,
    timing: fc.constantFrom<Timing>("none", "asynchronous", "asynchronous", "lockstep"),
    cyclic: fc.boolean(),
    starts: fc.array(start, { minLength: 1, maxLength: 3 }),
    programs: fc.array(program, { minLength: 1, maxLength: 2 }),
    spontaneous: fc.constantFrom(0, 0, 1, 2),
    lies: fc.array(
      fc.record({
        body: message,
        to: fc.option(fc.nat(2), { nil: null }),
        proof: fc.option(proof, { nil: null, freq: 3 }),
      }),
      { maxLength: 4 },
    ),
    properties: fc.subarray(
      properties.map(({ name }) => name),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ company: who, ...rest }) => ({ ...who, ...rest }));
