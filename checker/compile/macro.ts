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
import { type Jump, JumpTable } from "./jumps.ts";
import type { LocalMachine } from "./local-machine.ts";
import { putLocal } from "./packing.ts";

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
    const moves: Move[][] = [];
    this.#each(from, noEmit, (place, jump) => {
      if (!this.#next.every((word, at) => word === to[at])) return;
      const machine = this.#composition.machines[place] as LocalMachine;
      moves.push(
        jump.edges.map((edge) => ({
          place,
          cue: machine.cue[edge] as number,
          target: machine.target[edge] as number,
          output: machine.output[edge] as number,
        })),
      );
    });
    const [best] = moves.sort((a, b) => a.length - b.length);
    if (!best) throw new Error("no step leads from one state of the way to the next");
    return best;
  }

  #each(row: Int32Array, emit: Emit, see: ((place: number, jump: Jump) => void) | null): void {
    const { surroundings, places, packing } = this.#composition;
    const { outlooks } = surroundings;
    const locals = this.#locals;
    const next = this.#next;
    const last = this.width - 1;
    const around = row[last] as number;
    this.#composition.locals(row, locals);
    surroundings.read(around, this.#soup);
    const outlook = outlooks.of(locals);
    for (let place = 0; place < places; place++) {
      const state = locals[place] as number;
      const jumps = (this.#jumps[place] as JumpTable).from(state, this.#soup);
      for (let index = 0; index < jumps.length; index++) {
        const jump = jumps[index] as Jump;
        const after = outlooks.changed(outlook, place, state, jump.target);
        const beyond =
          jump.output === SILENT && after === outlook ? around : surroundings.after(around, place, jump.output, after);
        if (jump.target === state && beyond === around) continue;
        for (let word = 0; word < last; word++) next[word] = row[word] as number;
        putLocal(packing, next, place, jump.target);
        next[last] = beyond;
        if (see) see(place, jump);
        else emit(next, jump.cost);
      }
    }
  }
}

const noEmit: Emit = () => {};
