/** The composed system step by step: every elementary step is a transition. */
import type { Emit } from "../explore.ts";
import { SILENT } from "./alphabet.ts";
import { movedPlace } from "./commuting.ts";
import type { Composition, ExplainedSpace, Move } from "./composition.ts";
import { EDGE, type FlatEdges, flatEdges, MASK, OUTPUT, PLACE, SHIFT, STATES, TARGET, TURN } from "./flat-edges.ts";
import { ALWAYS, type Availability, isThere } from "./guards.ts";
import type { LocalMachine } from "./local-machine.ts";
import { putLocal } from "./packing.ts";

/** Told of each step that is put out. */
type See = (place: number, edge: number) => void;

/** The space of all interleavings of elementary steps. */
export class Product implements ExplainedSpace {
  readonly width: number;
  readonly #composition: Composition;
  readonly #flat: FlatEdges;
  readonly #locals: Int32Array;
  readonly #soup: Int32Array;
  /** The soup from which a state was first reached. */
  readonly #before: Int32Array;
  readonly #next: Int32Array;
  readonly #endsRounds: boolean;
  readonly #commutes: boolean;
  #leftOut = 0;

  /** @param commutes whether steps of different replicas lead to the same state in either order: see `commuting.ts` */
  constructor(composition: Composition, commutes: boolean) {
    const { machines, available, packing, surroundings } = composition;
    this.#composition = composition;
    this.width = composition.width;
    this.#flat = flatEdges(machines, available, packing);
    this.#locals = new Int32Array(composition.places);
    this.#soup = new Int32Array(surroundings.words + 1);
    this.#before = new Int32Array(surroundings.words + 1);
    this.#next = new Int32Array(composition.width);
    this.#endsRounds = machines.every(({ roundEnd }) => roundEnd !== null);
    this.#commutes = commutes && !this.#endsRounds;
  }

  initial(emit: Emit): void {
    emit(this.#composition.initialRow());
  }

  goals(row: Int32Array): readonly number[] {
    return this.#composition.goals(row);
  }

  expand(row: Int32Array, emit: Emit): void {
    this.#expand(row, emit, null);
  }

  expandAfter(row: Int32Array, from: Int32Array, emit: Emit): number {
    const { places, packing, around } = this.#composition;
    const moved = this.#commutes ? movedPlace(packing, from, row) : places;
    if (moved < places) around.read(from, this.#before);
    this.#leftOut = 0;
    this.#expand(row, emit, null, moved);
    return this.#leftOut;
  }

  movesBetween(from: Int32Array, to: Int32Array): readonly Move[] {
    const found: Move[] = [];
    const endsRound = this.#expand(from, noEmit, (place, edge) => {
      if (!this.#isAt(to)) return;
      const machine = this.#composition.machines[place] as LocalMachine;
      found.push({
        place,
        cue: machine.cue[edge] as number,
        target: machine.target[edge] as number,
        output: machine.output[edge] as number,
      });
    });
    if (endsRound && this.#isAt(to)) found.push({ roundEnd: true });
    const [first] = found;
    if (!first) throw new Error("no step leads from one state of the way to the next");
    return [first];
  }

  #isAt(row: Int32Array): boolean {
    return this.#next.every((word, at) => word === row[at]);
  }

  /** Puts out every step; tells whether the last one was the end of a round. */
  #expand(row: Int32Array, emit: Emit, see: See | null, moved = this.#composition.places): boolean {
    const isQuiet = this.#steps(row, emit, see, moved);
    if (!this.#endsRounds || !isQuiet || !this.#endRound(row)) return false;
    if (see === null) emit(this.#next);
    return true;
  }

  /**
   * Puts out elementary steps; tells whether none was the delivery of an honest message.
   *
   * @param moved those of higher places than this that could be taken before are counted and left out
   */
  #steps(row: Int32Array, emit: Emit, see: See | null, moved: number): boolean {
    const { available, surroundings, around } = this.#composition;
    const { places, first, edges } = this.#flat;
    const { outlooks } = surroundings;
    const soup = this.#soup;
    const before = this.#before;
    const next = this.#next;
    const prunes = outlooks.isKnown;
    around.read(row, soup);
    for (let word = 0; word < row.length; word++) next[word] = row[word] as number;
    let outlook = 0;
    if (prunes) {
      this.#composition.locals(row, this.#locals);
      outlook = outlooks.of(this.#locals);
    }
    let isQuiet = true;
    let leftOut = 0;
    for (let place = 0, at = 0; at < places.length; place++, at += PLACE) {
      const word = places[at] as number;
      const own = row[word] as number;
      const state = (own >>> (places[at + SHIFT] as number)) & (places[at + MASK] as number);
      const states = places[at + STATES] as number;
      const isAfter = place > moved;
      const end = first[states + state + 1] as number;
      for (let edge = first[states + state] as number; edge < end; edge += EDGE) {
        const code = edges[edge] as number;
        if (code >= 0) {
          if ((((soup[code >> 5] as number) >>> (code & 31)) & 1) === 0) continue;
        } else if (code !== ALWAYS && !isThere(available[place] as Availability, code, soup)) continue;
        const turn = edges[edge + TURN] as number;
        if (isAfter && turn !== 0) {
          const wasThere =
            code >= 0
              ? (((before[code >> 5] as number) >>> (code & 31)) & 1) !== 0
              : code === ALWAYS || isThere(available[place] as Availability, code, before);
          if (wasThere) {
            leftOut++;
            continue;
          }
        }
        const target = edges[edge + TARGET] as number;
        const after = prunes ? outlooks.changed(outlook, place, state, target) : outlook;
        const isElsewhere = around.put(row, next, place, edges[edge + OUTPUT] as number, outlook, after);
        if (turn === 0 && !isElsewhere) continue;
        next[word] = own ^ turn;
        if (code >= 0) isQuiet = false;
        if (see) see(place, (edge - (first[states] as number)) / EDGE);
        else emit(next);
      }
      next[word] = own;
    }
    this.#leftOut = leftOut;
    return isQuiet;
  }

  /** The end of a round, every replica's step at once, into `next`; tells whether that changes anything. */
  #endRound(row: Int32Array): boolean {
    const { machines, surroundings, around, packing } = this.#composition;
    const { outlooks } = surroundings;
    this.#composition.locals(row, this.#locals);
    const locals = this.#locals.slice();
    const targets = locals.map((state, place) => machines[place]?.roundEnd?.target[state] ?? state);
    this.#next.set(row);
    targets.forEach((target, place) => {
      putLocal(packing, this.#next, place, target);
    });
    const outputs = Array.from(locals, (state, place) => machines[place]?.roundEnd?.output[state] ?? SILENT);
    around.putAll(row, this.#next, outputs, outlooks.of(targets));
    return !this.#isAt(row);
  }
}

const noEmit: Emit = () => {};
