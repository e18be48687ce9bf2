/** What reducers did in each step of a trace, seen while it is replayed: for reports that point into their source. */
import { canonical } from "../model/canonical.ts";
import { settingOf } from "../model/configuration.ts";
import { createMachine, type Input, type Machine } from "../model/machine.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Configuration, Protocol } from "../model/protocol.ts";
import type { Out, Watched } from "../model/step.ts";
import { Place } from "./compile/places.ts";
import { Call, type Plain, Recorder } from "./compile/recorder.ts";
import { isInner } from "./compile/values.ts";
import type { TraceStep } from "./outcome.ts";

/** One thing that a reducer did: it changed its replica, sent something, or executed something. */
export interface Effect<T> {
  readonly kind: "change" | "send" | "execution";
  /** What was noted at that moment. */
  readonly noted: T;
}

/**
 * The effects of each step, in the order in which they happened; of a round's end, those of all honest replicas.
 *
 * @param note is called whenever a reducer does something, from within the reducer: its stack tells where
 * @throws InternalError, ModelError if the steps are not those of this protocol
 */
export function effectsAlong<T>(
  protocol: Protocol,
  configuration: Configuration,
  steps: readonly TraceStep[],
  note: () => T,
): readonly (readonly Effect<T>[])[] {
  const setting = settingOf(protocol, configuration);
  let effects: Effect<T>[] = [];
  const did = (kind: Effect<T>["kind"]): void => void effects.push({ kind, noted: note() });
  const noting = withOut(protocol, (out) => notingOut(out, did));
  const machines = new Map(setting.honest.map((id) => [id, createMachine(noting, setting, id)]));
  const replicas = new Map([...machines].map(([id, machine]) => [id, machine.start().replica]));

  /** Makes one step of a replica; calls that choose otherwise than the trace does are forgotten. */
  const take = (id: ReplicaId, machine: Machine, { action }: TraceStep): readonly Effect<T>[] => {
    const before = replicas.get(id);
    const calls: Effect<T>[][] = [];
    const watched: Watched<unknown> = {
      watch(draft) {
        effects = [];
        calls.push(effects);
        if (!isInner(draft)) return draft;
        return new Recorder(before).wrap(draft as Plain, before as Plain, new Place(), new NotingCall(did));
      },
      asksWho() {},
      once: true,
    };
    const made = machine.on(before, inputOf(action), watched);
    const wanted = canonical(("choices" in action && action.choices) || []);
    const which = made.findIndex(({ choices }) => canonical(choices) === wanted);
    replicas.set(id, made[which]?.replica ?? before);
    return calls[which] ?? [];
  };
  return steps.map((step) =>
    [...machines].filter(([id]) => actsIn(step, id)).flatMap(([id, machine]) => take(id, machine, step)),
  );
}

const actsIn = ({ action }: TraceStep, id: ReplicaId): boolean => {
  switch (action.kind) {
    case "deliver":
      return action.to === id;
    case "timeout":
    case "step":
      return action.replica === id;
    case "round-end":
      return true;
  }
};

function inputOf(action: TraceStep["action"]): Input {
  switch (action.kind) {
    case "deliver":
      return { kind: "deliver", envelope: { from: action.from, to: action.to, body: action.message } };
    case "timeout":
      return { kind: "timeout" };
    case "step":
      return { kind: "step", name: action.name };
    case "round-end":
      return { kind: "round-end" };
  }
}

/** A call that tells of each write at once. */
class NotingCall extends Call {
  readonly #did: (kind: "change") => void;

  constructor(did: (kind: "change") => void) {
    super();
    this.#did = did;
  }

  override write(place: Place): void {
    this.#did("change");
    super.write(place);
  }

  override insert(place: Place, item: number): void {
    this.#did("change");
    super.insert(place, item);
  }
}

const notingOut = (out: Out, did: (kind: "send" | "execution") => void): Out => ({
  send(to, body) {
    did("send");
    out.send(to, body);
  },
  broadcast(body) {
    did("send");
    out.broadcast(body);
  },
  execute(slot, view, value) {
    did("execution");
    out.execute(slot, view, value);
  },
  choose: (options) => out.choose(options),
});

/** The protocol, with something else in the place of what its reducers put things out with. */
function withOut(protocol: Protocol, wrap: (out: Out) => Out): Protocol {
  const { timeout, roundEnd, spontaneous } = protocol;
  return {
    ...protocol,
    receive: (replica, message, out, context) => protocol.receive(replica, message, wrap(out), context),
    ...(timeout && { timeout: (replica, out, context) => protocol.timeout?.(replica, wrap(out), context) }),
    ...(roundEnd && { roundEnd: (replica, out, context) => protocol.roundEnd?.(replica, wrap(out), context) }),
    ...(spontaneous && {
      spontaneous: Object.fromEntries(
        Object.keys(spontaneous).map((name) => [
          name,
          (replica, out, context) => protocol.spontaneous?.[name]?.(replica, wrap(out), context),
        ]),
      ),
    }),
  };
}
