/**
 * A replica that lives: it takes what arrives, steps by itself when nothing does, and has timers that are real. Its
 * reducers are those that were checked, called through the same machine.
 */
import { changes, lettersOf } from "../checker/play.ts";
import type { PlayEvent } from "../checker/play-event.ts";
import { ModelError } from "../model/error.ts";
import { createMachine, type Input, type Machine } from "../model/machine.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Protocol, Scenario, Setting } from "../model/protocol.ts";
import type { Step } from "../model/step.ts";
import type { Letter } from "./mail.ts";
import { Refusal } from "./refusal.ts";

export interface LiveOptions {
  readonly protocol: Protocol;
  readonly setting: Setting;
  /** What the faulty nodes say. */
  readonly scenario: Scenario | undefined;
  readonly id: ReplicaId;
  /** Milliseconds until the timer fires; under lockstep, of a round. */
  readonly timer: number;
  send(to: ReplicaId, body: Body): void;
  tell(event: PlayEvent): void;
  refused(refusal: Refusal, from: ReplicaId): void;
  /** A reducer is not what a reducer must be. */
  failed(error: unknown): void;
  /** It has done all that it can for now, and may be settled. */
  rested(): void;
}

/** Milliseconds in which nothing arrives before a replica takes a step by itself; the protocol's later steps wait longer. */
const QUIET = 20;

