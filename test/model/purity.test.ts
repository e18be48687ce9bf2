import { describe, expect, test } from "vitest";
import { configure } from "../../model/configuration.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";

interface Note {
  readonly kind: "NOTE";
  readonly of: readonly number[];
}
interface Replica {
  readonly seen: number;
}
type Reducers = Pick<Protocol<Replica, Note, Record<never, never>, { needed: number }>, "start" | "receive">;

/** Node 0 starts with a note to everybody; node 2 lies with the same note. */
const honest: Reducers = {
  start(out, { id }) {
    if (id === 0) out.broadcast({ kind: "NOTE", of: [1] });
    return { seen: 0 };
  },
  receive(replica, { body }) {
    replica.seen = body.of.length;
  },
};
const explore = (reducers: Partial<Reducers>, byzantine: readonly number[] = []): void => {
  const protocol = defineProtocol<Replica, Note, Record<never, never>, { needed: number }>({
    name: "notes",
    says: "notes",
    kinds: ["NOTE"],
    defaults: { nodes: 3, faulty: 1, byzantine, timing: "none" },
    parameters: {},
    rules: () => ({ needed: 1 }),
    ...honest,
    forge: () => [{ body: { kind: "NOTE", of: [1] } }],
    properties: () => [],
    ...reducers,
  });
  const system = createSystem(protocol, configure(protocol));
  for (const { next } of system.transitions(system.initial)) system.transitions(next);
};

/** Writes where the types forbid it, as plain JavaScript would. */
const write = (value: object, key: string | number): void => void Reflect.apply(assign, null, [value, key]);
const assign = (value: Record<string | number, unknown>, key: string | number): void => {
  value[key] = 99;
};

describe("a reducer that writes to what it was given is found", () => {
  test("an honest one is not", () => {
    explore({});
    explore({}, [0]);
  });

  test.each<[string, Reducers["receive"]]>([
    ["the message", (_replica, { body }) => write(body, "of")],
    ["a part of the message", (_replica, { body }) => write(body.of, 0)],
    ["the envelope", (_replica, message) => write(message, "from")],
    ["the context", (_replica, _message, _out, context) => write(context, "n")],
    ["the parameters", (_replica, _message, _out, { parameters }) => write(parameters, "rounds")],
    ["the rules", (_replica, _message, _out, { rules }) => write(rules, "needed")],
  ])("%s", (_what, receive) => {
    const refusal =
      /protocol notes, node \d, on node \d <- node \d {2}NOTE of .*writes to its frozen input.*Change the replica's draft only/;
    expect(() => explore({ receive })).toThrow(refusal);
    expect(() => explore({ receive }, [0])).toThrow(refusal);
  });

  test("a state that is kept outside and changed later", () => {
    const kept = { seen: 0 };
    const receive: Reducers["receive"] = () => void kept.seen++;
    expect(() => explore({ start: () => kept, receive }, [0])).toThrow(/writes to its frozen input/);
  });
});

describe("start", () => {
  test("makes no choices", () => {
    expect(() => explore({ start: (out) => ({ seen: out.choose([0, 1]) }) })).toThrow(
      /protocol notes, node 0: start must return one replica state and make no choices/,
    );
  });
  test("returns a state", () => {
    expect(() => explore({ start: () => null as unknown as Replica })).toThrow(/must return one replica state/);
  });
  test("is as pure as the others", () => {
    expect(() => explore({ start: () => ({ seen: Math.random() }) })).toThrow(/node 0, start: two runs .* differ/);
  });
});
