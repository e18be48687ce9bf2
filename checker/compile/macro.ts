/**
 * The composed system in macro-steps: silent steps are postponed until a visible step of the same replica needs them.
 *
 * A step is silent if it puts nothing out and changes nothing that a property observes. The soup only grows and nobody
 * reacts to an absence, so a silent step that can be made now can be made later; and nobody but its own replica notices.
 * So only states after visible steps are kept. From each, for each replica, its machine is searched through silent
 * steps on the messages at hand, and each visible step found is one transition, which costs as many deliveries as it
 * takes.
 */
import { StateTable } from "../table.ts";
import { SILENT } from "./alphabet.ts";
import type { Composition, ExplainedSpace, Move } from "./composition.ts";
import type { Sets } from "./futures.ts";
import { ALWAYS, isThere } from "./guards.ts";
import { isSilent, type LocalMachine } from "./local-machine.ts";
import { putLocal } from "./packing.ts";

/** A visible step of one replica with the silent ones before it. */
interface Jump {
  readonly target: number;
  readonly output: number;
  /** How many elementary steps it takes. */
  readonly cost: number;
  /** The edges, in order. */
  readonly edges: readonly number[];
}

/**
 * The space of macro-steps. Its transitions have costs, so it is to be searched by cost.
 *
 * @param needs for each place, the messages that matter from each state on: what a jump can depend on
 */
export function macroProduct(composition: Composition, needs: readonly Sets[]): ExplainedSpace {
  const { machines, surroundings, places, width, packing } = composition;
  const locals = new Int32Array(places);
  const next = new Int32Array(width);
  const jumps = machines.map((machine, place) => jumpTable(composition, machine, place, needs[place] as Sets));

  const each = (row: Int32Array, emit: (next: Int32Array, place: number, jump: Jump) => void): void => {
    composition.locals(row, locals);
    const around = row[width - 1] as number;
    const prospect = surroundings.prospect(locals);
    for (let place = 0; place < places; place++) {
      const state = locals[place] as number;
      for (const jump of (jumps[place] as JumpsOf)(state, surroundings.row(around))) {
        const after = surroundings.changed(prospect, place, state, jump.target);
        const beyond =
          jump.output === SILENT && after === prospect ? around : surroundings.after(around, place, jump.output, after);
        if (jump.target === state && beyond === around) continue;
        next.set(row);
        putLocal(packing, next, place, jump.target);
        next[width - 1] = beyond;
        emit(next, place, jump);
      }
    }
  };

  return {
    width,
    initial: (emit) => emit(composition.initialRow(), 0),
    expand: (row, emit) => each(row, (after, _, { cost }) => emit(after, cost)),
    goals: (row) => composition.goals(row),
    movesBetween(from, to): readonly Move[] {
      let best: { readonly place: number; readonly jump: Jump } | null = null;
      each(from, (row, place, jump) => {
        if (row.every((word, at) => word === to[at]) && (best === null || jump.cost < best.jump.cost))
          best = { place, jump };
      });
      if (best === null) throw new Error("no step leads from one state of the way to the next");
      const { place, jump } = best as { readonly place: number; readonly jump: Jump };
      const machine = machines[place] as LocalMachine;
      return jump.edges.map((edge) => ({
        place,
        cue: machine.cue[edge] as number,
        target: machine.target[edge] as number,
        output: machine.output[edge] as number,
      }));
    },
  };
}

type JumpsOf = (state: number, soup: Int32Array) => readonly Jump[];

/** The jumps of one replica, computed once for each state and each soup as far as it matters to that state. */
function jumpTable(
  { available, surroundings }: Composition,
  machine: LocalMachine,
  place: number,
  needs: Sets,
): JumpsOf {
  const there = available[place] as (typeof available)[number];
  const { words } = surroundings;
  const keys = new StateTable(words + 1);
  const known: (readonly Jump[])[] = [];
  const key = new Int32Array(words + 1);
  return (state, soup) => {
    key[0] = state;
    for (let word = 0; word < words; word++) {
      key[word + 1] = (soup[word] as number) & (needs.bits[state * words + word] as number);
    }
    const number = keys.insert(key, -1);
    if (number < 0) return known[~number] as readonly Jump[];
    const isEnabled = (edge: number): boolean => {
      const code = there.codes[machine.cue[edge] as number] as number;
      return code === ALWAYS || isThere(there, code, soup);
    };
    const found = jumpsFrom(machine, state, isEnabled);
    known[number] = found;
    return found;
  };
}

/** Every visible step within reach of silent ones, each at its lowest cost. */
function jumpsFrom(machine: LocalMachine, start: number, isEnabled: (edge: number) => boolean): readonly Jump[] {
  const ways = new Map<number, readonly number[]>([[start, []]]);
  const found = new Map<string, Jump>();
  // States are added while they are gone through: nearest first, so the first way found is a shortest.
  for (const [state, way] of ways) {
    for (let edge = machine.first[state] as number; edge < (machine.first[state + 1] as number); edge++) {
      if (!isEnabled(edge)) continue;
      const target = machine.target[edge] as number;
      const output = machine.output[edge] as number;
      const edges = [...way, edge];
      if (isSilent(machine, state, edge)) {
        if (!ways.has(target)) ways.set(target, edges);
        continue;
      }
      const name = `${target},${output}`;
      if (!found.has(name)) found.set(name, { target, output, cost: edges.length, edges });
    }
  }
  return [...found.values()];
}
