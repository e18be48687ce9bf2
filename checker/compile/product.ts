/** The composed system step by step: every elementary step is a transition. */
import type { Emit } from "../explore.ts";
import { SILENT } from "./alphabet.ts";
import type { Composition, ExplainedSpace, Move } from "./composition.ts";
import { ALWAYS, isThere } from "./guards.ts";
import { putLocal } from "./packing.ts";

/** The space of all interleavings of elementary steps. */
export function product(composition: Composition): ExplainedSpace {
  const { machines, surroundings, available, places, width, packing } = composition;
  const locals = new Int32Array(places);
  const next = new Int32Array(width);

  /** Puts out every elementary step, with its place and edge. */
  const steps = (row: Int32Array, emit: (next: Int32Array, place: number, edge: number) => void): boolean => {
    composition.locals(row, locals);
    const around = row[width - 1] as number;
    const soup = surroundings.row(around);
    const prospect = surroundings.prospect(locals);
    let quiet = true;
    for (let place = 0; place < places; place++) {
      const machine = machines[place] as (typeof machines)[number];
      const there = available[place] as (typeof available)[number];
      const state = locals[place] as number;
      const end = machine.first[state + 1] as number;
      for (let edge = machine.first[state] as number; edge < end; edge++) {
        const code = there.codes[machine.cue[edge] as number] as number;
        if (code !== ALWAYS && !isThere(there, code, soup)) continue;
        const target = machine.target[edge] as number;
        const output = machine.output[edge] as number;
        const after = surroundings.changed(prospect, place, state, target);
        const beyond =
          output === SILENT && after === prospect ? around : surroundings.after(around, place, output, after);
        if (target === state && beyond === around) continue;
        next.set(row);
        putLocal(packing, next, place, target);
        next[width - 1] = beyond;
        if (code >= 0) quiet = false;
        emit(next, place, edge);
      }
    }
    return quiet;
  };

  /** The end of a round: every replica's step at once. */
  const endRound = (row: Int32Array): boolean => {
    composition.locals(row, locals);
    let prospect = surroundings.prospect(locals);
    let around = row[width - 1] as number;
    const ends = machines.map(({ roundEnd }, place) => ({
      target: roundEnd?.target[locals[place] as number] as number,
      output: roundEnd?.output[locals[place] as number] as number,
    }));
    ends.forEach(({ target }, place) => {
      prospect = surroundings.changed(prospect, place, locals[place] as number, target);
    });
    next.set(row);
    ends.forEach(({ target, output }, place) => {
      putLocal(packing, next, place, target);
      around = surroundings.after(around, place, output, prospect);
    });
    next[width - 1] = around;
    return next.some((word, at) => word !== row[at]);
  };
  const endsRounds = machines.every(({ roundEnd }) => roundEnd !== null);

  return {
    width,
    initial: (emit) => emit(composition.initialRow()),
    expand(row, emit: Emit) {
      const quiet = steps(row, emit);
      if (endsRounds && quiet && endRound(row)) emit(next);
    },
    goals: (row) => composition.goals(row),
    movesBetween(from, to): readonly Move[] {
      let found: Move | null = null;
      const isTo = (row: Int32Array): boolean => row.every((word, at) => word === to[at]);
      const quiet = steps(from, (row, place, edge) => {
        if (found || !isTo(row)) return;
        const machine = machines[place] as (typeof machines)[number];
        found = {
          place,
          cue: machine.cue[edge] as number,
          target: machine.target[edge] as number,
          output: machine.output[edge] as number,
        };
      });
      if (!found && endsRounds && quiet && endRound(from) && isTo(next)) found = { roundEnd: true };
      if (!found) throw new Error("no step leads from one state of the way to the next");
      return [found];
    },
  };
}