export class Live {
  readonly #options: LiveOptions;
  readonly #machine: Machine;
  #replica: unknown = null;
  #log: Log = [];
  /** What has arrived and changed nothing yet. It is tried again after each change, as the model's network would. */
  readonly #pending: Letter[] = [];
  #isAwake = false;
  #quiet: NodeJS.Timeout | null = null;
  #timer: NodeJS.Timeout | null = null;
  #round = -1;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#machine = createMachine(options.protocol, options.setting, options.id);
  }

  /** Wakes the replica. @param at when the first round begins */
  start(at: number): void {
    this.#isAwake = true;
    this.#safely(() => {
      const first = this.#machine.start();
      this.#replica = first.replica;
      this.#enterRound();
      this.#put(first);
      this.#pump();
      if (this.#options.setting.timing === "lockstep") this.#nextRound(at + this.#options.timer);
    });
  }

  /** What changes nothing costs one call, and puts nothing off: a peer may send a lot of it. */
  receive(letter: Letter): void {
    this.#pending.push(letter);
    if (this.#isAwake) this.#safely(() => this.#offer(letter) && this.#pump());
  }

  /** Whether nothing more happens unless a message arrives. */
  get isSettled(): boolean {
    return this.#isAwake && this.#quiet === null && this.#timer === null;
  }

  close(): void {
    this.#isAwake = false;
    for (const timer of [this.#quiet, this.#timer]) if (timer) clearTimeout(timer);
  }

  #possible(input: Input): readonly Step[] {
    return this.#machine.on(this.#replica, input).filter((step) => changes(step, this.#replica));
  }

  /** Takes what can be taken, until nothing can. */
  #pump(): void {
    for (let again = true; again; ) {
      again = false;
      for (const letter of [...this.#pending]) if (this.#offer(letter)) again = true;
    }
    this.#wait();
  }

  /** @returns whether the replica took it */
  #offer(letter: Letter): boolean {
    const step = this.#reaction(letter);
    if (!step) return false;
    this.#pending.splice(this.#pending.indexOf(letter), 1);
    const { from, body } = letter;
    const { id, tell } = this.#options;
    tell({ kind: "received", from, to: id, message: body, accepted: true, choices: step.choices });
    this.#take(step);
    return true;
  }

  /** A liar may say what makes a reducer throw. A reducer that is not pure is another matter. */
  #reaction(letter: Letter): Step | undefined {
    const { from, body } = letter;
    try {
      return this.#possible({ kind: "deliver", envelope: { from, to: this.#options.id, body } })[0];
    } catch (error) {
      if (!(error instanceof ModelError) || error.kind === "impure") throw error;
      this.#pending.splice(this.#pending.indexOf(letter), 1);
      this.#options.refused(new Refusal("not-taken", error.message), from);
      return undefined;
    }
  }

  /** @param byTime what it sends belongs to the round that it enters */
  #take(step: Step, byTime = false): void {
    const { protocol, id, tell } = this.#options;
    const before = this.#replica;
    const round = this.#round;
    this.#replica = step.replica;
    this.#log = [...this.#log, ...step.executions];
    if (byTime) this.#enterRound();
    this.#put(step);
    for (const says of protocol.wording?.noticed?.(before, this.#replica, this.#machine.context, step) ?? [])
      tell({ kind: "noticed", replica: id, says });
    this.#enterRound();
    const progress = step.executions.length > 0 || this.#round !== round;
    if (progress) tell({ kind: "state", replica: id, log: this.#log });
    // Who makes progress has no reason to suspect anybody.
    if (progress && this.#options.setting.timing === "asynchronous") this.#stopTimer();
  }

  #put(step: Step): void {
    const { setting, scenario, send, tell } = this.#options;
    for (const { to, message, from, lie } of lettersOf(step.sends, setting, scenario)) {
      tell({ kind: "sent", from, to, message, lie });
      send(to, message);
    }
  }

  #enterRound(): void {
    const { round, primary } = this.#options.protocol.wording ?? {};
    const now = round?.(this.#replica) ?? 0;
    if (now === this.#round) return;
    this.#round = now;
    if (round) {
      const leads = primary?.(this.#replica, this.#machine.context) ?? null;
      this.#options.tell({ kind: "round", round: now, primary: leads });
    }
  }

  /** Nothing more can be taken: what happens next is a matter of time. */
  #wait(): void {
    const { protocol, setting, timer } = this.#options;
    if (this.#quiet) clearTimeout(this.#quiet);
    const names = Object.keys(protocol.spontaneous ?? {});
    const place = names.findIndex((name) => this.#possible({ kind: "step", name }).length > 0);
    this.#quiet = place < 0 ? null : this.#after((place + 1) * QUIET, () => this.#step(names[place] ?? ""));
    if (setting.timing === "asynchronous" && protocol.timeout) {
      if (this.#possible({ kind: "timeout" }).length === 0) this.#stopTimer();
      else this.#timer ??= this.#after(timer, () => this.#timeOut());
    }
    this.#options.rested();
  }

  #step(name: string): void {
    this.#quiet = null;
    const [step] = this.#possible({ kind: "step", name });
    if (step) {
      this.#options.tell({ kind: "step", replica: this.#options.id, name, choices: step.choices });
      this.#take(step);
    }
    this.#pump();
  }

  #timeOut(): void {
    this.#timer = null;
    const [step] = this.#possible({ kind: "timeout" });
    if (step) {
      this.#options.tell({ kind: "timeout", replica: this.#options.id, choices: step.choices });
      this.#take(step, true);
    }
    this.#pump();
  }

  /** Under lockstep rounds end by the clock, at the same time for all. */
  #nextRound(at: number): void {
    const ends = this.#possible({ kind: "round-end" });
    this.#timer = ends.length === 0 ? null : this.#after(at - Date.now(), () => this.#endRound(at));
    if (!this.#timer) this.#pump();
  }

  #endRound(at: number): void {
    const [step] = this.#possible({ kind: "round-end" });
    if (step) {
      this.#options.tell({ kind: "round-end" });
      this.#take(step, true);
    }
    this.#pump();
    this.#nextRound(at + this.#options.timer);
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Later, and after what has arrived by then: a process that was kept waiting is not to take it for silence. */
  #after(milliseconds: number, then: () => void): NodeJS.Timeout {
    return setTimeout(() => setImmediate(() => this.#isAwake && this.#safely(then)), milliseconds);
  }

  #safely(does: () => void): void {
    try {
      does();
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
