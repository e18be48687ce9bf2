/**
 * A trace, made to happen: every message waits at its receiver, and one is released after the other in the order of the
 * trace; a liar says what the trace says it does. What the processes then are is held against the model's states.
 */
import { changesBetween } from "../checker/changes.ts";
import type { Change } from "../checker/outcome.ts";
import { retrace } from "../checker/trace.ts";
import type { Action } from "../model/action.ts";
import { unreachable } from "../model/error.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Protocol } from "../model/protocol.ts";
import { addToSoup } from "../model/soup.ts";
import type { GlobalState } from "../model/state.ts";
import { createSystem } from "../model/system.ts";
import type { Recording } from "../reports/trace-file.ts";
import { ClusterError, Crew, type Spawn } from "./crew.ts";
import type { Deed, Job, Standing } from "./job.ts";

/** Where the processes are not what the model is. */
export interface Difference {
  /** How many steps were made before it was seen. */
  readonly step: number;
  /** What could not be done, where something could not. */
  readonly undone: string | null;
  /** What differs: `before` is the model's, `after` the processes'. */
  readonly changes: readonly Change[];
}

export interface ControllerOptions {
  readonly recording: Pick<Recording, "actions" | "configuration">;
  readonly protocol: Protocol;
  /** Held ones. */
  readonly jobs: readonly Job[];
  readonly spawn: Spawn;
  /** Called after each step that went as the model says. @param index from 1 */
  stepped(index: number, action: Action): void;
  readonly signal?: AbortSignal;
}

/** What a replay came to. */
export interface Replayed {
  /** What the processes were at the end; null if they did not get there. */
  readonly final: GlobalState | null;
  readonly difference: Difference | null;
}

/**
 * Makes a trace happen. No node is left when it is over.
 *
 * @throws ModelError "not-enabled" if the trace is none of the model's
 * @throws ClusterError
 */
export async function replayOnWire(options: ControllerOptions): Promise<Replayed> {
  const { recording, protocol, jobs, spawn, stepped, signal } = options;
  const system = createSystem(protocol, recording.configuration);
  const { honest, n } = system.setting;
  const states = retrace(system, recording.actions);
  const refusals: string[] = [];
  let standing: (standing: Standing | null) => void = () => {};
  let steps = 0;

  const crew = new Crew(jobs, spawn, (id, report) => {
    if (report.kind === "did") standing(report.standing);
    if (report.kind === "refused") refusals.push(`node ${id} refuses a message: ${report.words}`);
  });
  const act = (id: ReplicaId, deed: Deed): Promise<Standing | null> => {
    const did = new Promise<Standing | null>((resolve) => {
      standing = resolve;
    });
    crew.command(id, { kind: "do", deed });
    return Promise.race([did, crew.failure]);
  };
  /** All states as one, as the model has it. */
  const whole = async (): Promise<GlobalState> => {
    const all: (Standing | null)[] = [];
    for (let id = 0; id < n; id++) all.push(honest.includes(id) ? await act(id, { kind: "stand" }) : null);
    return {
      replicas: all.map((one) => one?.replica ?? null),
      logs: all.map((one) => one?.log ?? null),
      soup: addToSoup(
        [],
        all.flatMap((one) => one?.sent ?? []),
      ),
    };
  };
  const differ = (undone: string | null, changes: readonly Change[] = []): Replayed => ({
    final: null,
    difference: { step: steps, undone, changes },
  });

  // Whatever is waited for then is given up.
  const interrupt = (): void => crew.close();
  signal?.addEventListener("abort", interrupt);
  try {
    if (signal?.aborted) interrupt();
    await crew.start();
    for (let id = 0; id < n; id++) crew.command(id, { kind: "go", at: 0 });
    for (const action of recording.actions) {
      steps++;
      const state = states[steps] ?? system.initial;
      for (const { id, deed } of deedsOf(action, honest)) {
        const reached = await act(id, deed);
        if (!reached) continue;
        const { replica, log } = reached;
        const changes = changesBetween(ofOne(id, state.replicas[id], state.logs[id]), ofOne(id, replica, log));
        if (changes.length > 0) return differ(null, changes);
      }
      stepped(steps, action);
    }
    const final = await whole();
    const changes = changesBetween(states.at(-1) ?? system.initial, final);
    return { final, difference: changes.length > 0 ? { step: steps, undone: null, changes } : null };
  } catch (error) {
    if (signal?.aborted) return { final: null, difference: null };
    if (!(error instanceof ClusterError) || error.why !== "trace") throw error;
    return differ([error.message, ...refusals].join("\n"));
  } finally {
    signal?.removeEventListener("abort", interrupt);
    crew.close();
  }
}

/** One replica as a part of a state, so that what differs is named as in the whole. */
const ofOne = (id: ReplicaId, replica: unknown, log: unknown): object => ({
  replicas: { [id]: replica },
  logs: { [id]: log },
});

/** What has to be done, and where, for an action. */
function deedsOf(action: Action, honest: readonly ReplicaId[]): readonly { id: ReplicaId; deed: Deed }[] {
  switch (action.kind) {
    case "deliver": {
      const { from, to, message: body, choices = [] } = action;
      const arrives = { id: to, deed: { kind: "deliver", from, body, choices } } as const;
      return action.byzantine ? [{ id: from, deed: { kind: "forge", to, body } }, arrives] : [arrives];
    }
    case "timeout":
      return [{ id: action.replica, deed: { kind: "timeout", choices: action.choices ?? [] } }];
    case "step":
      return [{ id: action.replica, deed: { kind: "step", name: action.name, choices: action.choices ?? [] } }];
    case "round-end":
      return honest.map((id) => ({ id, deed: { kind: "round-end", choices: [] } }));
    default:
      return unreachable(action);
  }
}
