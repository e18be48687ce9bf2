/** A run of a cluster: it goes on until nothing more can happen, and what happens is told as it is when one is played. */
import type { PlayEvent } from "../checker/play-event.ts";
import { unreachable } from "../model/error.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import { Crew, type Spawn } from "./crew.ts";
import type { Job, Report } from "./job.ts";

/** What happens in a cluster, besides what happens in any schedule. */
export type Happening =
  | PlayEvent
  | { readonly kind: "listens"; readonly replica: ReplicaId; readonly port: number; readonly key: string }
  | { readonly kind: "refused"; readonly replica: ReplicaId; readonly words: string; readonly from: ReplicaId | null }
  | { readonly kind: "killed"; readonly replica: ReplicaId }
  | { readonly kind: "restarted"; readonly replica: ReplicaId };

/** Something that is done to a node, so many milliseconds after the first round has begun. */
export interface Blow {
  readonly kind: "kill" | "restart";
  readonly id: ReplicaId;
  readonly at: number;
}

export interface RunOptions {
  readonly jobs: readonly Job[];
  readonly spawn: Spawn;
  readonly blows: readonly Blow[];
  /** Seconds after which it ends, whatever goes on. */
  readonly most: number;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  tell(happening: Happening, by: ReplicaId | null): void;
}

/** How a run ended. */
export interface Ran {
  readonly logs: readonly Log[];
  /** `over`: nothing more can happen. */
  readonly ended: "over" | "late" | "interrupted";
  /** Milliseconds from the beginning of the first round to the last thing that happened. */
  readonly milliseconds: number;
}

type Settled = Extract<Report, { kind: "settled" }>;

/** Runs a cluster. No node is left when it is over, however that comes. @throws ClusterError */
export async function runCluster({ jobs, spawn, blows, most, signal, tell }: RunOptions): Promise<Ran> {
  const logs: Log[] = jobs.map(() => []);
  const settled = new Map<ReplicaId, Settled>();
  const timers: NodeJS.Timeout[] = [];
  const headings = new Headings();
  let begun = 0;
  let last = 0;
  let coming = blows.length;
  let end: (ended: Ran["ended"]) => void = () => {};
  const ended = new Promise<Ran["ended"]>((resolve) => {
    end = resolve;
  });

  const crew = new Crew(jobs, spawn, (id, report) => {
    switch (report.kind) {
      case "listening":
        tell({ kind: "listens", replica: id, port: report.port, key: report.key }, id);
        break;
      case "refused":
        tell({ kind: "refused", replica: id, words: report.words, from: report.from }, id);
        break;
      case "happened": {
        const { event } = report;
        last = Date.now();
        if (event.kind === "state") logs[event.replica] = event.log;
        const heading = headings.before(event);
        if (heading) tell(heading, null);
        if (event.kind !== "round") tell(event, id);
        break;
      }
      case "settled":
        settled.set(id, report);
        if (coming === 0 && isOver(crew.alive, settled)) end("over");
        break;
      case "connected":
      case "did":
      case "failed":
        break;
      default:
        unreachable(report);
    }
  });
  const strike = async ({ kind, id }: Blow): Promise<void> => {
    if (kind === "kill") {
      crew.kill(id);
      tell({ kind: "killed", replica: id }, id);
    } else {
      // What its last life said of itself is not true of this one.
      logs[id] = [];
      settled.delete(id);
      await crew.restart(id);
      tell({ kind: "restarted", replica: id }, id);
      crew.command(id, { kind: "go", at: begun });
    }
    coming--;
    if (coming === 0 && isOver(crew.alive, settled)) end("over");
  };

  const interrupt = (): void => end("interrupted");
  signal?.addEventListener("abort", interrupt);
  try {
    if (signal?.aborted) interrupt();
    await Promise.race([crew.start(), crew.failure, ended]);
    begun = Date.now();
    last = begun;
    const inOrder = [...blows].sort((a, b) => a.at - b.at);
    for (const blow of inOrder.filter(({ at }) => at === 0)) await strike(blow);
    for (const id of crew.alive) crew.command(id, { kind: "go", at: begun });
    for (const blow of inOrder.filter(({ at }) => at > 0))
      timers.push(setTimeout(() => void strike(blow).catch(() => end("late")), blow.at));
    timers.push(setTimeout(() => end("late"), 1000 * most));
    const how = await Promise.race([ended, crew.failure]);
    tell({ kind: "end", logs }, null);
    return { logs, ended: how, milliseconds: last - begun };
  } finally {
    signal?.removeEventListener("abort", interrupt);
    for (const timer of timers) clearTimeout(timer);
    crew.close();
  }
}

/**
 * Whether nothing more can happen: everybody has nothing left to do, and has heard all that the others had said to it by
 * then. It does not matter that these are words of different moments: the first to do anything after its own would have
 * had to hear something that was on its way.
 */
function isOver(alive: readonly ReplicaId[], settled: ReadonlyMap<ReplicaId, Settled>): boolean {
  return alive.every((to) =>
    alive.every((from) => {
      const [said, heard] = [settled.get(from)?.sent[to], settled.get(to)?.heard[from]];
      return from === to ? settled.has(to) : said !== undefined && said === heard;
    }),
  );
}

type Round = Extract<PlayEvent, { kind: "round" }>;

/** A round has a heading: once somebody has entered it, and before anything is sent in it. */
class Headings {
  #last = -1;
  #next: Round | null = null;

  /** @returns the heading that stands before this, if one does */
  before(event: PlayEvent): Round | null {
    if (event.kind === "round" && event.round > this.#last) {
      this.#last = event.round;
      this.#next = event;
    }
    if (event.kind !== "sent") return null;
    const heading = this.#next;
    this.#next = null;
    return heading;
  }
}
