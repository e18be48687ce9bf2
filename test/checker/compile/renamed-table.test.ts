/** A table that is taken from another replica is the one that the replica would have built from what it does itself. */
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type * as LikenessModule from "../../../checker/compile/likeness.ts";
import { RenamedTable } from "../../../checker/compile/renamed-table.ts";
import type * as RenamingModule from "../../../checker/compile/renaming.ts";
import type { ReplicaTable } from "../../../checker/compile/replica-table.ts";
import { buildTables, type Tables } from "../../../checker/compile/tables.ts";
import { canonical } from "../../../model/canonical.ts";
import { configure, settingOf } from "../../../model/configuration.ts";
import type { ReplicaProperty } from "../../../model/property.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { bsmr } from "../../../protocols/bsmr/index.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import { pbftRounds } from "../../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../../protocols/two-phase-commit/index.ts";
import { almost, bSeen, type Replica } from "./almost-alike.ts";
import { collectingRecipe } from "./collecting-recipe.ts";
import { randomProtocol } from "./random-protocol.ts";
import { recipe } from "./random-recipe.ts";
import { symmetricProtocol, symmetricRecipe } from "./symmetric-protocol.ts";

const planted = vi.hoisted(() => ({ fault: "" }));
const is = (fault: string): boolean => planted.fault === fault;
afterEach(() => {
  planted.fault = "";
});

vi.mock("../../../checker/compile/likeness.ts", async (original) => {
  const real = await original<typeof LikenessModule>();
  class Likeness extends real.Likeness {
    override get isWhole(): boolean {
      return is("what one replica alone hears is not asked for") || super.isWhole;
    }
    override holds(): boolean {
      return !is("every replica builds its own") && super.holds();
    }
  }
  return { ...real, Likeness };
});

vi.mock("../../../checker/compile/renaming.ts", async (original) => {
  const real = await original<typeof RenamingModule>();
  type Given<K extends "ofRows" | "ofLooks" | "ofWrites" | "ofOutputs"> = Parameters<
    InstanceType<typeof real.Renaming>[K]
  >;
  class Renaming extends real.Renaming {
    override ofRows(...given: Given<"ofRows">) {
      return is("starts are not compared") ? "same" : super.ofRows(...given);
    }
    override ofOutputs(...given: Given<"ofOutputs">) {
      return is("outputs are not compared") || super.ofOutputs(...given);
    }
    override ofLooks(...given: Given<"ofLooks">) {
      return is("looks are not compared") ? "same" : super.ofLooks(...given);
    }
    override ofWrites(...given: Given<"ofWrites">) {
      return is("writes are not compared") ? "same" : super.ofWrites(...given);
    }
  }
  return { ...real, Renaming };
});

interface Case {
  readonly protocol: Protocol;
  readonly bounds?: Parameters<typeof configure>[1];
  readonly delays?: boolean;
}

function tablesOf({ protocol, bounds = {}, delays = false }: Case, limit: number): Promise<Tables | string> {
  const setting = settingOf(protocol, configure(protocol, bounds));
  const delaysFor = protocol.properties(setting);
  return buildTables(protocol, setting, { limit, pause: async () => null, ...(delays && { delaysFor }) });
}

/** All that a table says, in words that do not depend on how things are numbered. */
function said({ alphabet }: Tables, table: ReplicaTable): readonly string[] {
  const states = Array.from({ length: table.size }, (_, state) => canonical(table.state(state)));
  const cues = table.cues.map(({ input, lie }) => canonical([input, lie]));
  const outputs = (output: number): string => {
    const { sends, executions } = alphabet.output(output);
    return canonical([sends.map((message) => canonical(alphabet.message(message))).sort(), executions]);
  };
  const line = (source: number, cue: string | undefined, target: number, output: number): string =>
    [states[source], cue, states[target], outputs(output)].join(" | ");
  const lines: string[] = [];
  const { edges, roundEnds } = table;
  for (let at = 0; at < edges.length; at += 4) {
    const [source = -1, cue = -1, target = -1, output = -1] = edges.slice(at, at + 4);
    lines.push(line(source, cues[cue], target, output));
  }
  for (let at = 0; at < (roundEnds?.length ?? 0); at += 2) {
    lines.push(line(at / 2, "end", roundEnds?.[at] as number, roundEnds?.[at + 1] as number));
  }
  const start = table.find(table.start.replica);
  cues.forEach((name, cue) => {
    const followed = table.postponed.has(cue) ? [] : table.on(start, cue);
    for (const { target, output } of followed) lines.push(line(start, name, target, output));
  });
  return [...states, ...cues, ...lines, ...[...table.postponed].map((cue) => `postponed ${cues[cue]}`)].sort();
}

