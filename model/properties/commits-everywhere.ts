import type { ReplicaId } from "../message.ts";
import type { Monitor, OutputProperty } from "../property.ts";

/** Each of these slots is executed by every one of these replicas, all in one run. */
export const commitsEverywhere = (
  slots: readonly number[],
  replicas: readonly ReplicaId[],
  word = "slot",
): OutputProperty => ({
  name: "commits-everywhere",
  kind: "sometimes",
  says: `every ${word} is executed by every honest replica`,
  over: "outputs",
  judge({ logs }) {
    const has = (replica: ReplicaId, slot: number): boolean => logs[replica]?.some((one) => one.slot === slot) ?? false;
    if (!replicas.every((replica) => slots.every((slot) => has(replica, slot)))) return null;
    return { says: `every honest node has executed every ${word}, ${slots.join(", ")}`, replicas };
  },
  monitor: missing(replicas.flatMap((replica) => slots.map((slot) => placeOf(replica, slot)))) as Monitor,
});

const placeOf = (replica: ReplicaId, slot: number): string => `${replica}:${slot}`;

/** Which executions are still missing, by replica and slot; null once one of them can come no more. */
const missing = (all: readonly string[]): Monitor<readonly string[] | null> => ({
  initial: [...new Set(all)],
  consume(left, output) {
    if (left === null || !("execution" in output)) return left;
    const one = placeOf(output.replica, output.execution.slot);
    return left.includes(one) ? left.filter((other) => other !== one) : left;
  },
  found: (left) => left?.length === 0,
  concern: (output) => ("execution" in output ? placeOf(output.replica, output.execution.slot) : null),
  forget(left, possible) {
    if (left === null) return left;
    const within = new Set(
      possible.flatMap((output) => ("execution" in output ? [placeOf(output.replica, output.execution.slot)] : [])),
    );
    return left.every((one) => within.has(one)) ? left : null;
  },
});
