/** How a replica comes to its table: it is another one's under other names, or is built from what the replica itself does. */
import type { Property } from "../../model/property.ts";
import { observerOf } from "./delay-observer.ts";
import type { Inputs } from "./inputs.ts";
import { Likeness } from "./likeness.ts";
import { RenamedTable } from "./renamed-table.ts";
import { type Delays, OwnTable, type ReplicaTable } from "./replica-table.ts";

/** A table that another one is like, and how. */
interface Model {
  readonly table: OwnTable;
  readonly likeness: Likeness;
}

export class TableMaker {
  readonly #inputs: Inputs;
  readonly #delays: Delays | null;
  /** Those that this replica may turn out to be like. */
  readonly #others: TableMaker[];
  #model: Model | null = null;
  #own: OwnTable | null = null;

  /**
   * @param others those whose tables are completed before this one
   * @param delaysFor the properties that no postponed step may be seen by; null to postpone nothing
   */
  constructor(inputs: Inputs, others: readonly TableMaker[], delaysFor: readonly Property[] | null) {
    this.#inputs = inputs;
    this.#delays = delaysFor && { observer: observerOf(delaysFor, inputs.id, inputs.layout) };
    this.#others = [...others];
  }

  /** How many states were found for this replica's sake. */
  get size(): number {
    return this.#own?.size ?? 0;
  }

  /** The table that is to be completed in this round; null if it is another one's under other names, as far as is known. */
  next(): OwnTable | null {
    if (this.#own === null && this.#findModel()) return null;
    this.#own ??= new OwnTable(this.#inputs, this.#delays);
    return this.#own;
  }

  /** Called when there are no more messages; false if there is something here that is not in the other one's table. */
  settles(): boolean {
    if (this.#own !== null || this.#model?.likeness.isWhole) return true;
    this.#model = null;
    return false;
  }

  /** The table, when all have settled. */
  table(): ReplicaTable {
    if (this.#own) return this.#own;
    const { table, likeness } = this.#model as Model;
    return new RenamedTable(table, this.#inputs, likeness);
  }

  #findModel(): boolean {
    while (!this.#model?.likeness.holds()) {
      const other = this.#others.shift();
      if (!other) return false;
      const table = other.#own;
      this.#model = table && { table, likeness: new Likeness(table, this.#inputs, this.#delays?.observer ?? null) };
    }
    return true;
  }
}