/** How many tables were taken from other replicas; and what they say that those that replicas built themselves do not. */
async function compare(one: Case, fault = "", limit = 50_000): Promise<{ shared: number; differs: boolean }> {
  planted.fault = "every replica builds its own";
  const own = await tablesOf(one, limit);
  planted.fault = fault;
  const taken = await tablesOf(one, limit);
  if (typeof own === "string" || typeof taken === "string") return { shared: 0, differs: own !== taken };
  const shared = taken.replicas.filter((table) => table instanceof RenamedTable);
  const differs = taken.replicas.some(
    (table, place) => canonical(said(taken, table)) !== canonical(said(own, own.replicas[place] as ReplicaTable)),
  );
  return { shared: shared.length, differs };
}

const inViews = (views: number): Case => ({
  protocol: pbft as unknown as Protocol,
  bounds: { parameters: { views } },
  delays: true,
});
const rounds = { protocol: pbftRounds as unknown as Protocol, bounds: { parameters: { rounds: 1 } } };

test.each<[string, number, Case]>([
  ["pbft in one view, with delay", 2, inViews(0)],
  ["the last two of pbft in two views, with delay", 1, inViews(1)],
  ["pbft-rounds, with delay", 2, { ...rounds, delays: true }],
  [
    "pbft-rounds under lockstep",
    1,
    { ...rounds, bounds: { ...rounds.bounds, nodes: 3, faulty: 0, timing: "lockstep" } },
  ],
  ["the last two of bsmr", 1, { protocol: bsmr as unknown as Protocol, bounds: { parameters: { rounds: 2 } } }],
  ["resource managers", 4, { protocol: twoPhaseCommit as unknown as Protocol, bounds: { nodes: 6 } }],
])("replicas share tables: %s", async (_, shared, one) => {
  expect(await compare(one)).toEqual({ shared, differs: false });
});

const random: fc.Arbitrary<Case> = fc.record({
  protocol: fc.oneof(
    collectingRecipe.map((made) => randomProtocol({ ...made, programs: made.programs.slice(0, 1) })),
    recipe.map(randomProtocol),
    symmetricRecipe.map(symmetricProtocol),
  ),
  delays: fc.boolean(),
});

test("and random protocols", { timeout: 60_000 }, async () => {
  let sharing = 0;
  const law = fc.asyncProperty(random, async ({ protocol, delays = false }) => {
    const one = { protocol, delays: delays && protocol.defaults.timing !== "lockstep" };
    const { shared, differs } = await compare(one, "", 100).catch(() => fc.pre(false) as never);
    if (shared > 0) sharing++;
    expect(differs).toBe(false);
  });
  await fc.assert(law, { numRuns: 150 });
  expect(sharing).toBeGreaterThan(12);
});

/** Each fault, and replicas that are not alike in what is not compared then. */
const faults: Readonly<Record<string, Case>> = {
  "starts are not compared": {
    protocol: almost({
      start: (_, { id }) => ({ a: 0, b: id === 2 ? 2 : 0 }),
      timeout(replica) {
        replica.a = 1;
      },
    }),
  },
  "what one replica alone hears is not asked for": {
    protocol: almost({
      start(out, { id }) {
        if (id === 0) out.send(2, { kind: "GO" });
        return { a: 0, b: 0 };
      },
    }),
  },
  "looks are not compared": {
    protocol: almost({
      receive(replica, _, out, { id }) {
        if ((id === 2 ? replica.b : replica.a) === 1) out.execute(0, 0, 1);
      },
    }),
  },
  "writes are not compared": {
    protocol: almost({
      timeout(replica, _, { id }) {
        replica.b = id === 2 ? 2 : 1;
      },
    }),
  },
  "outputs are not compared": {
    protocol: almost({
      receive(replica, _, out, { id }) {
        if (replica.a === 1) return;
        replica.a = 1;
        out.execute(0, 0, replica.b === 1 && id === 2 ? 2 : 1);
      },
    }),
  },
};

test.each(Object.entries(faults))("a table is another one than the replica's where %s", async (fault, one) => {
  expect(await compare(one)).toMatchObject({ differs: false });
  expect(await compare(one, fault)).toMatchObject({ differs: true });
});

test("what properties see of one replica alone waits at the other one only", async () => {
  const seenBy = (observe: ReplicaProperty<Replica>["observe"]): Case => ({
    protocol: almost({ receive() {}, properties: () => [bSeen(observe)] as never }),
    delays: true,
  });
  const here = seenBy(({ b }, id) => (id === 2 ? b : 0));
  expect(await compare(here)).toEqual({ shared: 0, differs: false });
  expect(await compare({ ...here, delays: false })).toEqual({ shared: 1, differs: false });
  const elsewhere = seenBy((replica, id) => (id === 2 ? replica.b : replica.a));
  expect(await compare(elsewhere)).toEqual({ shared: 0, differs: false });
  expect(await compare(elsewhere, "looks are not compared")).toMatchObject({ differs: true });
});
