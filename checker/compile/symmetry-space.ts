/** A space of which only the canonical form of each state is kept. */
import type { Emit } from "../explore.ts";
import { InternalError } from "../trace.ts";
import type { ExplainedSpace, Move } from "./composition.ts";
import type { CanonicalForm } from "./symmetry-form.ts";

export class SymmetricSpace implements ExplainedSpace {
  readonly width: number;
  readonly #space: ExplainedSpace;
  readonly #form: CanonicalForm;
  readonly #canonical: Int32Array;

  constructor(space: ExplainedSpace, form: CanonicalForm) {
    this.#space = space;
    this.#form = form;
    this.width = space.width;
    this.#canonical = new Int32Array(space.width);
  }

  initial(emit: Emit): void {
    this.#space.initial((row, cost) => this.#emit(row, emit, cost));
  }

  expand(row: Int32Array, emit: Emit): void {
    this.#space.expand(row, (next, cost) => this.#emit(next, emit, cost));
  }

  goals(row: Int32Array): readonly number[] {
    return this.#space.goals(row);
  }

  movesBetween(from: Int32Array, to: Int32Array): readonly Move[] {
    return this.#space.movesBetween(from, to);
  }

  /**
   * The way itself of which a way of canonical forms tells: from what leads to a state's canonical form, something
   * leads on to the canonical form of its successor, in as many steps.
   */
  concrete(way: readonly Int32Array[]): readonly Int32Array[] {
    const real: Int32Array[] = [];
    for (const canonical of way) {
      const last = real.at(-1);
      let nearest: { readonly row: Int32Array; readonly cost: number } | null = null;
      const see: Emit = (row, cost = 1) => {
        this.#form.of(row, this.#canonical);
        const isNext = this.#canonical.every((word, at) => word === canonical[at]);
        if (isNext && (nearest === null || cost < nearest.cost)) nearest = { row: row.slice(), cost };
      };
      if (last) this.#space.expand(last, see);
      else this.#space.initial(see);
      if (nearest === null) throw new InternalError("no step leads to a state with the canonical form that comes next");
      real.push((nearest as { readonly row: Int32Array }).row);
    }
    return real;
  }

  #emit(row: Int32Array, emit: Emit, cost: number | undefined): void {
    this.#form.of(row, this.#canonical);
    emit(this.#canonical, cost);
  }
}
