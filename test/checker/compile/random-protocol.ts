/**
 * Protocols made of data: rules of guards and deeds, over a replica state with everything that reducers are written
 * with. What is read depends on what was read before; records are enumerated, spread, looked into with `in`, stored a
 * second time and written to through either name; arrays are changed in place; keys come and go.
 */
import { atLeast, type Evidence, every, signed, some } from "../../../model/message.ts";
import { defineProtocol, type Forgery, type Protocol, type Timing } from "../../../model/protocol.ts";
import type { Out } from "../../../model/step.ts";
import { properties } from "./random-properties.ts";

export const KINDS = ["A", "B", "C"] as const;
export type Message = { readonly kind: (typeof KINDS)[number]; readonly value: number };

type Voters = { [sender: string]: boolean };
export interface Replica {
  phase: number;
  /** How often it has executed: logs have an end. */
  executed: number;
  votes: { [value: string]: Voters };
  inbox: number[];
  lists: Voters[];
  flag?: boolean;
  kept?: Voters;
}

export type Guard =
  | { readonly is: "phase" | "phase-at-least" | "voters" | "voted" | "votes-by-me" | "inbox-has"; readonly k: number }
  | { readonly is: "keys" | "inbox-length" | "all-votes" | "list-has"; readonly k: number }
  | { readonly is: "always" | "flag" | "own-flag" | "kept" | "kept-me" | "no-votes" | "kept-is-vote" };

export type Deed =
  | { readonly do: "phase" | "vote" | "unvote" | "push" | "keep" | "keep-and-write" | "write-kept"; readonly k: number }
  | { readonly do: "list" | "copy-votes" | "choose-phase" | "write-and-read"; readonly k: number }
  | { readonly do: "next" | "flag" | "unflag" | "unkeep" }
  | { readonly do: "send"; readonly body: Message; readonly to: number | "all" }
  | { readonly do: "send-count"; readonly kind: Message["kind"]; readonly k: number }
  | { readonly do: "execute"; readonly slot: number; readonly value: number | "choose" | "phase" };

export interface Rule {
  readonly guards: readonly Guard[];
  readonly deeds: readonly Deed[];
}

/** An evidence formula, by the number of the honest replica that has to have signed. */
export type Proof =
  | { readonly by: number; readonly said: Message }
  | { readonly of: readonly Proof[]; readonly needs: "some" | "every" | number };

/** What is random in a protocol. */
export interface Recipe {
  readonly nodes: number;
  readonly byzantine: readonly number[];
  readonly timing: Timing;
  /** Whether deeds that undo others are done: if not, a replica never returns to a state. */
  readonly cyclic: boolean;
  readonly starts: readonly { readonly phase: number; readonly says: Message | null; readonly executes: boolean }[];
  /** Rules by message kind and value; then those of the timeout, the end of a round, and two spontaneous steps. */
  readonly programs: readonly (readonly (readonly Rule[])[])[];
  readonly spontaneous: number;
  readonly lies: readonly { readonly body: Message; readonly to: number | null; readonly proof: Proof | null }[];
  /** Names of those in `random-properties.ts`. */
  readonly properties: readonly string[];
}

export const TRIGGERS = { timeout: 6, roundEnd: 7, spontaneous: 8, all: 10 } as const;
const PHASES = 3;
const EXECUTIONS = 2;
const UNDOING: readonly Deed["do"][] = ["unvote", "unflag", "unkeep"];

function holds(guard: Guard, replica: Replica, me: string): boolean {
  switch (guard.is) {
    case "always":
      return true;
    case "phase":
      return replica.phase === guard.k;
    case "phase-at-least":
      return replica.phase >= guard.k;
    case "voters":
      return Object.keys(replica.votes[guard.k] ?? {}).length >= 2;
    case "voted":
      return String(guard.k) in replica.votes;
    case "votes-by-me":
      return replica.votes[guard.k]?.[me] === true;
    case "inbox-has":
      return replica.inbox.includes(guard.k);
    case "keys":
      return Object.keys(replica).length > 5 + guard.k;
    case "inbox-length":
      return replica.inbox.length === guard.k;
    case "all-votes":
      return Object.values(replica.votes).reduce((sum, one) => sum + Object.keys(one).length, 0) > guard.k;
    case "list-has":
      return replica.lists.some((voters) => Object.keys(voters).length > guard.k);
    case "flag":
      return "flag" in replica;
    case "own-flag":
      return Object.hasOwn(replica, "flag");
    case "kept":
      return replica.kept !== undefined;
    case "kept-me":
      return me in (replica.kept ?? {});
    case "no-votes":
      return JSON.stringify({ ...replica.votes }) === "{}";
    case "kept-is-vote":
      return replica.kept !== undefined && JSON.stringify(replica.votes[0]) === JSON.stringify(replica.kept);
  }
}

