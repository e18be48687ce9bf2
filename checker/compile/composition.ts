/** The replicas' machines, the soup and the monitors put together: what a row of the compiled system says. */
import type { Space } from "../explore.ts";
import type { Around } from "./around.ts";
import { type Availability, availability } from "./guards.ts";
import { Judgements, type JudgeObservations } from "./judgements.ts";
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

export type { JudgeObservations };

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
  /** What a row says of the surroundings. */
  readonly around: Around;
  /** For each place, what it takes for an edge to be enabled. */
  readonly available: readonly Availability[];
  readonly places: number;
  /** Words in a row: the packed local states, then what is around them. */
  readonly width: number;
  readonly packing: Packing;
  readonly #judgements: Judgements | null;
  readonly #initialOutputs: readonly number[];

  /** @param aroundAt how a row says, from this word on, what is around the replicas */
  constructor(
    { machines, available, initialOutputs }: Parts,
    surroundings: Surroundings,
    judge: JudgeObservations | null,
    aroundAt: (word: number) => Around,
  ) {
    this.machines = machines;
    this.surroundings = surroundings;
    this.places = machines.length;
    this.packing = packing(machines.map(({ size }) => size));
    const { words } = this.packing;
    this.around = aroundAt(words);
    this.width = words + this.around.words;
    this.available = available;
    this.#judgements = judge && new Judgements(machines, judge);
    this.#initialOutputs = initialOutputs;
  }

  initialRow(): Int32Array {
    const row = new Int32Array(this.width);
    const locals = Int32Array.from(this.machines, ({ start }) => start);
    locals.forEach((state, place) => {
      putLocal(this.packing, row, place, state);
    });
    this.around.initial(row, this.#initialOutputs, this.surroundings.outlooks.of(locals));
    return row;
  }

  /** Reads the local states of a row. */
  locals(row: Int32Array, into: Int32Array): void {
    for (let place = 0; place < this.places; place++) into[place] = localAt(this.packing, row, place);
  }

  goals(row: Int32Array): readonly number[] {
    const met = this.around.goals(row);
    if (this.#judgements === null) return met;
    const seen = this.#judgements.of(row, this.packing);
    return met.length === 0 ? seen : [...met, ...seen];
  }
}
