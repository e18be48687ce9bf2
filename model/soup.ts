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

const texts = new WeakMap<Envelope, string>();

function textOf(envelope: Envelope): string {
  let text = texts.get(envelope);
  if (text === undefined) {
    text = canonical(envelope);
    // Only what is frozen keeps its text.
    if (Object.isFrozen(envelope)) texts.set(envelope, text);
  }
  return text;
}

const statements = new WeakMap<Soup, ReadonlySet<string>>();

const statementText = ({ from, body }: Signed): string => canonical({ from, body });

/** Whether a statement was signed and sent, to whomever: the adversary reads every message on the network. */
export function wasSent(soup: Soup, statement: Signed): boolean {
  let known = statements.get(soup);
  if (!known) {
    known = new Set(soup.map(statementText));
    statements.set(soup, known);
  }
  return known.has(statementText(statement));
}
