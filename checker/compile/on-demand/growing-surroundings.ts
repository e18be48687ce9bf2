/**
 * Everything about a state but the replicas, kept once and numbered: a row of what was put out, by the number that the
 * monitors have for it, and behind it the facts. Rows become wider, their numbers stay.
 */
import { StateTable } from "../../table.ts";
import { type Alphabet, SILENT } from "../alphabet.ts";
import type { Monitors } from "../monitors.ts";
import type { Facts } from "./facts.ts";

const CACHE_LINES = 1 << 16;
const CACHE_WORDS = 3;

export class GrowingSurroundings {
  readonly #facts: Facts;
  readonly #alphabet: Alphabet;
  readonly #monitors: Monitors;
  readonly #places: number;
  #table: StateTable;
  #scratch: Int32Array;
  /** The questions put to `after` last, with their answers: number, code, answer. Many states ask the same. */
  readonly #cache = new Int32Array(CACHE_LINES * CACHE_WORDS).fill(-1);

  constructor(facts: Facts, alphabet: Alphabet, monitors: Monitors, places: number) {
    this.#facts = facts;
    this.#alphabet = alphabet;
    this.#monitors = monitors;
    this.#places = places;
    this.#table = new StateTable(facts.words);
    this.#scratch = new Int32Array(facts.words);
  }

  /** How many different surroundings there are. */
  get size(): number {
    return this.#table.size;
  }

  /** Words of a row. */
  get words(): number {
    return this.#table.width;
  }

  /** Copies the row with a number. */
  read(number: number, into: Int32Array): void {
    this.#table.read(number, into);
  }

  /** The surroundings at the start, when each place puts out what it starts with. */
  initial(outputs: readonly number[]): number {
    this.#fit();
    this.#scratch.fill(0);
    this.#scratch[0] = this.#monitors.initial;
    this.#facts.begin(this.#scratch);
    return this.#put(outputs);
  }

  /** The surroundings after all places have put something out at once. */
  afterAll(number: number, outputs: readonly number[]): number {
    this.#fit();
    this.#table.read(number, this.#scratch);
    return this.#put(outputs);
  }

  /** The surroundings after a replica has put something out. */
  after(number: number, place: number, output: number): number {
    const cache = this.#cache;
    const code = output * this.#places + place;
    const mixed = Math.imul(number, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
    const at = ((mixed ^ (mixed >>> 15)) & (CACHE_LINES - 1)) * CACHE_WORDS;
    if (cache[at] === number && cache[at + 1] === code) return cache[at + 2] as number;
    this.#fit();
    this.#table.read(number, this.#scratch);
    this.#add(place, output);
    const after = this.#number();
    cache[at] = number;
    cache[at + 1] = code;
    cache[at + 2] = after;
    return after;
  }

  /** The goals that what was put out meets. */
  goals(number: number): readonly number[] {
    this.#table.read(number, this.#scratch);
    return this.#monitors.goals(this.#scratch[0] as number);
  }

  #put(outputs: readonly number[]): number {
    outputs.forEach((output, place) => {
      if (output !== SILENT) this.#add(place, output);
    });
    return this.#number();
  }

  #add(place: number, output: number): void {
    this.#facts.send(this.#scratch, this.#alphabet.output(output).sends);
    this.#scratch[0] = this.#monitors.after(this.#scratch[0] as number, place, output);
  }

  #number(): number {
    const number = this.#table.insert(this.#scratch, -1);
    return number >= 0 ? number : ~number;
  }

  /** Makes room for the messages that replicas have been seen to send. */
  #fit(): void {
    this.#facts.hear();
    if (this.#facts.words === this.#table.width) return;
    const wider = new StateTable(this.#facts.words);
    const row = new Int32Array(this.#facts.words);
    for (let number = 0; number < this.#table.size; number++) {
      this.#table.read(number, row);
      wider.insert(row, -1);
    }
    this.#table = wider;
    this.#scratch = row;
  }
}
