import { canonical, type Json } from "../canonical.ts";
import { say } from "../message.ts";
import type { Finding, History, LogEntry, Output, OutputProperty } from "../property.ts";
import { conflicting, type Statement } from "./conflict.ts";

/** No two executions of one slot by honest replicas, the same replica included, have different values. */
export const agreement = (slot = "slot"): OutputProperty => ({
  name: "agreement",
  kind: "always",
  says: `no two executions of one ${slot} by honest replicas have different values`,
  over: "outputs",
  judge: (history) => dispute(history, slot),
  monitor: conflicting(decided),
});

function dispute({ logs }: History, word: string): Finding | null {
  const first = new Map<number, LogEntry & { readonly value: Json }>();
  for (const [replica, log] of logs.entries()) {
    for (const [place, { slot, value }] of (log ?? []).entries()) {
      const earlier = first.get(slot);
      if (earlier === undefined) first.set(slot, { replica, place, value });
      else if (canonical(earlier.value) !== canonical(value)) {
        return {
          says: `node ${earlier.replica} executed ${say(earlier.value)} and node ${replica} executed ${say(value)} in ${word} ${slot}`,
          replicas: [...new Set([earlier.replica, replica])],
          slot,
          conflict: [
            { replica: earlier.replica, place: earlier.place },
            { replica, place },
          ],
        };
      }
    }
  }
  return null;
}

const decided = (output: Output): readonly Statement[] =>
  "execution" in output ? [[String(output.execution.slot), canonical(output.execution.value)]] : [];
