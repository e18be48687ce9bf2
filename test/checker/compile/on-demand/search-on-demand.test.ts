import { describe, expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import type { Outcome } from "../../../../checker/outcome.ts";
import type { Finding } from "../../../../model/property.ts";
import { defineProtocol } from "../../../../model/protocol.ts";
import { bsmr } from "../../../../protocols/bsmr/index.ts";

interface Replica {
  heard: { [said: string]: true };
  count: number;
}

const found = (is: boolean): Finding | null => (is ? { says: "it is so", replicas: [] } : null);

/** Node 0 says as many things as there are turns, of two kinds each; who has heard both kinds of one counts for ever. */
const oneOrTheOther = defineProtocol<Replica, { kind: "SAY"; turn: number; which: number }, { turns: number }, null>({
  name: "one-or-the-other",
  says: "nobody hears both",
  kinds: ["SAY"],
  defaults: { nodes: 5, faulty: 0, byzantine: [], timing: "none" },
  parameters: { turns: { type: "integer", says: "how many things are said", default: 2, minimum: 1, maximum: 64 } },
  rules: () => null,
  start: () => ({ heard: {}, count: 0 }),
  receive(replica, { body }) {
    replica.heard[`${body.turn} ${body.which}`] = true;
  },
  spontaneous: {
    say(replica, out, { id, parameters }) {
      if (id !== 0 || replica.count >= parameters.turns) return;
      out.broadcast({ kind: "SAY", turn: replica.count, which: out.choose([0, 1]) });
      replica.count += 1;
    },
    count(replica, _, { parameters }) {
      const both = (turn: number): boolean => `${turn} 0` in replica.heard && `${turn} 1` in replica.heard;
      if (Array.from({ length: parameters.turns }, (__, turn) => turn).some(both)) replica.count += 1;
    },
  },
  properties: () => [
    {
      name: "one-only",
      kind: "always",
      says: "nobody but node 0 counts",
      over: "replicas",
      observe: ({ count }, id) => id > 0 && count > 0,
      judge: (seen) => found(seen.includes(true)),
    },
    {
      name: "all-said",
      kind: "sometimes",
      says: "everything was said, and the last node has heard it",
      over: "replicas",
      observe: ({ heard, count }) => [Object.keys(heard).length, count],
      judge: (seen) => {
        const [, said] = seen[0] as readonly [number, number];
        const [heard] = seen.at(-1) as readonly [number, number];
        return found(said > 0 && heard === said);
      },
    },
  ],
});

describe("where the tables do not close", () => {
  test.each(["breadth-first", "depth-first"] as const)(
    "they are made on demand, %s, and the outcome says so",
    async (search) => {
      const options = { protocol: oneOrTheOther, search } as const;
      const outcome = await check({ ...options, tableLimit: 200 });
      const reference = await check({ ...options, engine: "reference" });
      const { distinctStates, transitions, depth } = reference.statistics;
      expect(outcome).toMatchObject({
        verdict: "safe",
        exhaustive: true,
        neverSeen: reference.neverSeen,
        statistics: {
          engine: "compiled",
          reductions: [],
          engineNote: expect.stringMatching(/do not close within 200 states of a replica .* made on demand/),
          tables: { closed: false, classes: null, messages: 4, milliseconds: null },
          ...{ distinctStates, transitions, depth, referenceStates: distinctStates },
        },
      });
      const lengths = [outcome, reference].map((one) => one.property("all-said").length);
      if (search === "breadth-first") expect(lengths).toEqual([2, 2]);
    },
  );

  test("more messages than a row has room for at first make it wider", async () => {
    const options = { protocol: oneOrTheOther, nodes: 2 };
    const many = await check({ ...options, turns: 24, tableLimit: 0, maxStates: 500, search: "depth-first" });
    expect(many.statistics.tables?.messages).toBeGreaterThan(40);
    const [onDemand, reference] = await Promise.all(
      [{ tableLimit: 0 }, { engine: "reference" } as const].map((how) => check({ ...options, turns: 4, ...how })),
    );
    const counts = ({ statistics: { distinctStates, transitions, depth } }: Outcome): object => ({
      ...{ distinctStates, transitions, depth },
    });
    expect(counts(onDemand as Outcome)).toEqual(counts(reference as Outcome));
  });
});

test("a reducer is called no more often than tables that close would call it", async () => {
  const calls = async (how: object): Promise<number> =>
    (await check({ protocol: bsmr, rounds: 2, ...how })).statistics.tables?.reducerCalls ?? 0;
  expect(await calls({ tableLimit: 0 })).toBeLessThanOrEqual(await calls({ reduce: "none" }));
});
