/** Replicas share what they do without asking who they are; whoever does ask, by whatever way, is not confused with others. */
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import type { Json } from "../../../index.ts";
import type { Draft } from "../../../model/draft.ts";
import type { Envelope } from "../../../model/message.ts";
import type { Property } from "../../../model/property.ts";
import { type Context, defineProtocol, type Protocol } from "../../../model/protocol.ts";

type Message = { readonly kind: "LIE" };
type Replica = { kept: Json };
const LIE = { body: { kind: "LIE" } as const };

const allDiffer: Property<Replica> = {
  name: "all-differ",
  kind: "always",
  says: "no two replicas keep the same",
  over: "replicas",
  observe: ({ kept }) => kept,
  judge(all) {
    const kept = all.filter((one) => one !== null).map((one) => JSON.stringify(one));
    return new Set(kept).size < kept.length ? { says: "two keep the same", replicas: [] } : null;
  },
};

const keeping = (keep: (envelope: Envelope<Message>, context: Context) => unknown): Protocol =>
  defineProtocol<Replica, Message, Record<never, never>, null>({
    name: "keeping",
    says: "a replica keeps something that has its name in it",
    kinds: ["LIE"],
    defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "none" },
    parameters: {},
    rules: () => null,
    start: () => ({ kept: null }),
    receive(replica, envelope, _, context) {
      replica.kept = keep(envelope, context) as Draft<Json>;
    },
    forge: () => [LIE],
    properties: () => [allDiffer],
  }) as Protocol;

test.each<[string, (envelope: Envelope<Message>, context: Context) => unknown]>([
  ["its id", (_, { id }) => ({ id })],
  ["what its context holds", (_, { rules: __, ...context }) => ({ ...context })],
  ["the recipient of a message", ({ to }) => ({ to })],
  ["the rest of a message", ({ from: _, ...rest }) => rest],
  ["the message itself", (envelope) => envelope],
  ["the message itself, in a record", (envelope) => ({ envelope })],
])("a replica that keeps %s keeps its own", async (_, keep) => {
  const protocol = keeping(keep);
  for (const engine of ["reference", "compiled"] as const) {
    const { properties, statistics } = await check({
      protocol,
      engine,
      ...(engine === "compiled" && { reduce: "none" }),
    });
    expect([properties[0]?.verdict, statistics.distinctStates]).toEqual(["SAFE", 8]);
  }
});

test("what they do without asking is found out once", async () => {
  const calls = async (keep: Parameters<typeof keeping>[0]) =>
    (await check({ protocol: keeping(keep), reduce: "none" })).statistics.tables?.reducerCalls;
  const [shared, own] = [await calls(({ body }) => body.kind), await calls((_, { id }) => id)];
  expect([shared, own]).toEqual([1, 3]);
});
