import type { OutputProperty } from "../property.ts";

/** Each of these slots is executed by some honest replica, all in one run: a SAFE says something about every slot. */
export const commitsInEverySlot = (slots: readonly number[], word = "slot"): OutputProperty => ({
  name: "commits-in-every-slot",
  kind: "sometimes",
  says: `every ${word} is executed by some honest replica`,
  over: "outputs",
  judge({ logs }) {
    const executed = new Set(logs.flatMap((log) => log ?? []).map(({ slot }) => slot));
    if (!slots.every((slot) => executed.has(slot))) return null;
    const replicas = logs.flatMap((log, replica) => (log && log.length > 0 ? [replica] : []));
    return { says: `honest nodes have executed every ${word}, ${slots.join(", ")}`, replicas };
  },
});
