/**
 * What a replica of a protocol can say at all, and what it has to show with it. A reducer takes well-formed messages
 * only; in the model the vocabulary sees to that, on a network somebody has to.
 *
 * Both are read off `forge`, which lists what every replica could sign: a receiver does not know who lies, so it asks
 * of everybody what the model asks of a liar, and takes nobody's word for what others have signed.
 */
import { canonical } from "../model/canonical.ts";
import { type Body, type Evidence, type Signed, some } from "../model/message.ts";
import type { Protocol, Setting } from "../model/protocol.ts";

export interface Forms {
  /** Why no replica can say that, in words; null if one can. */
  flaw(statement: Signed): string | null;
  /** What must have been signed before; null for nothing. */
  evidence(statement: Signed): Evidence | null;
}

export function createForms(protocol: Protocol, setting: Setting): Forms {
  const everybody = Array.from({ length: setting.n }, (_, id) => id);
  const nobodyKnown: Setting = { ...setting, byzantine: [], honest: everybody };
  const shapes = new Map<string, Set<string>>();
  const asked = new Map<string, Evidence[]>();
  /** Kinds of which every message has to show something: what is not in the vocabulary, nobody can show. */
  const showing = new Set<string>();
  for (const from of everybody) {
    for (const { body, evidence } of protocol.forge?.(from, nobodyKnown) ?? []) {
      shapes.set(body.kind, (shapes.get(body.kind) ?? new Set()).add(shapeOf(body)));
      if (!evidence) continue;
      showing.add(body.kind);
      const text = statementText({ from, body });
      asked.set(text, [...(asked.get(text) ?? []), evidence]);
    }
  }
  return {
    flaw(statement) {
      const { from, body } = statement;
      if (!protocol.kinds.includes(body.kind)) return `it is of kind "${body.kind}"`;
      const known = shapes.get(body.kind);
      if (known && !known.has(shapeOf(body))) return `a ${body.kind} with these fields: ${shapeOf(body)}`;
      if (showing.has(body.kind) && !asked.has(statementText(statement)))
        return `node ${from} can have no evidence for this ${body.kind}`;
      return null;
    },
    evidence(statement) {
      const possible = asked.get(statementText(statement));
      return possible ? some(...possible) : null;
    },
  };
}

/** The identity of a statement: to whom it was sent is no part of it. */
export const statementText = ({ from, body }: Signed): string => canonical({ from, body });

/** The names of a message's fields, and the types of their values. */
const shapeOf = (body: Body): string =>
  Object.entries(body)
    .map(([name, value]) => `${name} ${typeOf(value)}`)
    .sort()
    .join(", ");

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}
