/** The soup: the set of messages sent by honest replicas, in canonical order, each once. Nothing ever leaves it. */
import { canonical } from "./canonical.ts";
import type { Body, Envelope, Signed } from "./message.ts";

export type Soup<B extends Body = Body> = readonly Envelope<B>[];

/** The soup with more messages in it; the same soup where all were in it. */
export function addToSoup<B extends Body>(soup: Soup<B>, sends: readonly Envelope<B>[]): Soup<B> {
  const byText = new Map([...soup, ...sends].map((envelope) => [textOf(envelope), envelope]));
  if (byText.size === soup.length) return soup;
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, envelope]) => envelope);
}

const textOf = rememberText((envelope: Envelope) => canonical(envelope));

/** A function from a value to its text that computes the text once, if the value is frozen: anything else may change. */
function rememberText<T extends object>(compute: (value: T) => string): (value: T) => string {
  const texts = new WeakMap<T, string>();
  return (value) => {
    let text = texts.get(value);
    if (text === undefined) {
      text = compute(value);
      if (Object.isFrozen(value)) texts.set(value, text);
    }
    return text;
  };
}

const statements = new WeakMap<Soup, ReadonlySet<string>>();

const statementText = rememberText(({ from, body }: Signed) => canonical({ from, body }));

/** Whether a statement was signed and sent, to whomever: the adversary reads every message on the network. */
export function wasSent(soup: Soup, statement: Signed): boolean {
  let known = statements.get(soup);
  if (!known) {
    known = new Set(soup.map(statementText));
    statements.set(soup, known);
  }
  return known.has(statementText(statement));
}
