/**
 * What has to be so for a replica to be given an input, as bits of a row: that a message has been sent; that the evidence
 * for a lie can be shown; and one that is always so. Messages become more while states are visited, and rows wider.
 */
import type { Lie } from "../../../model/adversary.ts";
import { canonical } from "../../../model/canonical.ts";
import type { ReplicaId, Signed } from "../../../model/message.ts";
import type { Alphabet } from "../alphabet.ts";
import { type Guard, guardOf, holds, isIn } from "../guards.ts";

/** Of timeouts, spontaneous steps and lies that need no evidence. The first word of a row is left to others. */
export const ALWAYS = 32;

/** The messages that carry a statement, and the lies that want to show it. */
interface Statement {
  readonly copies: number[];
  readonly lies: number[];
}

export class Facts {
  readonly #alphabet: Alphabet;
  readonly #ofLie = new Map<Lie, number>();
  /** What each lie's evidence asks for, in the order of the lies' facts. */
  readonly #guards: Guard[] = [];
  readonly #statements = new Map<string, Statement>();
  /** For each message, the lies that it may be evidence for. */
  readonly #wanted: (readonly number[])[] = [];
  #words: number;

  /** @param lies everything that the Byzantine replicas can say */
  constructor(lies: readonly Lie[], alphabet: Alphabet, byzantine: readonly ReplicaId[]) {
    this.#alphabet = alphabet;
    for (const lie of lies) {
      if (lie.evidence === null) continue;
      const fact = ALWAYS + 1 + this.#guards.length;
      this.#ofLie.set(lie, fact);
      this.#guards.push(guardOf(lie.evidence, byzantine, (statement) => this.#copiesFor(statement, fact)));
    }
    this.#words = wordsUpTo(this.ofMessage(0));
  }

  /** Words of a row, so that there is room for all messages that were heard. */
  get words(): number {
    return this.#words;
  }

  /** How many messages were heard: those of higher numbers are in no row yet. */
  get heard(): number {
    return this.#wanted.length;
  }

  ofLie(lie: Lie): number {
    return this.#ofLie.get(lie) ?? ALWAYS;
  }

  ofMessage(message: number): number {
    return ALWAYS + 1 + this.#guards.length + message;
  }

  /** Takes in the messages that replicas have been seen to send since. */
  hear(): void {
    for (let message = this.heard; message < this.#alphabet.messages; message++) {
      const statement = this.#statements.get(textOf(this.#alphabet.message(message)));
      statement?.copies.push(this.ofMessage(message));
      this.#wanted.push(statement?.lies ?? []);
      if (wordsUpTo(this.ofMessage(message)) > this.#words) this.#words *= 2;
    }
  }

  /** Puts into an empty row what is so before anything is sent. */
  begin(row: Int32Array): void {
    put(row, ALWAYS);
    this.#guards.forEach((guard, at) => {
      if (holds(guard, row)) put(row, ALWAYS + 1 + at);
    });
  }

  /** Puts messages into a row, with the lies that they are the last missing evidence for. */
  send(row: Int32Array, messages: readonly number[]): void {
    for (const message of messages) put(row, this.ofMessage(message));
    for (const message of messages) {
      for (const lie of this.#wanted[message] ?? []) {
        if (!isIn(row, lie) && holds(this.#guards[lie - ALWAYS - 1] as Guard, row)) put(row, lie);
      }
    }
  }

  #copiesFor(signed: Signed, lie: number): readonly number[] {
    const text = textOf(signed);
    const statement = this.#statements.get(text) ?? { copies: [], lies: [] };
    this.#statements.set(text, statement);
    if (!statement.lies.includes(lie)) statement.lies.push(lie);
    return statement.copies;
  }
}

const textOf = ({ from, body }: Signed): string => canonical({ from, body });

const wordsUpTo = (fact: number): number => (fact >> 5) + 1;

function put(row: Int32Array, fact: number): void {
  row[fact >> 5] = (row[fact >> 5] as number) | (1 << (fact & 31));
}
