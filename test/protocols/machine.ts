/** One replica by itself: its reducers, without a network. */
import { configure, settingOf } from "../../model/configuration.ts";
import { createMachine, type Input } from "../../model/machine.ts";
import type { Body } from "../../model/message.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import type { Step } from "../../model/step.ts";

export interface Solo<R, B extends Body> {
  readonly start: Step<R, B>;
  /** What it does on a message, answering choices with the first option. */
  receive(replica: R, from: number, body: B): Step<R, B>;
  /** Everything that it can do on an input. */
  every(replica: R, input: Input<B>): readonly Step<R, B>[];
  /** What it does on a timeout or a round end. */
  on(replica: R, kind: "timeout" | "round-end"): Step<R, B>;
  /** Its state after messages, each a sender and a body, with all that it put out on the way. */
  after(messages: readonly (readonly [number, B])[], replica?: R): Step<R, B>;
}

export function alone<R, B extends Body>(
  protocol: Protocol<R, B>,
  id: number,
  under: ConfigurationChange = {},
  variant: string | null = null,
): Solo<R, B> {
  const machine = createMachine(protocol, settingOf(protocol, configure(protocol, under, variant)), id);
  const start = machine.start();
  const first = (replica: R, input: Input<B>): Step<R, B> => {
    const [step] = machine.on(replica, input);
    if (!step) throw new Error("a reducer makes one step at the least");
    return step;
  };
  const receive = (replica: R, from: number, body: B) =>
    first(replica, { kind: "deliver", envelope: { from, to: id, body } });
  return {
    start,
    receive,
    every: (replica, input) => machine.on(replica, input),
    on: (replica, kind) => first(replica, { kind }),
    after: (messages, replica = start.replica) =>
      messages.reduce<Step<R, B>>(
        (sofar, [from, body]) => {
          const step = receive(sofar.replica, from, body);
          return {
            replica: step.replica,
            choices: [...sofar.choices, ...step.choices],
            sends: [...sofar.sends, ...step.sends],
            executions: [...sofar.executions, ...step.executions],
          };
        },
        { replica, sends: [], executions: [], choices: [] },
      ),
  };
}
