/** Small protocols, at random: tables from phase and message kind to what a replica does. Phases only grow, so they end. */
import fc from "fast-check";
import { configure } from "../../model/configuration.ts";
import { signed } from "../../model/message.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { integrity } from "../../model/properties/integrity.ts";
import type { Property } from "../../model/property.ts";
import { defineProtocol, type Protocol, type Timing } from "../../model/protocol.ts";
import type { Out } from "../../model/step.ts";
import { createSystem, type System } from "../../model/system.ts";

const KINDS = ["A", "B"] as const;
const PHASES = 3;

type Message = { readonly kind: (typeof KINDS)[number]; readonly value: number };
type Replica = { readonly phase: number };

/** What a replica does on an input: it goes `up` so many phases, sends, and executes a value of its own choosing or a given one. */
interface Reaction {
  readonly up: number;
  readonly sends: Message | null;
  readonly executes: number | "choose" | null;
}

/** What is random in a small protocol. */
export interface Recipe {
  readonly nodes: number;
  readonly byzantine: readonly number[];
  readonly timing: Timing;
  readonly reactions: readonly (readonly Reaction[])[];
  readonly alarms: readonly Reaction[];
  readonly lies: readonly { readonly message: Message; readonly needs: Message | null }[];
}

const message: fc.Arbitrary<Message> = fc.record({ kind: fc.constantFrom(...KINDS), value: fc.nat(1) });
const reaction: fc.Arbitrary<Reaction> = fc.record({
  up: fc.nat(2),
  sends: fc.option(message, { nil: null }),
  executes: fc.constantFrom(null, null, 0, 1, "choose" as const),
});
const reactions = fc.array(reaction, { minLength: PHASES, maxLength: PHASES });

export const recipe: fc.Arbitrary<Recipe> = fc.record({
  nodes: fc.constantFrom(2, 3),
  byzantine: fc.constantFrom<readonly number[]>([], [0], [1]),
  timing: fc.constantFrom<Timing>("none", "asynchronous", "lockstep"),
  reactions: fc.array(reactions, { minLength: 4, maxLength: 4 }),
  alarms: reactions,
  lies: fc.array(fc.record({ message, needs: fc.option(message, { nil: null }) }), { maxLength: 3 }),
});

function react(replica: { phase: number }, does: Reaction | undefined, out: Out<Message>): void {
  if (does === undefined) return;
  if (does.sends) out.broadcast(does.sends);
  // Executing without going up could be repeated for ever.
  if (does.up > 0 && does.executes !== null) {
    out.execute(0, 0, does.executes === "choose" ? out.choose([0, 1]) : does.executes);
  }
  replica.phase += does.up;
}

/** The system of a recipe. Its properties may or may not hold. */
export function smallProtocol({ nodes, byzantine, timing, reactions, alarms, lies }: Recipe): Protocol {
  return defineProtocol<Replica, Message, Record<never, never>, null>({
    name: "small",
    says: "a table",
    kinds: [...KINDS],
    defaults: { nodes, faulty: 1, byzantine, timing },
    parameters: {},
    rules: () => null,
    start(out, { id }) {
      if (id === nodes - 1) out.broadcast({ kind: "A", value: 0 });
      return { phase: 0 };
    },
    receive: (replica, { body }, out) =>
      react(replica, reactions[2 * KINDS.indexOf(body.kind) + body.value]?.[replica.phase], out),
    timeout: (replica, out) => react(replica, alarms[replica.phase], out),
    roundEnd: (replica) => {
      if (replica.phase < PHASES) replica.phase += 1;
    },
    forge: (_id, { honest }) =>
      lies.map(({ message: body, needs }) =>
        needs === null ? { body } : { body, evidence: signed(honest[0] ?? 0, needs) },
      ),
    properties: () => [agreement(), integrity(), somebodyEnds, answered],
  });
}

const somebodyEnds: Property<Replica> = {
  name: "ends",
  kind: "sometimes",
  says: "some replica reaches the last phase",
  over: "replicas",
  observe: ({ phase }) => phase >= PHASES,
  judge(seen) {
    const replica = seen.indexOf(true);
    return replica < 0 ? null : { says: `node ${replica} has reached the last phase`, replicas: [replica] };
  },
};

/** Looks at logs and messages at once. */
const answered: Property<Replica, Message> = {
  name: "answered",
  kind: "sometimes",
  says: "some replica has executed after a B was sent",
  over: "outputs",
  sends: ({ body }) => body.kind === "B",
  judge({ logs, sent }) {
    const replica = logs.findIndex((log) => (log?.length ?? 0) > 0);
    return replica < 0 || sent.length === 0 ? null : { says: `node ${replica} has executed`, replicas: [replica] };
  },
};

export const smallSystem = (made: Recipe): System => {
  const protocol = smallProtocol(made);
  return createSystem(protocol, configure(protocol));
};
