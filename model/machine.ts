/** One replica of a protocol as a machine: state and input in, steps out. Pure, and without a memory. */
import { type Action, actionWords } from "./action.ts";
import { ModelError } from "./error.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";
import type { Context, Protocol, Setting } from "./protocol.ts";
import { type CallSite, type Recipe, type Step, steps, type Watched } from "./step.ts";

/** What a replica can react to. */
export type Input<B extends Body = Body> =
  | { readonly kind: "deliver"; readonly envelope: Envelope<B> }
  | { readonly kind: "timeout" }
  | { readonly kind: "step"; readonly name: string }
  | { readonly kind: "round-end" };

export interface Machine<R = unknown, B extends Body = Body> {
  readonly id: ReplicaId;
  readonly context: Context;
  /** The state in which the replica starts, with what it sends at once. */
  start(): Step<R, B>;
  /** What the replica can do on an input: one step for each sequence of choices, those that change nothing included. */
  on(replica: R, input: Input<B>, watched?: Watched<R>): readonly Step<R, B>[];
}

/** Replica `id` of a protocol, under the rules of a setting. */
export function createMachine<R, B extends Body>(
  protocol: Protocol<R, B>,
  setting: Setting,
  id: ReplicaId,
): Machine<R, B> {
  const { n, f, timing, parameters, rules } = setting;
  const context: Context = Object.freeze({ id, n, f, timing, parameters: Object.freeze({ ...parameters }), rules });
  const site = (action: () => string): CallSite => ({ protocol: protocol.name, id, n, kinds: protocol.kinds, action });
  return {
    id,
    context,
    start() {
      const [first, ...others] = steps<{ replica: R | null }, B>(
        { replica: null },
        (draft, out) => {
          (draft as { replica: R | null }).replica = protocol.start(out, context);
        },
        site(() => "start"),
      );
      const replica = first?.replica.replica;
      if (!first || replica === null || replica === undefined || others.length > 0) {
        throw new ModelError(
          "misuse",
          `protocol ${protocol.name}, node ${id}: start must return one replica state and make no choices.`,
        );
      }
      return { ...first, replica };
    },
    on: (replica, input, watched) =>
      steps(
        replica,
        watched
          ? recipeFor(protocol, noticed(input, watched), watchedContext(context, watched))
          : recipeFor(protocol, input, context),
        site(() => inputWords(input, id)),
        watched,
      ),
  };
}

function recipeFor<R, B extends Body>(protocol: Protocol<R, B>, input: Input<B>, context: Context): Recipe<R, B> {
  switch (input.kind) {
    case "deliver":
      return (replica, out) => protocol.receive(replica, input.envelope, out, context);
    case "timeout":
      return (replica, out) => protocol.timeout?.(replica, out, context);
    case "step":
      return (replica, out) => protocol.spontaneous?.[input.name]?.(replica, out, context);
    case "round-end":
      return (replica, out) => protocol.roundEnd?.(replica, out, context);
  }
}

/** The same context, for a reducer that is watched. */
function watchedContext(context: Context, watched: Pick<Watched<unknown>, "asksWho">): Context {
  const { id, ...shared } = context;
  return Object.freeze({
    get id() {
      watched.asksWho();
      return id;
    },
    ...shared,
  });
}

/** The same input, for a reducer that is watched: only the replica that a message is for need see its own name in it. */
function noticed<B extends Body>(input: Input<B>, watched: Pick<Watched<unknown>, "asksWho">): Input<B> {
  if (input.kind !== "deliver" || input.envelope.to === "all") return input;
  const { from, to, body } = input.envelope;
  const envelope: Envelope<B> = Object.freeze({
    from,
    get to() {
      watched.asksWho();
      return to;
    },
    body,
  });
  return { kind: "deliver", envelope };
}

/** The action that an input is, at replica `id`. */
export function actionOf<B extends Body>(input: Input<B>, id: ReplicaId, byzantine: boolean): Action<B> {
  switch (input.kind) {
    case "deliver":
      return { kind: "deliver", from: input.envelope.from, to: id, message: input.envelope.body, byzantine };
    case "timeout":
      return { kind: "timeout", replica: id };
    case "step":
      return { kind: "step", replica: id, name: input.name };
    case "round-end":
      return { kind: "round-end" };
  }
}

const inputWords = (input: Input, id: ReplicaId): string => `on ${actionWords(actionOf(input, id, false))}`;
