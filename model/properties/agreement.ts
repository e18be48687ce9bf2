import { canonical, type Json } from "../canonical.ts";
import { say } from "../message.ts";
import type { Finding, History, Monitor, OutputProperty } from "../property.ts";

/** No two executions of one slot by honest replicas, the same replica included, have different values. */
export const agreement = (slot = "slot"): OutputProperty => ({
  name: "agreement",
  kind: "always",
  says: `no two executions of one ${slot} by honest replicas have different values`,
  over: "outputs",
  judge: (history) => dispute(history, slot),
  monitor: firstValues,
});

function dispute({ logs }: History, word: string): Finding | null {
  const first = new Map<number, { readonly replica: number; readonly value: Json }>();
  for (const [replica, log] of logs.entries()) {
    for (const { slot, value } of log ?? []) {
      const earlier = first.get(slot);
      if (earlier === undefined) first.set(slot, { replica, value });
      else if (canonical(earlier.value) !== canonical(value)) {
        return {
          says: `node ${earlier.replica} executed ${say(earlier.value)} and node ${replica} executed ${say(value)} in ${word} ${slot}`,
          replicas: [...new Set([earlier.replica, replica])],
          slot,
        };
      }
    }
  }
  return null;
}

/** The first value executed for each slot; null after a different one. A slot that nobody can execute is forgotten. */
const firstValues: Monitor<{ readonly [slot: string]: string } | null> = {
  initial: {},
  consume(first, output) {
    if (first === null || !("execution" in output)) return first;
    const { slot, value } = output.execution;
    const earlier = first[slot];
    if (earlier === undefined) return { ...first, [slot]: canonical(value) };
    return earlier === canonical(value) ? first : null;
  },
  found: (first) => first === null,
  concern: (output) => ("execution" in output ? output.execution.slot : null),
  forget(first, possible) {
    if (first === null) return first;
    const alive = new Set(possible.flatMap((output) => ("execution" in output ? [String(output.execution.slot)] : [])));
    return Object.fromEntries(Object.entries(first).filter(([slot]) => alive.has(slot)));
  },
};
