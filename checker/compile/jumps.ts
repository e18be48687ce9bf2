/** The macro-steps of one replica: visible steps, each with the silent ones before it. */
import { Numbers } from "../numbers.ts";
import { StateTable } from "../table.ts";
import type { Sets } from "./futures.ts";
import type { Availability } from "./guards.ts";
import type { LocalMachine } from "./local-machine.ts";
import { Reach } from "./reach.ts";

/** Where in a jump stand its target, its output, and how many elementary steps it takes. */
export const JUMP = { target: 0, output: 1, cost: 2, words: 3 } as const;

/** The jumps of one replica, computed once for each state and each soup as far as it matters to that state. */
export class JumpTable {
  readonly #machine: LocalMachine;
  readonly #there: Availability;
  readonly #needs: Sets;
  readonly #keys: StateTable;
  readonly #key: Int32Array;
  /** The jumps of key k are items `first[k]` to `first[k + 1]`, that one excluded. */
  readonly #first = new Numbers();
  readonly #items = new Numbers();
  readonly #reach: Reach;
  /** Of the jumps asked for last: where they begin and end among the items. */
  begin = 0;
  end = 0;

  /** @param needs the messages that matter from each state on */
  constructor(machine: LocalMachine, there: Availability, needs: Sets) {
    this.#machine = machine;
    this.#there = there;
    this.#needs = needs;
    this.#keys = new StateTable(needs.words + 1);
    this.#key = new Int32Array(needs.words + 1);
    this.#reach = new Reach(machine);
    this.#first.push(0);
  }

  /** Words of jumps, from `begin` to `end` those from a state with this soup at hand. */
  from(state: number, soup: Int32Array): Int32Array {
    const key = this.#key;
    const { bits, words } = this.#needs;
    key[0] = state;
    for (let word = 0; word < words; word++)
      key[word + 1] = (soup[word] as number) & (bits[state * words + word] as number);
    const number = this.#keys.insert(key, -1);
    if (number >= 0) this.#add(state, soup);
    const known = number >= 0 ? number : ~number;
    this.begin = this.#first.at(known);
    this.end = this.#first.at(known + 1);
    return this.#items.array;
  }

  /** The edges of the cheapest jump from a state to a target, with this output, in order. */
  edges(state: number, soup: Int32Array, target: number, output: number): readonly number[] {
    const reach = this.#reach;
    for (const edge of reach.visible(state, this.#there, soup)) {
      if (this.#machine.target[edge] === target && this.#machine.output[edge] === output)
        return [...reach.wayTo(edge), edge];
    }
    throw new Error("no step leads from one state of the way to the next");
  }

  #add(state: number, soup: Int32Array): void {
    for (const edge of this.#reach.visible(state, this.#there, soup)) {
      this.#items.push(this.#machine.target[edge] as number);
      this.#items.push(this.#machine.output[edge] as number);
      this.#items.push(this.#reach.costOf(edge));
    }
    this.#first.push(this.#items.length);
  }
}