function act(deed: Deed, replica: Replica, out: Out<Message>, me: number, n: number, cyclic: boolean): void {
  switch (deed.do) {
    case "phase":
      replica.phase = cyclic ? deed.k : Math.max(replica.phase, deed.k);
      break;
    case "next":
      replica.phase = cyclic ? (replica.phase + 1) % PHASES : Math.min(replica.phase + 1, PHASES - 1);
      break;
    case "choose-phase":
      replica.phase = Math.max(cyclic ? 0 : replica.phase, out.choose([0, deed.k]));
      break;
    case "vote": {
      replica.votes[deed.k] ??= {};
      const voters = replica.votes[deed.k];
      if (voters) voters[me] = true;
      break;
    }
    case "unvote":
      delete replica.votes[deed.k];
      break;
    case "push":
      if (replica.inbox.length < 2) replica.inbox.push(deed.k);
      break;
    case "list": {
      const voters = replica.votes[deed.k];
      if (voters && replica.lists.length < 1) replica.lists.push(voters);
      break;
    }
    case "keep": {
      const voters = replica.votes[deed.k];
      if (voters) replica.kept = voters;
      break;
    }
    case "keep-and-write": {
      const voters = replica.votes[deed.k];
      if (!voters) break;
      replica.kept = voters;
      replica.kept[me] = true;
      break;
    }
    case "write-kept":
      if (replica.kept) replica.kept[me] = deed.k > 0;
      break;
    case "write-and-read":
      replica.votes[deed.k] = { ...replica.votes[deed.k], [me]: true };
      if (Object.keys(replica.votes[deed.k] ?? {}).length > 1) replica.flag = true;
      break;
    case "copy-votes":
      replica.votes = { ...replica.votes, [deed.k]: { ...replica.votes[1 - deed.k] } };
      break;
    case "flag":
      replica.flag = true;
      break;
    case "unflag":
      delete replica.flag;
      break;
    case "unkeep":
      delete replica.kept;
      break;
    case "send":
      if (deed.to === "all") out.broadcast(deed.body);
      else out.send((me + 1 + (deed.to % (n - 1))) % n, deed.body);
      break;
    case "send-count":
      out.broadcast({ kind: deed.kind, value: Object.keys(replica.votes[deed.k] ?? {}).length > 1 ? 1 : 0 });
      break;
    case "execute": {
      if (replica.executed >= EXECUTIONS) break;
      replica.executed += 1;
      const value = deed.value === "choose" ? out.choose([0, 1]) : deed.value === "phase" ? replica.phase : deed.value;
      out.execute(deed.slot, 0, value);
    }
  }
}

/** The protocol of a recipe. */
export function randomProtocol(recipe: Recipe): Protocol {
  const { nodes, byzantine, timing, cyclic, programs, starts, spontaneous, lies } = recipe;
  const run = (trigger: number, replica: Replica, out: Out<Message>, id: number, from = id): void => {
    for (const { guards, deeds } of programs[id % programs.length]?.[trigger] ?? []) {
      if (!guards.every((guard) => holds(guard, replica, String(from)))) continue;
      for (const deed of deeds) {
        const skipped = (!cyclic && UNDOING.includes(deed.do)) || (trigger === TRIGGERS.roundEnd && chooses(deed));
        // Votes are under the sender's name; what is sent is addressed from the replica itself.
        if (!skipped) act(deed, replica, out, deed.do === "send" ? id : from, nodes, cyclic);
      }
    }
  };
  return defineProtocol<Replica, Message, Record<never, never>, null>({
    name: "random",
    says: "rules at random",
    kinds: [...KINDS],
    defaults: { nodes, faulty: 1, byzantine, timing },
    parameters: {},
    rules: () => null,
    start(out, { id }) {
      const { phase, says, executes } = starts[id % starts.length] ?? { phase: 0, says: null, executes: false };
      if (says) out.broadcast(says);
      if (executes) out.execute(0, 0, id % 2);
      return { phase, executed: executes ? 1 : 0, votes: {}, inbox: [], lists: [] };
    },
    receive: (replica, { from, body }, out, { id }) =>
      run(2 * KINDS.indexOf(body.kind) + body.value, replica, out, id, from),
    timeout: (replica, out, { id }) => run(TRIGGERS.timeout, replica, out, id),
    roundEnd: (replica, out, { id }) => run(TRIGGERS.roundEnd, replica, out, id),
    spontaneous: Object.fromEntries(
      Array.from({ length: spontaneous }, (_, at) => [
        `step ${at}`,
        (replica: Replica, out: Out<Message>, { id }: { readonly id: number }) =>
          run(TRIGGERS.spontaneous + at, replica, out, id),
      ]),
    ),
    forge: (_, { honest }) => lies.map((lie) => forgery(lie, honest)),
    properties: () => properties.filter(({ name }) => recipe.properties.includes(name)),
  });
}

const chooses = (deed: Deed): boolean =>
  deed.do === "choose-phase" || (deed.do === "execute" && deed.value === "choose");

const forgery = ({ body, to, proof }: Recipe["lies"][number], honest: readonly number[]): Forgery<Message> => ({
  body,
  ...(to === null ? {} : { to: honest[to % honest.length] as number }),
  ...(proof === null ? {} : { evidence: evidence(proof, honest) }),
});

function evidence(proof: Proof, honest: readonly number[]): Evidence<Message> {
  if ("said" in proof) return signed(honest[proof.by % honest.length] as number, proof.said);
  const parts = proof.of.map((part) => evidence(part, honest));
  if (proof.needs === "some") return some(...parts);
  return proof.needs === "every" ? every(...parts) : atLeast(proof.needs, parts);
}
