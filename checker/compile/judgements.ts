/** What properties say of what the replicas look like, asked once for each combination of observations. */
import { StateTable } from "../table.ts";
import type { LocalMachine } from "./local-machine.ts";
import { localAt, type Packing, packing, putLocal } from "./packing.ts";

/** Goals over what the replicas look like: which of them hold, given each place's observation. */
export type JudgeObservations = (observations: readonly number[]) => readonly number[];

export class Judgements {
  readonly #machines: readonly LocalMachine[];
  readonly #judge: JudgeObservations;
  /** The places that do not always look the same. */
  readonly #seen: readonly number[];
  /** For each place, the observation of each state, counted from 0. */
  readonly #kinds: readonly Int32Array[];
  readonly #packing: Packing;
  readonly #key: Int32Array;
  readonly #keys: StateTable;
  readonly #judged: (readonly number[])[] = [];

  constructor(machines: readonly LocalMachine[], judge: JudgeObservations) {
    this.#machines = machines;
    this.#judge = judge;
    const numbers = machines.map(({ observation }) => new Map([...new Set(observation)].map((one, at) => [one, at])));
    this.#kinds = machines.map(({ observation }, place) =>
      observation.map((one) => numbers[place]?.get(one) as number),
    );
    this.#seen = machines.map((_, place) => place).filter((place) => (numbers[place]?.size ?? 0) > 1);
    this.#packing = packing(numbers.map(({ size }) => size));
    this.#key = new Int32Array(this.#packing.words);
    this.#keys = new StateTable(this.#packing.words);
  }

  /** The goals that a row meets; their array is shared. */
  of(row: Int32Array, places: Packing): readonly number[] {
    for (let at = 0; at < this.#seen.length; at++) {
      const place = this.#seen[at] as number;
      const state = localAt(places, row, place);
      putLocal(this.#packing, this.#key, place, (this.#kinds[place] as Int32Array)[state] as number);
    }
    const number = this.#keys.insert(this.#key, -1);
    if (number < 0) return this.#judged[~number] as readonly number[];
    const met = this.#judge(
      this.#machines.map(({ observation }, place) => observation[localAt(places, row, place)] as number),
    );
    this.#judged[number] = met;
    return met;
  }
}
