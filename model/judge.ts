/** Judging a state of the reference system. */
import type { Json } from "./canonical.ts";
import { ModelError } from "./error.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";
import type { Finding, Log, OutputProperty, Property, ReplicaProperty } from "./property.ts";
import type { Setting } from "./protocol.ts";
import type { GlobalState } from "./state.ts";

/**
 * What a property finds in a state: for `always` a violation, for the others what they look for; null for nothing.
 *
 * @throws ModelError "throws" if the property's own code does
 */
export function judge<R, B extends Body>(
  property: Property<R, B>,
  { replicas, logs, soup }: GlobalState<R, B>,
  { honest }: Setting,
): Finding | null {
  if (property.over === "outputs") return judgeHistory(property, logs, soup);
  const observations = replicas.map((replica, id) =>
    honest.includes(id) ? observeReplica(property, replica as R, id) : null,
  );
  return judgeObservations(property, observations);
}

/** What a property observes of one replica. */
export const observeReplica = <R>(property: ReplicaProperty<R>, replica: R, id: ReplicaId): Json =>
  guarded(property, () => property.observe(replica, id));

/** What a property of replicas finds in what it observes of them; null for Byzantine ones. */
export const judgeObservations = <R>(
  property: ReplicaProperty<R>,
  observations: readonly (Json | null)[],
): Finding | null => guarded(property, () => property.judge(observations));

/** What a property of outputs finds in the logs and in what of the messages sent it looks at. */
export function judgeHistory<B extends Body>(
  property: OutputProperty<B>,
  logs: readonly (Log | null)[],
  sent: readonly Envelope<B>[],
): Finding | null {
  return guarded(property, () =>
    property.judge({ logs, sent: sent.filter((envelope) => property.sends?.(envelope) ?? false) }),
  );
}

function guarded<T>(property: { readonly name: string }, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ModelError("throws", `property ${property.name} threw: ${message}`, { cause: error });
  }
}
