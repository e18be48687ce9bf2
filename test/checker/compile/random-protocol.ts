/**
 * Protocols made of data: rules of guards and deeds, over a replica state with everything that reducers are written
 * with. What is read depends on what was read before; records are enumerated, spread, looked into with `in`, stored a
 * second time and written to through either name; arrays are changed in place; keys come and go.
 */
import { atLeast, type Evidence, every, signed, some } from "../../../model/message.ts";
import { type Context, defineProtocol, type Forgery, type Protocol, type Timing } from "../../../model/protocol.ts";
import type { Out } from "../../../model/step.ts";
import { properties } from "./random-properties.ts";
import { act, type Deed, type Guard, holds, KINDS, type Message, type Replica, UNDOING } from "./random-rules.ts";

export { type Deed, type Guard, KINDS, type Message, type Replica };

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
/** The protocol of a recipe. */
export function randomProtocol(recipe: Recipe): Protocol {
  const { nodes, byzantine, timing, cyclic, programs, starts, spontaneous, lies } = recipe;
  const run = (trigger: number, replica: Replica, out: Out<Message>, context: Pick<Context, "id">, from?: number) => {
    const own = () => context.id;
    const me = () => from ?? context.id;
    const program = programs.length === 1 ? programs[0] : programs[own() % programs.length];
    for (const { guards, deeds } of program?.[trigger] ?? []) {
      if (!guards.every((guard) => holds(guard, replica, me))) continue;
      for (const deed of deeds) {
        const skipped = (!cyclic && UNDOING.includes(deed.do)) || (trigger === TRIGGERS.roundEnd && chooses(deed));
        // Votes are under the sender's name; what is sent is addressed from the replica itself.
        if (!skipped) act(deed, replica, out, deed.do === "send" ? own : me, nodes, cyclic);
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
      return { phase, executed: executes ? 1 : 0, votes: {}, inbox: [], ranks: [], lists: [] };
    },
    receive: (replica, { from, body }, out, context) =>
      run(2 * KINDS.indexOf(body.kind) + body.value, replica, out, context, from),
    timeout: (replica, out, context) => run(TRIGGERS.timeout, replica, out, context),
    roundEnd: (replica, out, context) => run(TRIGGERS.roundEnd, replica, out, context),
    spontaneous: Object.fromEntries(
      Array.from({ length: spontaneous }, (_, at) => [
        `step ${at}`,
        (replica: Replica, out: Out<Message>, context: Pick<Context, "id">) =>
          run(TRIGGERS.spontaneous + at, replica, out, context),
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
