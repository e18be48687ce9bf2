/** The messages that honest replicas send and what steps put out, numbered. */
import { canonical, Interner } from "../../model/canonical.ts";
import type { Body, Envelope, Signed } from "../../model/message.ts";
import type { Execution, Step } from "../../model/step.ts";

/** What a step puts out. */
export interface Output {
  /** The messages sent, by number, in ascending order. */
  readonly sends: readonly number[];
  readonly executions: readonly Execution[];
}

/** The output of a step that puts nothing out. */
export const SILENT = 0;

export class Alphabet {
  readonly #messages = new Interner<Envelope>();
  readonly #outputs: Output[] = [{ sends: [], executions: [] }];
  readonly #idOfText = new Map<string, number>([[canonical(this.#outputs[0]), SILENT]]);

  /** How many different messages honest replicas have been seen to send. */
  get messages(): number {
    return this.#messages.size;
  }

  /** How many different outputs there are, `SILENT` included. */
  get outputs(): number {
    return this.#outputs.length;
  }

  message(id: number): Envelope {
    return this.#messages.value(id);
  }

  output(id: number): Output {
    return this.#outputs[id] as Output;
  }

  /** The number of a message, new if it has not been seen. */
  idOfMessage(envelope: Envelope): number {
    return this.#messages.id(envelope);
  }

  /** The numbers of the messages that carry a statement, whoever they are for. */
  copiesOf({ from, body }: Signed): readonly number[] {
    const text = canonical({ from, body });
    const all = Array.from({ length: this.messages }, (_, id) => id);
    return all.filter((id) => {
      const envelope = this.message(id);
      return canonical({ from: envelope.from, body: envelope.body }) === text;
    });
  }

  /** Whether an output is two others one after the other: their messages, and their executions in that order. */
  isBoth(both: number, first: number, second: number): boolean {
    if (first === SILENT || second === SILENT) return both === (first === SILENT ? second : first);
    const [one, other, all] = [this.output(first), this.output(second), this.output(both)];
    const sends = [...new Set([...one.sends, ...other.sends])].sort((a, b) => a - b);
    return canonical({ sends, executions: [...one.executions, ...other.executions] }) === canonical(all);
  }

  /** The number of what a step puts out. */
  idOfOutput<B extends Body>({ sends, executions }: Pick<Step<unknown, B>, "sends" | "executions">): number {
    if (sends.length === 0 && executions.length === 0) return SILENT;
    const numbers = [...new Set(sends.map((envelope) => this.#messages.id(envelope)))].sort((a, b) => a - b);
    const output: Output = { sends: numbers, executions };
    const text = canonical(output);
    const known = this.#idOfText.get(text);
    if (known !== undefined) return known;
    const id = this.#outputs.length;
    this.#outputs.push(output);
    this.#idOfText.set(text, id);
    return id;
  }
}
