/**
 * Random protocols in which replicas 1, 2, 3 ... run the same code, by names that they hear and never by names that they
 * know; replica 0 runs its own. And what becomes of a state when they swap their names, written down by hand.
 */
import fc from "fast-check";
import { canonical } from "../../../model/canonical.ts";
import type { Envelope } from "../../../model/message.ts";
import { agreement } from "../../../model/properties/agreement.ts";
import { executes } from "../../../model/properties/commits.ts";
import { integrity } from "../../../model/properties/integrity.ts";
import type { OutputProperty, ReplicaProperty } from "../../../model/property.ts";
import { defineProtocol, type Protocol } from "../../../model/protocol.ts";
import type { GlobalState } from "../../../model/state.ts";
import type { Out } from "../../../model/step.ts";

const KINDS = ["A", "B"] as const;
type Kind = (typeof KINDS)[number];
type Message = { readonly kind: Kind; readonly about?: number };
interface Replica {
  phase: number;
  heard: { A: number[]; B: number[] };
}

interface Rule {
  readonly when: { readonly phase: number; readonly heard: Kind; readonly atLeast: number };
  readonly deed: "broadcast" | "tell-first" | "reply" | "pass-on" | "execute" | "next";
  readonly kind: Kind;
  readonly value: number;
}

export interface Recipe {
  readonly nodes: number;
  readonly byzantine: readonly number[];
  /** What replica 0 does, and what the others do: on A, on B, on a timeout. */
  readonly programs: readonly (readonly (readonly Rule[])[])[];
  readonly starts: readonly (Kind | null)[];
}

const rule: fc.Arbitrary<Rule> = fc.record({
  when: fc.record({
    phase: fc.integer({ min: 0, max: 1 }),
    heard: fc.constantFrom<Kind>(...KINDS),
    atLeast: fc.nat(2),
  }),
  deed: fc.constantFrom<Rule["deed"]>("broadcast", "tell-first", "reply", "pass-on", "execute", "next"),
  kind: fc.constantFrom<Kind>(...KINDS),
  value: fc.nat(1),
});
const program = fc.array(fc.array(rule, { maxLength: 2 }), { minLength: 3, maxLength: 3 });

const kind = fc.constantFrom<Kind | null>(...KINDS, null);

export const symmetricRecipe: fc.Arbitrary<Recipe> = fc.record({
  nodes: fc.integer({ min: 3, max: 4 }),
  byzantine: fc.constantFrom<readonly number[]>([], [0]),
  programs: fc.tuple(program, program),
  starts: fc.tuple(kind, kind),
});

function follow(rules: readonly Rule[], replica: Replica, out: Out<Message>, id: number, from: number | null): void {
  for (const { when, deed, kind, value } of rules) {
    if (replica.phase !== when.phase || replica.heard[when.heard].length < when.atLeast) continue;
    if (deed === "broadcast") out.broadcast({ kind });
    if (deed === "tell-first" && id !== 0) out.send(0, { kind });
    if (deed === "reply" && from !== null) out.send(from, { kind });
    if (deed === "pass-on" && from !== null) out.broadcast({ kind, about: from });
    if (deed === "next") replica.phase = Math.min(2, replica.phase + 1);
    if (deed === "execute") {
      replica.phase = 2;
      out.execute(0, 0, value);
    }
  }
}

/** Looks at nothing. */
const wholeSpace: OutputProperty = {
  name: "whole-space",
  kind: "always",
  says: "nothing",
  over: "outputs",
  judge: () => null,
  monitor: { initial: null, consume: (state) => state, found: () => false },
};

/** Judges by replicas, but not by which they are. */
const twoPassed: ReplicaProperty<Replica> = {
  name: "two-passed",
  kind: "sometimes",
  says: "two replicas are past the first phase",
  over: "replicas",
  observe: ({ phase }) => phase,
  judge: (phases) =>
    phases.filter((phase) => Number(phase) > 0).length > 1 ? { says: "so it is", replicas: [] } : null,
};

/** Judges by names. */
const lastFirst: ReplicaProperty<Replica> = {
  name: "last-first",
  kind: "sometimes",
  says: "the last replica is past the first phase, and the others are not",
  over: "replicas",
  observe: ({ phase }) => phase,
  judge: (phases) =>
    Number(phases.at(-1)) > 0 && !phases.slice(0, -1).some((phase) => Number(phase) > 0)
      ? { says: "so it is", replicas: [] }
      : null,
};

export const symmetricProtocol = ({ nodes, byzantine, programs, starts }: Recipe): Protocol =>
  defineProtocol<Replica, Message, Record<never, never>, null>({
    name: "symmetric",
    says: "rules at random, the same for all replicas but the first",
    kinds: [...KINDS],
    defaults: { nodes, faulty: 1, byzantine, timing: "asynchronous" },
    parameters: {},
    rules: () => null,
    start(out, { id }) {
      const kind = starts[Math.min(id, 1)];
      if (kind) out.broadcast({ kind });
      return { phase: 0, heard: { A: [], B: [] } };
    },
    receive(replica, { from, body: { kind, about } }, out, { id }) {
      const heard = replica.heard[kind];
      const voter = about ?? from;
      if (voter !== id && !heard.includes(voter)) replica.heard[kind] = [...heard, voter].sort((a, b) => a - b);
      follow(programs[Math.min(id, 1)]?.[KINDS.indexOf(kind)] ?? [], replica, out, id, from);
    },
    timeout: (replica, out, { id }) => follow(programs[Math.min(id, 1)]?.[2] ?? [], replica, out, id, null),
    *forge(_id, { n }) {
      yield { body: { kind: "A" } };
      for (let about = 1; about < n; about++) yield { body: { kind: "B", about } };
    },
    properties: () => [
      wholeSpace,
      agreement(),
      integrity(),
      executes("executes", "some replica executes 1", ({ value }) => value === 1),
      twoPassed,
      lastFirst,
    ],
  }) as unknown as Protocol;

/** The replica states and messages of a state after replicas have taken new names: `to[id]` is the new name. */
export function renamedText({ replicas, soup }: GlobalState, to: readonly number[]): string {
  const name = (id: number): number => to[id] as number;
  const states = [...replicas] as (Replica | null)[];
  (replicas as readonly (Replica | null)[]).forEach((replica, id) => {
    const list = (ids: readonly number[]): number[] => ids.map(name).sort();
    states[name(id)] = replica && { ...replica, heard: { A: list(replica.heard.A), B: list(replica.heard.B) } };
  });
  const sent = (soup as readonly Envelope<Message>[]).map(({ from, to: recipient, body }) =>
    canonical({
      from: name(from),
      to: recipient === "all" ? recipient : name(recipient),
      body: body.about === undefined ? body : { ...body, about: name(body.about) },
    }),
  );
  return canonical([states, sent.sort()]);
}
