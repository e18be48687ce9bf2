/** A replica that does nothing by itself: what arrives waits until somebody releases it, step by step. */
import { canonical, equal, type Json } from "../model/canonical.ts";
import { createMachine, type Input, type Machine } from "../model/machine.ts";
import type { Body, Envelope, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Protocol, Setting } from "../model/protocol.ts";
import type { Step } from "../model/step.ts";
import type { Deed, Standing } from "./job.ts";
import type { Letter, Mail } from "./mail.ts";

export interface HeldOptions {
  readonly protocol: Protocol;
  readonly setting: Setting;
  readonly id: ReplicaId;
  readonly mail: Mail;
  send(to: ReplicaId, text: string): void;
}

/** Milliseconds after which what has not arrived is lost. */
const LOST = 5000;

/** A deed that cannot be done. */
export class UndoneError extends Error {
  override readonly name = "UndoneError";
}

export class Held {
  readonly #options: HeldOptions;
  readonly #machine: Machine;
  readonly #isLiar: boolean;
  #replica: unknown = null;
  #log: Log = [];
  #sent: Envelope[] = [];
  readonly #waiting = new Map<string, Letter>();
  #arrived: () => void = () => {};

  constructor(options: HeldOptions) {
    const { protocol, setting, id } = options;
    this.#options = options;
    this.#machine = createMachine(protocol, setting, id);
    this.#isLiar = setting.byzantine.includes(id);
  }

  /** A liar has no replica: it says what it is told to. */
  start(): void {
    if (this.#isLiar) return;
    const first = this.#machine.start();
    this.#replica = first.replica;
    this.#put(first);
  }

  receive(letter: Letter): void {
    this.#waiting.set(canonical(letter), letter);
    this.#arrived();
  }

  /** Something was overheard: a liar may now have the evidence that it lacked. */
  overheard(): void {
    this.#arrived();
  }

  /** @returns the replica then; null for a liar. @throws UndoneError */
  async act(deed: Deed): Promise<Standing | null> {
    if (deed.kind === "forge") {
      await this.#forge(deed.to, deed.body);
      return null;
    }
    if (deed.kind !== "stand") this.#take(await this.#inputOf(deed), deed.choices);
    return this.#isLiar ? null : { replica: this.#replica as Json, log: this.#log, sent: this.#sent };
  }

  async #inputOf(deed: Exclude<Deed, { kind: "forge" | "stand" }>): Promise<Input> {
    if (deed.kind !== "deliver") return deed.kind === "step" ? { kind: "step", name: deed.name } : { kind: deed.kind };
    const { from, body } = deed;
    const text = canonical({ from, body });
    const letter = await this.#until(() => this.#waiting.get(text) ?? null);
    if (!letter) throw new UndoneError(`the message of node ${from} has not arrived within ${LOST / 1000} seconds`);
    return { kind: "deliver", envelope: { from, to: this.#options.id, body: letter.body } };
  }

  #take(input: Input, choices: readonly Json[]): void {
    const step = this.#machine.on(this.#replica, input).find((one) => equal(one.choices, choices));
    if (!step) throw new UndoneError("the reducer does not make these choices");
    this.#replica = step.replica;
    this.#log = [...this.#log, ...step.executions];
    this.#put(step);
  }

  /** The liars hear everything, whomever it is for. */
  #put({ sends }: Step): void {
    const { setting, id, mail, send } = this.#options;
    for (const { from, to, body } of sends) {
      this.#sent.push({ from, to, body });
      for (let other = 0; other < setting.n; other++) {
        if (other === id) continue;
        if (to === "all" || to === other) send(other, mail.write(other, body));
        else if (setting.byzantine.includes(other)) send(other, mail.write(to, body));
      }
    }
  }

  async #forge(to: ReplicaId, body: Body): Promise<void> {
    const text = await this.#until(() => this.#options.mail.forge(to, body));
    if (text === null) throw new UndoneError(`it has not the evidence for a ${body.kind}`);
    this.#options.send(to, text);
  }

  /** Asks again whenever something arrives. */
  #until<T>(ask: () => T | null): Promise<T | null> {
    return new Promise((resolve) => {
      const end = (answer: T | null): void => {
        clearTimeout(lost);
        this.#arrived = () => {};
        resolve(answer);
      };
      const lost = setTimeout(() => end(null), LOST);
      this.#arrived = () => {
        const answer = ask();
        if (answer !== null) end(answer);
      };
      this.#arrived();
    });
  }
}
