/** The table of a replica that does what another one does, but for their names: the other one's table under these names. */
import type { ReplicaId } from "../../model/message.ts";
import type { Step } from "../../model/step.ts";
import type { Cue, Inputs } from "./inputs.ts";
import { written } from "./leaf.ts";
import type { Likeness } from "./likeness.ts";
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Edge, OwnTable, ReplicaTable } from "./replica-table.ts";

export class RenamedTable implements ReplicaTable {
  readonly id: ReplicaId;
  readonly start: Step;
  readonly cues: readonly Cue[];
  readonly edges: Int32Array;
  readonly roundEnds: Int32Array | null;
  readonly postponed: ReadonlySet<number>;
  readonly #model: OwnTable;
  readonly #inputs: Inputs;
  readonly #likeness: Likeness;

  /** @param likeness holds, and is whole */
  constructor(model: OwnTable, inputs: Inputs, likeness: Likeness) {
    const cueOf = (cue: number): number => likeness.cues[cue] as number;
    const outputOf = (output: number): number => likeness.outputs.get(output) as number;
    this.id = inputs.id;
    this.start = inputs.start;
    this.cues = inputs.cues;
    this.edges = model.edges.map((item, at) => (at % 4 === 1 ? cueOf(item) : at % 4 === 3 ? outputOf(item) : item));
    this.roundEnds = model.roundEnds?.map((item, at) => (at % 2 === 1 ? outputOf(item) : item)) ?? null;
    this.postponed = new Set([...model.postponed].map(cueOf));
    this.#model = model;
    this.#inputs = inputs;
    this.#likeness = likeness;
  }

  get size(): number {
    return this.#model.size;
  }

  get calls(): number {
    return this.#inputs.calls;
  }

  state(number: number): unknown {
    return this.#inputs.layout.state(this.#swapped(this.#model.row(number)));
  }

  find(state: unknown): number {
    return this.#numberOf(this.#inputs.layout.row(state));
  }

  on(state: number, cue: number): readonly Edge[] {
    const row = this.#swapped(this.#model.row(state));
    const reactions = this.#inputs.reactions[cue] as Reactions;
    return reactions.on(row).map(({ writes, output, choices }) => ({
      cue,
      target: this.#numberOf(written(row, writes)),
      output,
      choices,
    }));
  }

  /** The model's state of a row here, by number. */
  #numberOf(row: Row): number {
    return this.#model.numberOf(this.#swapped(row));
  }

  /** The other one's row: to swap names twice changes nothing. */
  #swapped(row: Row): Row {
    const swapped = this.#likeness.renaming.row(row);
    if (swapped === null) throw new Error("a state of a renamed table has a list of names in no order");
    return swapped;
  }
}
