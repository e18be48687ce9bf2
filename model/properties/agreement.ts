import { say } from "../message.ts";
import type { Finding, History, OutputProperty } from "../property.ts";

/** No two executions of one slot by honest replicas, the same replica included, have different values. */
export const agreement = (slot = "slot"): OutputProperty => ({
  name: "agreement",
  kind: "always",
  says: `no two executions of one ${slot} by honest replicas have different values`,
  over: "outputs",
  judge: (history) => dispute(history, slot),
});

function dispute({ logs }: History, word: string): Finding | null {
  const first = new Map<number, { readonly replica: number; readonly value: string }>();
  for (const [replica, log] of logs.entries()) {
    for (const { slot, value } of log ?? []) {
      const earlier = first.get(slot);
      if (earlier === undefined) first.set(slot, { replica, value: say(value) });
      else if (earlier.value !== say(value)) {
        return {
          says: `node ${earlier.replica} executed ${earlier.value} and node ${replica} executed ${say(value)} in ${word} ${slot}`,
          replicas: [...new Set([earlier.replica, replica])],
          slot,
        };
      }
    }
  }
  return null;
}
