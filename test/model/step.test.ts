import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../model/canonical.ts";
import { produce } from "../../model/draft.ts";
import { ModelError, type ModelErrorKind } from "../../model/error.ts";
import type { Body } from "../../model/message.ts";
import { type CallSite, type Recipe, steps } from "../../model/step.ts";

interface Ping extends Body {
  readonly kind: "PING";
  readonly of: unknown;
}
interface Replica {
  readonly seen: readonly unknown[];
}

const site: CallSite = {
  protocol: "tiny",
  id: 1,
  n: 3,
  kinds: ["PING"],
  action: () => "on node 1 <- node 0  PING of 7",
};
const replica: Replica = produce({ seen: [] } as Replica, () => undefined);
const run = (recipe: Recipe<Replica, Ping>) => steps(replica, recipe, site);

function refusal(recipe: Recipe<Replica, Ping>): ModelError {
  try {
    run(recipe);
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

let calls = 0;
const loop: { self?: unknown } = {};
loop.self = loop;
const frozen: { kind: string } = Object.freeze({ kind: "PING" });
const writeTo = (input: { kind: string }): void => {
  input.kind = "PONG";
};

describe("a step", () => {
  test("has the new replica, and what was sent and executed, in order", () => {
    const [only, ...others] = run((draft, out) => {
      draft.seen.push(7);
      out.send(0, { kind: "PING", of: 1 });
      out.broadcast({ kind: "PING", of: draft.seen });
      out.execute(2, 3, "x");
    });
    expect(others).toEqual([]);
    expect(only).toEqual({
      replica: { seen: [7] },
      sends: [
        { from: 1, to: 0, body: { kind: "PING", of: 1 } },
        { from: 1, to: "all", body: { kind: "PING", of: [7] } },
      ],
      executions: [{ slot: 2, view: 3, value: "x" }],
      choices: [],
    });
    expect(replica).toEqual({ seen: [] });
  });

  test("keeps what was sent as it was then, whatever the draft becomes", () => {
    const [only] = run((draft, out) => {
      out.broadcast({ kind: "PING", of: draft.seen });
      draft.seen.push(8);
    });
    expect(only?.sends[0]?.body.of).toEqual([]);
  });
});

describe("choices", () => {
  /** A tree of choices: each option leads to a further choice, or to none. */
  type Tree = readonly Tree[];
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium" },
      fc.constant<Tree>([]),
      fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    ),
  }));
  const ways = (options: Tree, before: readonly Json[] = []): readonly (readonly Json[])[] =>
    options.length === 0 ? [before] : options.flatMap((next, at) => ways(next, [...before, at]));

  test("are tried completely, each sequence once, also where one depends on another", () => {
    fc.assert(
      fc.property(tree, (options) => {
        const found = run((draft, out) => {
          let at: Tree = options;
          while (at.length > 0) {
            const pick = out.choose(at.map((_, index) => index));
            draft.seen.push(pick);
            at = at[pick] ?? [];
          }
        });
        expect(found.map(({ choices }) => choices)).toEqual(ways(options));
        for (const { replica, choices } of found) expect(replica.seen).toEqual(choices);
      }),
    );
  });
});

describe("what is impure, or is not plain data, is refused with protocol, node, action and path", () => {
  test.each<[string, ModelErrorKind, RegExp, Recipe<Replica, Ping>]>([
    ["a clock", "impure", /two runs .* differ/, (draft) => void draft.seen.push(performance.now())],
    ["Math.random", "impure", /two runs .* differ/, (draft) => void draft.seen.push(Math.random())],
    ["a variable outside", "impure", /two runs .* differ/, (draft) => void draft.seen.push(calls++)],
    ["a random message", "impure", /no randomness/, (_, out) => out.broadcast({ kind: "PING", of: Math.random() })],
    ["a random execution", "impure", /no clock/, (_, out) => out.execute(0, 0, Math.random())],
    ["options from outside", "impure", /no variable outside/, (_, out) => void out.choose(calls++ % 2 ? [1] : [1, 2])],
    ["writing to frozen input", "impure", /writes to its frozen input/, () => writeTo(frozen)],
    [
      "a Date in the state",
      "unserialisable",
      /step\.replica\.seen\[0\] is .* Date/,
      (draft) => void draft.seen.push(new Date(0)),
    ],
    [
      "NaN in the state",
      "unserialisable",
      /step\.replica\.seen\[0\] is NaN/,
      (draft) => void draft.seen.push(Number.NaN),
    ],
    [
      "a function in the state",
      "unserialisable",
      /step\.replica\.seen\[0\] is a function/,
      (draft) => void draft.seen.push(() => 1),
    ],
    [
      "undefined in the state",
      "unserialisable",
      /step\.replica\.seen\[0\] is undefined/,
      (draft) => void draft.seen.push(undefined),
    ],
    [
      "a Map in a message",
      "unserialisable",
      /message\.body\.of is .* Map/,
      (_, out) => out.broadcast({ kind: "PING", of: new Map() }),
    ],
    [
      "a cycle in a message",
      "unserialisable",
      /message\.body\.of\.self is a cycle/,
      (_, out) => out.send(0, { kind: "PING", of: loop }),
    ],
    ["NaN executed", "unserialisable", /execution\.value is NaN/, (_, out) => out.execute(0, 0, Number.NaN)],
    [
      "undefined as an option",
      "unserialisable",
      /choice\.x is undefined/,
      (_, out) => void out.choose([{ x: undefined } as unknown as Json]),
    ],
    ["a choice of nothing", "misuse", /no options. Offer one/, (_, out) => void out.choose([])],
    [
      "a message to itself",
      "misuse",
      /PING to node 1. Send to another replica, 0 to 2/,
      (_, out) => out.send(1, { kind: "PING", of: 0 }),
    ],
    ["a message to nobody", "misuse", /PING to node 3/, (_, out) => out.send(3, { kind: "PING", of: 0 })],
    [
      "an unknown kind",
      "misuse",
      /"PONG". Add it to the protocol's kinds: \[PING\]/,
      (_, out) => out.broadcast({ kind: "PONG" } as unknown as Ping),
    ],
    [
      "throwing",
      "throws",
      /the reducer threw: no such vote/,
      () => {
        throw new Error("no such vote");
      },
    ],
  ])("%s", (_what, kind, message, recipe) => {
    const error = refusal(recipe);
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(/^protocol tiny, node 1, on node 1 <- node 0 {2}PING of 7: /);
    expect(error.message).toMatch(message);
  });

  test("a cycle in the state", () => {
    expect(refusal((draft) => void draft.seen.push(loop)).message).toMatch(/step\.replica\.seen\[0\]\.self is a cycle/);
  });
});
