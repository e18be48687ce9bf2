/** The composed system step by step: every elementary step is a transition. */
import type { Emit } from "../explore.ts";
import { SILENT } from "./alphabet.ts";
import type { Composition, ExplainedSpace, Move } from "./composition.ts";
import { ALWAYS, type Availability, isThere } from "./guards.ts";
import type { LocalMachine } from "./local-machine.ts";
import { putLocal } from "./packing.ts";

/** The space of all interleavings of elementary steps. */
export class Product implements ExplainedSpace {
  readonly width: number;
  readonly #composition: Composition;
  readonly #locals: Int32Array;
  readonly #soup: Int32Array;
  readonly #next: Int32Array;
  readonly #endsRounds: boolean;

  constructor(composition: Composition) {
    this.#composition = composition;
    this.width = composition.width;
    this.#locals = new Int32Array(composition.places);
    this.#soup = new Int32Array(composition.surroundings.words + 1);
    this.#next = new Int32Array(composition.width);
    this.#endsRounds = composition.machines.every(({ roundEnd }) => roundEnd !== null);
  }

  initial(emit: Emit): void {
    emit(this.#composition.initialRow());
  }

  goals(row: Int32Array): readonly number[] {
    return this.#composition.goals(row);
  }

  expand(row: Int32Array, emit: Emit): void {
    const quiet = this.#steps(row, emit, null);
    if (this.#endsRounds && quiet && this.#endRound(row)) emit(this.#next);
  }

  movesBetween(from: Int32Array, to: Int32Array): readonly Move[] {
    const found: Move[] = [];
    const quiet = this.#steps(from, noEmit, (place, edge) => {
      if (!this.#isAt(to)) return;
      const machine = this.#composition.machines[place] as LocalMachine;
      const [cue, target, output] = [
        machine.cue[edge] as number,
        machine.target[edge] as number,
        machine.output[edge] as number,
      ];
      found.push({ place, cue, target, output });
    });
    if (this.#endsRounds && quiet && this.#endRound(from) && this.#isAt(to)) found.push({ roundEnd: true });
    const [first] = found;
    if (!first) throw new Error("no step leads from one state of the way to the next");
    return [first];
  }

  #isAt(row: Int32Array): boolean {
    return this.#next.every((word, at) => word === row[at]);
  }

  /** Puts out every elementary step; tells whether none was the delivery of an honest message. */
  #steps(row: Int32Array, emit: Emit, see: ((place: number, edge: number) => void) | null): boolean {
    const { machines, available, surroundings, places, packing } = this.#composition;
    const { outlooks } = surroundings;
    const locals = this.#locals;
    const soup = this.#soup;
    const next = this.#next;
    const last = this.width - 1;
    const around = row[last] as number;
    this.#composition.locals(row, locals);
    surroundings.read(around, soup);
    const prunes = outlooks.isKnown;
    const outlook = outlooks.of(locals);
    for (let word = 0; word < last; word++) next[word] = row[word] as number;
    let quiet = true;
    for (let place = 0; place < places; place++) {
      const { target: targets, output: outputs, first } = machines[place] as LocalMachine;
      const there = available[place] as Availability;
      const { codes } = there;
      const word = packing.word[place] as number;
      const shift = packing.shift[place] as number;
      const others = (row[word] as number) & ~((packing.mask[place] as number) << shift);
      const state = locals[place] as number;
      const end = first[state + 1] as number;
      for (let edge = first[state] as number; edge < end; edge++) {
        const code = codes[edge] as number;
        if (code >= 0) {
          if ((((soup[code >> 5] as number) >>> (code & 31)) & 1) === 0) continue;
        } else if (code !== ALWAYS && !isThere(there, code, soup)) continue;
        const target = targets[edge] as number;
        const output = outputs[edge] as number;
        const after = prunes ? outlooks.changed(outlook, place, state, target) : outlook;
        const beyond =
          output === SILENT && after === outlook ? around : surroundings.after(around, place, output, after);
        if (target === state && beyond === around) continue;
        next[word] = others | (target << shift);
        next[last] = beyond;
        if (code >= 0) quiet = false;
        if (see) see(place, edge);
        else emit(next);
      }
      next[word] = row[word] as number;
    }
    return quiet;
  }

  /** The end of a round, every replica's step at once, into `next`; tells whether that changes anything. */
  #endRound(row: Int32Array): boolean {
    const { machines, surroundings, packing } = this.#composition;
    const { outlooks } = surroundings;
    this.#composition.locals(row, this.#locals);
    const locals = this.#locals.slice();
    const targets = locals.map((state, place) => machines[place]?.roundEnd?.target[state] ?? state);
    this.#next.set(row);
    targets.forEach((target, place) => {
      putLocal(packing, this.#next, place, target);
    });
    const outputs = Array.from(locals, (state, place) => machines[place]?.roundEnd?.output[state] ?? SILENT);
    const around = row[this.width - 1] as number;
    this.#next[this.width - 1] = surroundings.afterAll(around, outputs, outlooks.of(targets));
    return !this.#isAt(row);
  }
}

const noEmit: Emit = () => {};
