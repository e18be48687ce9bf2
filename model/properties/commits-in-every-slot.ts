import type { Monitor, OutputProperty } from "../property.ts";

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
  monitor: missing(slots) as Monitor,
});

/** The slots that nobody has executed yet; null once one of them is beyond everybody's reach. */
const missing = (slots: readonly number[]): Monitor<readonly number[] | null> => ({
  initial: [...new Set(slots)],
  consume(left, output) {
    if (left === null || !("execution" in output)) return left;
    return left.filter((slot) => slot !== output.execution.slot);
  },
  found: (left) => left?.length === 0,
  concern: (output) => ("execution" in output ? output.execution.slot : null),
  forget(left, possible) {
    if (left === null) return left;
    const within = new Set(possible.flatMap((output) => ("execution" in output ? [output.execution.slot] : [])));
    return left.every((slot) => within.has(slot)) ? left : null;
  },
});
