/** Statements of which two must not differ: the first one made about a thing is kept, and any other is held against it. */
import type { Body, Envelope } from "../message.ts";
import type { Monitor, Output } from "../property.ts";

/** A thing and what is stated about it, both as texts. */
export type Statement = readonly [about: string, content: string];

type First = { readonly [about: string]: string };

/**
 * The automaton that finds two different statements about one thing. What nobody can state anything about any more is
 * forgotten.
 */
export const conflicting = <B extends Body>(statements: (output: Output<B>) => readonly Statement[]): Monitor => {
  const monitor: Monitor<First | null, B> = {
    initial: {},
    consume(first, output) {
      if (first === null) return null;
      let after = first;
      for (const [about, content] of statements(output)) {
        const earlier = after[about];
        if (earlier === undefined) after = { ...after, [about]: content };
        else if (earlier !== content) return null;
      }
      return after;
    },
    found: (first) => first === null,
    concern: (output) => statements(output).map(([about]) => about),
    forget(first, possible) {
      if (first === null) return null;
      const alive = new Set(possible.flatMap(statements).map(([about]) => about));
      return Object.fromEntries(Object.entries(first).filter(([about]) => alive.has(about)));
    },
  };
  return monitor as unknown as Monitor;
};

/** Two messages that state different things about one; null if there are none. */
export function conflictOf<B extends Body>(
  sent: readonly Envelope<B>[],
  statements: (envelope: Envelope<B>) => readonly Statement[],
): readonly [Envelope<B>, Envelope<B>] | null {
  const first = new Map<string, { readonly content: string; readonly envelope: Envelope<B> }>();
  for (const envelope of sent) {
    for (const [about, content] of statements(envelope)) {
      const earlier = first.get(about);
      if (earlier === undefined) first.set(about, { content, envelope });
      else if (earlier.content !== content) return [earlier.envelope, envelope];
    }
  }
  return null;
}
