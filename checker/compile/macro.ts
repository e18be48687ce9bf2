/**
 * The composed system in macro-steps: silent steps are postponed until a visible step of the same replica needs them.
 *
 * A step is silent if it puts nothing out and changes nothing that a property observes. The soup only grows and nobody
 * reacts to an absence, so a silent step that can be made now can be made later; and nobody but its own replica notices.
 * So only states after visible steps are kept. From each, for each replica, its machine is searched through silent
 * steps on the messages at hand, and each visible step found is one transition, which costs as many deliveries as it
 * takes.
 */
import type { Emit } from "../explore.ts";
import { SILENT } from "./alphabet.ts";
import type { Composition, ExplainedSpace, Move } from "./composition.ts";
import type { Sets } from "./futures.ts";
import { JUMP, JumpTable } from "./jumps.ts";
import type { LocalMachine } from "./local-machine.ts";

/** The space of macro-steps. Its transitions have costs, so it is to be searched by cost. */
export class MacroProduct implements ExplainedSpace {
  readonly width: number;
  readonly #composition: Composition;
  readonly #jumps: readonly JumpTable[];
  readonly #locals: Int32Array;
  readonly #soup: Int32Array;
  readonly #next: Int32Array;

  /** @param needs for each place, the messages that matter from each state on: what a jump can depend on */
  constructor(composition: Composition, needs: readonly Sets[]) {
    this.#composition = composition;
    this.width = composition.width;
    this.#locals = new Int32Array(composition.places);
    this.#soup = new Int32Array(composition.surroundings.words + 1);
    this.#next = new Int32Array(composition.width);
    this.#jumps = composition.machines.map(
      (machine, place) =>
        new JumpTable(
          machine,
          composition.available[place] as (typeof composition.available)[number],
          needs[place] as Sets,
        ),
    );
  }

  initial(emit: Emit): void {
    emit(this.#composition.initialRow(), 0);
  }

  goals(row: Int32Array): readonly number[] {
    return this.#composition.goals(row);
  }

  expand(row: Int32Array, emit: Emit): void {
    this.#each(row, emit, null);
  }

  movesBetween(from: Int32Array, to: Int32Array): readonly Move[] {
    const ways: { readonly place: number; readonly edges: readonly number[] }[] = [];
    this.#each(from, noEmit, (place, target, output) => {
      if (!this.#next.every((word, at) => word === to[at])) return;
      const jumps = this.#jumps[place] as JumpTable;
      ways.push({ place, edges: jumps.edges(this.#locals[place] as number, this.#soup, target, output) });
    });
    const [best] = ways.sort((a, b) => a.edges.length - b.edges.length);
    if (!best) throw new Error("no step leads from one state of the way to the next");
    const { cue, target, output } = this.#composition.machines[best.place] as LocalMachine;
    return best.edges.map((edge) => ({
      place: best.place,
      cue: cue[edge] as number,
      target: target[edge] as number,
      output: output[edge] as number,
    }));
  }

  #each(row: Int32Array, emit: Emit, see: ((place: number, target: number, output: number) => void) | null): void {
    const { surroundings, places, packing } = this.#composition;
    const { outlooks } = surroundings;
    const locals = this.#locals;
    const next = this.#next;
    const last = this.width - 1;
    const around = row[last] as number;
    this.#composition.locals(row, locals);
    surroundings.read(around, this.#soup);
    const outlook = outlooks.of(locals);
    for (let word = 0; word < last; word++) next[word] = row[word] as number;
    for (let place = 0; place < places; place++) {
      const state = locals[place] as number;
      const word = packing.word[place] as number;
      const shift = packing.shift[place] as number;
      const others = (row[word] as number) & ~((packing.mask[place] as number) << shift);
      const table = this.#jumps[place] as JumpTable;
      const jumps = table.from(state, this.#soup);
      const { end } = table;
      for (let jump = table.begin; jump < end; jump += JUMP.words) {
        const target = jumps[jump + JUMP.target] as number;
        const output = jumps[jump + JUMP.output] as number;
        const after = outlooks.changed(outlook, place, state, target);
        const beyond =
          output === SILENT && after === outlook ? around : surroundings.after(around, place, output, after);
        if (target === state && beyond === around) continue;
        next[word] = others | (target << shift);
        next[last] = beyond;
        if (see) see(place, target, output);
        else emit(next, jumps[jump + JUMP.cost]);
      }
      next[word] = row[word] as number;
    }
  }
}

const noEmit: Emit = () => {};
