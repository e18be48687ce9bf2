/** A replica's machine ready to be composed: states as small numbers, the edges of each state side by side. */

import { SILENT } from "./alphabet.ts";
import type { ReplicaTable } from "./replica-table.ts";

/** The cue of the edge that the end of a round is (timing `lockstep`). */
export const ROUND_END = -1;

export interface LocalMachine {
  /** How many states; the start has the number `start`. */
  readonly size: number;
  readonly start: number;
  /** The edges of state s are numbered `first[s]` to `first[s + 1]`, that one excluded. */
  readonly first: Int32Array;
  readonly cue: Int32Array;
  readonly target: Int32Array;
  readonly output: Int32Array;
  /** Where the end of a round leads and what it puts out, by state; null where rounds do not end. */
  readonly roundEnd: { readonly target: Int32Array; readonly output: Int32Array } | null;
  /** What the properties observe in each state, as a number. */
  readonly observation: Int32Array;
  /** The state of this machine that stands for a state of the replica's table. */
  readonly stateOf: Int32Array;
}

/** An edge, as numbers. */
export interface LocalEdge {
  readonly cue: number;
  readonly target: number;
  readonly output: number;
}

/** Puts the edges of all states side by side. */
export function pack(
  edges: readonly (readonly LocalEdge[])[],
): Pick<LocalMachine, "first" | "cue" | "target" | "output"> {
  const total = edges.reduce((sum, some) => sum + some.length, 0);
  const first = new Int32Array(edges.length + 1);
  const [cue, target, output] = [new Int32Array(total), new Int32Array(total), new Int32Array(total)];
  let at = 0;
  edges.forEach((some, state) => {
    first[state] = at;
    for (const edge of some) {
      cue[at] = edge.cue;
      target[at] = edge.target;
      output[at++] = edge.output;
    }
  });
  first[edges.length] = at;
  return { first, cue, target, output };
}

/**
 * The machine of a table as it is, without any reduction.
 *
 * @param observe what the properties observe in a state, as a number; null where they look at no state
 */
export function machineOf(table: ReplicaTable, observe: ((state: unknown) => number) | null): LocalMachine {
  const size = table.size;
  const flat = table.edges;
  const first = new Int32Array(size + 1);
  for (let at = 0; at < flat.length; at += 4) (first[(flat[at] as number) + 1] as number)++;
  for (let state = 0; state < size; state++) first[state + 1] = (first[state + 1] as number) + (first[state] as number);
  const total = flat.length / 4;
  const [cue, target, output] = [new Int32Array(total), new Int32Array(total), new Int32Array(total)];
  const next = first.slice();
  for (let at = 0; at < flat.length; at += 4) {
    const source = flat[at] as number;
    const place = next[source] as number;
    next[source] = place + 1;
    cue[place] = flat[at + 1] as number;
    target[place] = flat[at + 2] as number;
    output[place] = flat[at + 3] as number;
  }
  const all = Int32Array.from({ length: size }, (_, state) => state);
  const ends = table.roundEnds;
  return {
    size,
    start: 0,
    first,
    cue,
    target,
    output,
    roundEnd: ends && {
      target: all.map((state) => ends[2 * state] as number),
      output: all.map((state) => ends[2 * state + 1] as number),
    },
    observation: observe === null ? new Int32Array(size) : all.map((state) => observe(table.state(state))),
    stateOf: all,
  };
}

/** Whether an edge changes nothing that anybody can see but the replica's own state. */
export const isSilent = (machine: LocalMachine, state: number, edge: number): boolean =>
  machine.output[edge] === SILENT && machine.observation[state] === machine.observation[machine.target[edge] as number];
