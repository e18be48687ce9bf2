/** What one honest replica can do in a state of its own. Reducers are pure: each call is made once and remembered. */
import type { Action } from "./action.ts";
import type { Lie } from "./adversary.ts";
import { ModelError } from "./error.ts";
import { actionOf, createMachine, type Input } from "./machine.ts";
import type { Body } from "./message.ts";
import type { Protocol, Setting } from "./protocol.ts";
import type { Parts } from "./state.ts";
import type { Step } from "./step.ts";

/** A step of one replica, with the action that labels it and the number of the replica state it leads to. */
export interface LocalStep<R = unknown, B extends Body = Body> {
  readonly action: Action<B>;
  readonly step: Step<R, B>;
  readonly replica: number;
}

/** A lie that a replica would react to. */
export interface Temptation<R, B extends Body> {
  readonly lie: Lie<B>;
  readonly steps: readonly LocalStep<R, B>[];
}

/**
 * An honest replica's steps, by the number of its state. Steps that change, send and execute nothing are left out.
 */
export interface Local<R, B extends Body> {
  readonly start: Step<R, B>;
  /** On a message, by its number. */
  received(replica: number, envelope: number): readonly LocalStep<R, B>[];
  tempted(replica: number): readonly Temptation<R, B>[];
  /** Timeouts (where the timing is asynchronous) and spontaneous steps. */
  own(replica: number): readonly LocalStep<R, B>[];
  roundEnd(replica: number): LocalStep<R, B>;
}

/** The honest replica `id`, its states and messages being numbered by `parts`. */
export function createLocal<R, B extends Body>(
  protocol: Protocol<R, B>,
  setting: Setting,
  id: number,
  lies: readonly Lie<B>[],
  parts: Parts<R, B>,
): Local<R, B> {
  const machine = createMachine(protocol, setting, id);
  const ownInputs = inputsWithoutSender<B>(protocol, setting);
  const mine = lies.filter((lie) => lie.envelope.to === id);

  const every = (replica: number, input: Input<B>): readonly LocalStep<R, B>[] => {
    const byzantine = input.kind === "deliver" && setting.byzantine.includes(input.envelope.from);
    const action = actionOf(input, id, byzantine);
    return machine.on(parts.replicas.value(replica), input).map((step) => ({
      action: Object.freeze(step.choices.length > 0 ? { ...action, choices: step.choices } : action),
      step,
      replica: parts.replicas.id(step.replica as R & object, "replica"),
    }));
  };
  const ask = (replica: number, input: Input<B>): readonly LocalStep<R, B>[] =>
    every(replica, input).filter(
      (one) => one.replica !== replica || one.step.sends.length > 0 || one.step.executions.length > 0,
    );

  const received = remember((replica) =>
    remember((envelope) => ask(replica, { kind: "deliver", envelope: parts.envelopes.value(envelope) })),
  );
  return {
    start: machine.start(),
    received: (replica, envelope) => received(replica)(envelope),
    tempted: remember((replica) =>
      mine
        .map((lie) => ({ lie, steps: ask(replica, { kind: "deliver", envelope: lie.envelope }) }))
        .filter(({ steps }) => steps.length > 0),
    ),
    own: remember((replica) => ownInputs.flatMap((input) => ask(replica, input))),
    roundEnd: remember((replica) => {
      const [only, ...others] = every(replica, { kind: "round-end" });
      if (!only || others.length > 0) {
        throw new ModelError(
          "misuse",
          `protocol ${protocol.name}: roundEnd makes a choice. Make it in another reducer.`,
        );
      }
      return only;
    }),
  };
}

/** The inputs that a replica has by itself under a timing. */
export const inputsWithoutSender = <B extends Body>(
  { timeout, spontaneous }: Pick<Protocol, "timeout" | "spontaneous">,
  { timing }: Setting,
): readonly Input<B>[] => [
  ...(timing === "asynchronous" && timeout ? [{ kind: "timeout" } as const] : []),
  ...Object.keys(spontaneous ?? {}).map((name) => ({ kind: "step", name }) as const),
];

/** A function of small numbers that computes each answer once. */
export function remember<V>(compute: (key: number) => V): (key: number) => V {
  const known: (V | undefined)[] = [];
  return (key) => {
    const old = known[key];
    if (old !== undefined) return old;
    const fresh = compute(key);
    known[key] = fresh;
    return fresh;
  };
}
