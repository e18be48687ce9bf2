/** Properties of random protocols: with and without a monitor, over logs, messages and replica states. */
import type { Json } from "../../../model/canonical.ts";
import { agreement } from "../../../model/properties/agreement.ts";
import { commits, executes } from "../../../model/properties/commits.ts";
import { commitsInEverySlot } from "../../../model/properties/commits-in-every-slot.ts";
import { integrity } from "../../../model/properties/integrity.ts";
import { logConsistency } from "../../../model/properties/log-consistency.ts";
import { recoverable } from "../../../model/properties/recoverable.ts";
import type { Finding, Log, Monitor, OutputProperty, Property, ReplicaProperty } from "../../../model/property.ts";
import type { Replica } from "./random-protocol.ts";

const found = (is: boolean): Finding | null => (is ? { says: "it is so", replicas: [] } : null);

/** Looks at logs and messages at once, with no monitor. */
const answered: OutputProperty = {
  name: "answered",
  kind: "sometimes",
  says: "some replica has executed, and a B was sent",
  over: "outputs",
  sends: ({ body }) => body.kind === "B",
  judge: ({ logs, sent }) => found(sent.length > 0 && logs.some((log) => log !== null && log.length > 0)),
};

/** Looks at messages, with a monitor that remembers them and forgets those of replicas that are done. */
const oneSender: OutputProperty = {
  name: "one-sender",
  kind: "always",
  says: "no two replicas send a C",
  over: "outputs",
  sends: ({ body }) => body.kind === "C",
  judge: ({ sent }) => found(new Set(sent.map(({ from }) => from)).size > 1),
  monitor: {
    initial: null,
    consume(first, output) {
      if ("execution" in output || output.send.body.kind !== "C" || first === "two") return first;
      return first === null || first === output.replica ? output.replica : "two";
    },
    found: (first) => first === "two",
    forget: (first, possible) =>
      first === "two" || possible.some((output) => "send" in output && output.send.body.kind === "C") ? first : null,
  } satisfies Monitor<Json> as Monitor,
};

/** Looks at whole logs, in order, with no monitor. */
const ascending: OutputProperty = {
  name: "ascending",
  kind: "always",
  says: "the values of a log do not descend",
  over: "outputs",
  judge({ logs }) {
    const descends = (log: Log): boolean =>
      log.some(({ value }, at) => at > 0 && Number(value) < Number(log[at - 1]?.value));
    return found(logs.some((log) => log !== null && descends(log)));
  },
};

/** The same with a monitor that remembers each replica's last value. */
const ascendingWatched: OutputProperty = {
  ...ascending,
  name: "ascending-watched",
  monitor: {
    initial: {},
    consume(last, output) {
      if (last === null || !("execution" in output)) return last;
      const value = Number(output.execution.value);
      return value < (last[output.replica] ?? 0) ? null : { ...last, [output.replica]: value };
    },
    found: (last) => last === null,
    forget(last, possible) {
      if (last === null) return last;
      const alive = new Set(possible.flatMap((output) => ("execution" in output ? [String(output.replica)] : [])));
      return Object.fromEntries(Object.entries(last).filter(([replica]) => alive.has(replica)));
    },
  } satisfies Monitor<{ readonly [replica: string]: number } | null> as Monitor,
};

const samePhase: ReplicaProperty<Replica> = {
  name: "same-phase",
  kind: "always",
  says: "no replica is two phases from another",
  over: "replicas",
  observe: ({ phase }) => phase,
  judge(phases) {
    const seen = phases.filter((phase) => phase !== null).map(Number);
    return found(Math.max(...seen) - Math.min(...seen) >= 2);
  },
};

const flagged: ReplicaProperty<Replica> = {
  name: "flagged",
  kind: "sometimes",
  says: "every honest replica has its flag up",
  over: "replicas",
  observe: (replica, id) => (id >= 0 && replica.flag) ?? false,
  judge: (flags) => found(flags.every((flag) => flag !== false)),
};

const kept: ReplicaProperty<Replica> = {
  name: "kept",
  kind: "sometimes",
  says: "some replica keeps two votes",
  over: "replicas",
  observe: ({ kept, votes }) => ({ kept: { ...kept }, voted: Object.keys(votes).sort() }),
  judge: (seen) => found(seen.some((one) => one !== null && Object.keys((one as { kept: object }).kept).length > 1)),
};

/** Comes and goes: a replica may leave the phase in which another is. */
const inOnePhase: ReplicaProperty<Replica> = {
  name: "in-one-phase",
  kind: "sometimes",
  says: "all honest replicas are in the same phase",
  over: "replicas",
  observe: ({ phase }) => phase,
  judge: (phases) => found(new Set(phases.filter((phase) => phase !== null)).size === 1),
};

/** Each asks what stays possible: over logs with and without a monitor, over messages, over replicas. */
const lasting: readonly Property<Replica>[] = [
  recoverable("can-execute", "some replica can still execute", commits()),
  recoverable("can-execute-both", "both slots can still be executed", commitsInEverySlot([0, 1])),
  recoverable("can-answer", "it can still come to an execution and a B", answered),
  recoverable("can-be-flagged", "every flag can still be up at once", flagged),
  recoverable("can-be-in-one-phase", "all can still come to be in the same phase", inOnePhase),
];

export const properties: readonly Property<Replica>[] = [
  agreement(),
  integrity(),
  logConsistency(),
  commits(),
  executes("executes-one", "some replica executes 1", ({ value }) => value === 1),
  commitsInEverySlot([0, 1]),
  answered,
  oneSender,
  ascending,
  ascendingWatched,
  samePhase,
  flagged,
  kept,
  ...lasting,
];
