/** The macro-steps of one replica. */
import { StateTable } from "../table.ts";
import type { Sets } from "./futures.ts";
import { ALWAYS, type Availability, isThere } from "./guards.ts";
import { isSilent, type LocalMachine } from "./local-machine.ts";

/** A visible step with the silent ones before it. */
export interface Jump {
  readonly target: number;
  readonly output: number;
  /** How many elementary steps it takes. */
  readonly cost: number;
  /** The edges, in order. */
  readonly edges: readonly number[];
}

/** The jumps of one replica, computed once for each state and each soup as far as it matters to that state. */
export class JumpTable {
  readonly #machine: LocalMachine;
  readonly #there: Availability;
  readonly #needs: Sets;
  readonly #words: number;
  readonly #keys: StateTable;
  readonly #key: Int32Array;
  readonly #known: (readonly Jump[])[] = [];

  /** @param needs the messages that matter from each state on */
  constructor(machine: LocalMachine, there: Availability, needs: Sets) {
    this.#machine = machine;
    this.#there = there;
    this.#needs = needs;
    this.#words = needs.words;
    this.#keys = new StateTable(needs.words + 1);
    this.#key = new Int32Array(needs.words + 1);
  }

  /** The jumps from a state, with this soup at hand. */
  from(state: number, soup: Int32Array): readonly Jump[] {
    const key = this.#key;
    const words = this.#words;
    const { bits } = this.#needs;
    key[0] = state;
    for (let word = 0; word < words; word++)
      key[word + 1] = (soup[word] as number) & (bits[state * words + word] as number);
    const number = this.#keys.insert(key, -1);
    if (number < 0) return this.#known[~number] as readonly Jump[];
    const found = this.#search(state, soup);
    this.#known[number] = found;
    return found;
  }

  /** Every visible step within reach of silent ones, each at its lowest cost. */
  #search(start: number, soup: Int32Array): readonly Jump[] {
    const machine = this.#machine;
    const { codes } = this.#there;
    const ways = new Map<number, readonly number[]>([[start, []]]);
    const found = new Map<string, Jump>();
    // States are added while they are gone through: nearest first, so the first way found is a shortest.
    for (const [state, way] of ways) {
      for (let edge = machine.first[state] as number; edge < (machine.first[state + 1] as number); edge++) {
        const code = codes[edge] as number;
        if (code !== ALWAYS && !isThere(this.#there, code, soup)) continue;
        const target = machine.target[edge] as number;
        if (isSilent(machine, state, edge)) {
          if (!ways.has(target)) ways.set(target, [...way, edge]);
          continue;
        }
        const output = machine.output[edge] as number;
        const name = `${target},${output}`;
        if (!found.has(name)) found.set(name, { target, output, cost: way.length + 1, edges: [...way, edge] });
      }
    }
    return [...found.values()];
  }
}
