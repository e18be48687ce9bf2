/** The nodes of one cluster, wherever they run: started, introduced to each other, killed, started again. */
import type { ReplicaId } from "../model/message.ts";
import type { Command, Job, Report } from "./job.ts";
import type { Address } from "./peers.ts";

/** A node that somebody runs, as a rule in a process of its own. */
export interface Member {
  command(command: Command): void;
  /** Ends it at once, without a word to anybody. */
  kill(): void;
}

/** Starts a node. @param ended called when it is no more, with the reason */
export type Spawn = (job: Job, report: (report: Report) => void, ended: (words: string) => void) => Member;

type Failure = Extract<Report, { kind: "failed" }>["cause"];

/** Why a cluster cannot go on: what somebody asked for, or a fault. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
  readonly why: Failure;

  constructor(words: string, why: Failure) {
    super(words);
    this.why = why;
  }
}

/** Milliseconds in which everybody must have found everybody. */
const INTRODUCTION = 30_000;

interface Seat {
  job: Job;
  member: Member | null;
  address: Address | null;
  connected: readonly ReplicaId[];
}

export class Crew {
  /** Never fulfilled; rejected with a ClusterError when a node fails. To be raced against. */
  readonly failure: Promise<never>;
  readonly #seats: readonly Seat[];
  readonly #spawn: Spawn;
  readonly #told: (id: ReplicaId, report: Report) => void;
  #fail: (error: ClusterError) => void = () => {};
  #changed: () => void = () => {};
  #isClosed = false;

  /** @param told hears what the nodes report */
  constructor(jobs: readonly Job[], spawn: Spawn, told: (id: ReplicaId, report: Report) => void) {
    this.#seats = jobs.map((job) => ({ job, member: null, address: null, connected: [] }));
    this.#spawn = spawn;
    this.#told = told;
    this.failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failure.catch(() => {});
  }

  /** Those that run. */
  get alive(): readonly ReplicaId[] {
    return this.#seats.flatMap(({ member }, id) => (member ? [id] : []));
  }

  /** Starts all, in the order of their ids, and introduces them to each other. */
  async start(): Promise<void> {
    for (const id of this.#seats.keys()) this.#seat(id);
    await this.#until("listen", () => this.#seats.every(({ address }) => address !== null));
    for (const id of this.alive) this.#introduce(id);
    await this.#untilConnected();
  }

  command(id: ReplicaId, command: Command): void {
    this.#seats[id]?.member?.command(command);
  }

  kill(id: ReplicaId): void {
    const seat = this.#seats[id];
    seat?.member?.kill();
    if (seat) Object.assign(seat, { member: null, connected: [] });
  }

  /** Starts a node again that was killed: with its key and its port, and without a memory. */
  async restart(id: ReplicaId): Promise<void> {
    const seat = this.#seats[id];
    if (!seat || seat.member) return;
    const { address } = seat;
    if (address) seat.job = { ...seat.job, address };
    seat.address = null;
    this.#seat(id);
    await this.#until("listen", () => seat.address !== null);
    this.#introduce(id);
    await this.#untilConnected();
  }

  /** Ends all, and whoever still waits for them. */
  close(): void {
    this.#isClosed = true;
    for (const id of this.alive) this.kill(id);
    this.#fail(new ClusterError("the cluster is closed", "fault"));
  }

  #seat(id: ReplicaId): void {
    const seat = this.#seats[id] as Seat;
    const member = this.#spawn(
      seat.job,
      (report) => {
        if (seat.member === member || seat.member === null) this.#hear(id, seat, report);
      },
      (words) => {
        if (seat.member !== member || this.#isClosed) return;
        seat.member = null;
        this.#fail(new ClusterError(`node ${id} ended by itself: ${words}`, "fault"));
      },
    );
    seat.member = member;
  }

  #hear(id: ReplicaId, seat: Seat, report: Report): void {
    if (this.#isClosed) return;
    const { host, port } = seat.job.address;
    if (report.kind === "listening") seat.address = { host, port: report.port };
    if (report.kind === "connected") seat.connected = report.to;
    if (report.kind === "failed") {
      const where = report.cause === "port" ? `node ${id} cannot listen on ${host}:${port}: ` : `node ${id}: `;
      this.#fail(new ClusterError(`${where}${report.words}`, report.cause));
    }
    this.#told(id, report);
    this.#changed();
  }

  #introduce(id: ReplicaId): void {
    this.command(id, { kind: "peers", addresses: this.#seats.map(({ address }) => address) });
  }

  #untilConnected(): Promise<void> {
    return this.#until("find each other", () =>
      this.alive.every((id) => this.alive.every((other) => other === id || this.#seats[id]?.connected.includes(other))),
    );
  }

  async #until(what: string, holds: () => boolean): Promise<void> {
    const words = `the nodes do not ${what} within ${INTRODUCTION / 1000} seconds`;
    const late = setTimeout(() => this.#fail(new ClusterError(words, "fault")), INTRODUCTION);
    const waited = new Promise<void>((resolve) => {
      this.#changed = () => {
        if (holds()) resolve();
      };
      this.#changed();
    });
    try {
      await Promise.race([waited, this.failure]);
    } finally {
      clearTimeout(late);
      this.#changed = () => {};
    }
  }
}
