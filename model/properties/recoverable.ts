import type { Body, ReplicaId } from "../message.ts";
import type { OutputProperty, Property, ReplicaProperty } from "../property.ts";

/**
 * That what `target` looks for stays possible: from every reachable state it can still come to it, when the Byzantine
 * replicas fall silent there. It says that the way is open, not that anybody takes it.
 *
 * @param target any `sometimes` property
 */
export function recoverable<B extends Body>(name: string, says: string, target: OutputProperty<B>): OutputProperty<B>;
export function recoverable<R>(name: string, says: string, target: ReplicaProperty<R>): ReplicaProperty<R>;
export function recoverable(name: string, says: string, target: Property): Property {
  return { ...target, name, says, kind: "recoverable" };
}

/** Every honest replica is in a state of a certain kind, all at once. */
export const everybody = <R>(
  name: string,
  says: string,
  is: (replica: R, id: ReplicaId) => boolean,
): ReplicaProperty<R> => ({
  name,
  kind: "sometimes",
  says,
  over: "replicas",
  observe: (replica, id) => is(replica, id),
  judge: (seen) =>
    seen.includes(false) ? null : { says, replicas: seen.flatMap((one, id) => (one === null ? [] : [id])) },
});
