/** What properties see of replicas whose states are still being found. */
import { observeReplica } from "../../../model/judge.ts";
import type { Property, ReplicaProperty } from "../../../model/property.ts";
import type { Setting } from "../../../model/protocol.ts";
import { judgeObserved } from "../assembly.ts";
import type { Goal } from "../monitors.ts";
import { Values } from "../values.ts";
import type { GrowingReplica } from "./growing-replica.ts";

export class Observations {
  readonly #goals: readonly Goal<ReplicaProperty>[];
  readonly #replicas: readonly GrowingReplica[];
  readonly #judge: ReturnType<typeof judgeObserved>;
  readonly #values = new Values();
  /** For each place, the number of what is seen of each state. */
  readonly #seen: readonly number[][];

  constructor(goals: readonly Goal<Property>[], replicas: readonly GrowingReplica[], { n, honest }: Setting) {
    this.#goals = goals.filter((one): one is Goal<ReplicaProperty> => one.property.over === "replicas");
    this.#replicas = replicas;
    this.#judge = judgeObserved(this.#goals, this.#values, n, honest);
    this.#seen = replicas.map(() => []);
  }

  /** Whether no property looks at replicas. */
  get areNone(): boolean {
    return this.#judge === null;
  }

  /** The goals that hold where these are the states of the replicas. */
  goals(locals: Int32Array): readonly number[] {
    const seen = Array.from(locals, (state, place) => this.#seenOf(place, state));
    return this.#judge?.(seen) ?? [];
  }

  #seenOf(place: number, state: number): number {
    const known = this.#seen[place] as number[];
    let number = known[state];
    if (number === undefined) {
      const replica = this.#replicas[place] as GrowingReplica;
      const looks = replica.state(state);
      number = this.#values.id(this.#goals.map(({ property }) => observeReplica(property, looks, replica.id)));
      known[state] = number;
    }
    return number;
  }
}
