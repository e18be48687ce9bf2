/** The replicas' machines, the soup and the monitors put together: what a row of the compiled system says. */
import type { Space } from "../explore.ts";
import { type Availability, availability } from "./guards.ts";
import type { LocalMachine } from "./local-machine.ts";
import { localAt, type Packing, packing, putLocal } from "./packing.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Tables } from "./tables.ts";

/** One elementary step of one replica, or the end of a round, in the states of the composed machines. */
export type Move =
  | { readonly place: number; readonly cue: number; readonly target: number; readonly output: number }
  | { readonly roundEnd: true };

/** A space that can tell which moves led from one of its states to a successor. */
export interface ExplainedSpace extends Space {
  /** The moves of the cheapest transition from one row to another. */
  movesBetween(from: Int32Array, to: Int32Array): readonly Move[];
  /** Where a row stands for others as well: the way itself that a way through the space tells of. */
  concrete?(way: readonly Int32Array[]): readonly Int32Array[];
}

/** Goals over what the replicas look like: which of them hold, given each place's observation. */
export type JudgeObservations = (observations: readonly number[]) => readonly number[];

/** What is composed, as plain data. */
export interface Parts {
  readonly machines: readonly LocalMachine[];
  /** For each place, what it takes for an edge to be enabled. */
  readonly available: readonly Availability[];
  /** For each place, what it puts out at the start. */
  readonly initialOutputs: readonly number[];
}

/** The machines of all places with what they need of the tables. */
export const partsOf = ({ replicas, alphabet, setting }: Tables, machines: readonly LocalMachine[]): Parts => ({
  machines,
  available: replicas.map(({ cues }, place) =>
    availability(machines[place] as LocalMachine, cues, alphabet, setting.byzantine),
  ),
  initialOutputs: replicas.map(({ start }) => alphabet.idOfOutput(start)),
});

export class Composition {
  readonly machines: readonly LocalMachine[];
  readonly surroundings: Surroundings;
  /** For each place, what it takes for an edge to be enabled. */
  readonly available: readonly Availability[];
  readonly places: number;
  /** Words in a row: the packed local states, then the number of the surroundings. */
  readonly width: number;
  readonly packing: Packing;
  readonly #judge: JudgeObservations | null;
  readonly #initialOutputs: readonly number[];

  constructor(
    { machines, available, initialOutputs }: Parts,
    surroundings: Surroundings,
    judge: JudgeObservations | null,
  ) {
    this.machines = machines;
    this.surroundings = surroundings;
    this.places = machines.length;
    this.packing = packing(machines.map(({ size }) => size));
    this.width = this.packing.words + 1;
    this.available = available;
    this.#judge = judge;
    this.#initialOutputs = initialOutputs;
  }

  initialRow(): Int32Array {
    const row = new Int32Array(this.width);
    const locals = Int32Array.from(this.machines, ({ start }) => start);
    locals.forEach((state, place) => {
      putLocal(this.packing, row, place, state);
    });
    row[this.width - 1] = this.surroundings.initial(this.#initialOutputs, this.surroundings.outlooks.of(locals));
    return row;
  }

  /** Reads the local states of a row. */
  locals(row: Int32Array, into: Int32Array): void {
    for (let place = 0; place < this.places; place++) into[place] = localAt(this.packing, row, place);
  }

  goals(row: Int32Array): readonly number[] {
    const met = this.surroundings.goals(row[this.width - 1] as number);
    if (this.#judge === null) return met;
    const observations = this.machines.map(
      ({ observation }, place) => observation[localAt(this.packing, row, place)] as number,
    );
    return [...met, ...this.#judge(observations)];
  }
}
