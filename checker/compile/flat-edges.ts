/**
 * The edges of all places of a composed system as what they do to a row, in one array: what a search looks at for every
 * state is then side by side, and found without a detour.
 */
import type { Availability } from "./guards.ts";
import type { LocalMachine } from "./local-machine.ts";
import type { Packing } from "./packing.ts";

/** Words of an edge: what it needs (see `Availability`), the bits of its place's word that it turns over, and more. */
export const EDGE = 4;
export const TURN = 1;
export const OUTPUT = 2;
export const TARGET = 3;

/** Words of a place: the word of a row that its state is in, where in that, and where its states are in `first`. */
export const PLACE = 4;
export const SHIFT = 1;
export const MASK = 2;
export const STATES = 3;

export interface FlatEdges {
  readonly places: Int32Array;
  /** Where the edges of a state begin; the next entry says where they end. */
  readonly first: Int32Array;
  readonly edges: Int32Array;
}

/** Lays the edges of some machines side by side. */
export function flatEdges(
  machines: readonly LocalMachine[],
  available: readonly Availability[],
  { word, shift, mask }: Packing,
): FlatEdges {
  const places = new Int32Array(PLACE * machines.length);
  const first = new Int32Array(machines.reduce((sum, { size }) => sum + size + 1, 0));
  const edges = new Int32Array(EDGE * machines.reduce((sum, { target }) => sum + target.length, 0));
  let states = 0;
  let begin = 0;
  machines.forEach((machine, place) => {
    const shiftBy = shift[place] as number;
    const { codes } = available[place] as Availability;
    places.set([word[place] as number, shiftBy, mask[place] as number, states], PLACE * place);
    for (let state = 0; state < machine.size; state++) {
      const end = machine.first[state + 1] as number;
      for (let edge = machine.first[state] as number; edge < end; edge++) {
        const target = machine.target[edge] as number;
        const at = begin + EDGE * edge;
        edges[at] = codes[edge] as number;
        edges[at + TURN] = (target ^ state) << shiftBy;
        edges[at + OUTPUT] = machine.output[edge] as number;
        edges[at + TARGET] = target;
      }
    }
    for (let state = 0; state <= machine.size; state++) {
      first[states + state] = begin + EDGE * (machine.first[state] as number);
    }
    states += machine.size + 1;
    begin += EDGE * machine.target.length;
  });
  return { places, first, edges };
}
