/** What one worker does: it takes states of the level that is being searched, and puts their successors in. */

import { Numbers } from "../../numbers.ts";
import type { ExplainedSpace } from "../composition.ts";
import { type Plan, spaceOf } from "../plan.ts";
import type { RowTable } from "../surroundings.ts";
import { Batch } from "./batch.ts";
import type { Level } from "./levels.ts";
import { type Ask, type JudgesPlan, remoteJudges } from "./oracle.ts";
import { LANE, type SharedMemory } from "./shared-memory.ts";
import { SharedTable, TableFull } from "./shared-table.ts";

/** What a worker is given at its start. */
export interface Briefing {
  readonly plan: Plan;
  readonly judges: JudgesPlan;
  readonly states: SharedMemory;
  readonly surroundings: SharedMemory;
  readonly control: SharedArrayBuffer;
  readonly transitions: SharedArrayBuffer;
}

/** Words of the control: how much of the level has been taken; how many chunks have been put into a new index; whether to stop. */
export const TAKEN = 0;
export const REHASHED = LANE;
export const STOP = 2 * LANE;
export const CONTROL_WORDS = 3 * LANE;

export type Command = {
  /** Given where tables have grown since the last command. */
  readonly grown: { readonly states: SharedMemory; readonly surroundings: SharedMemory } | null;
} & (
  | { readonly do: "judge"; readonly level: Level; readonly met: readonly number[] }
  /** @property resumes whether part of this level has been expanded already */
  | { readonly do: "expand"; readonly level: Level; readonly resumes: boolean }
  | { readonly do: "rehash" }
);

export interface Report {
  /** Whether a state of the level is as near as the level says, rather than found nearer since. */
  readonly reached: boolean;
  /** States found, or found nearer: their distance and their numbers. */
  readonly found: readonly (readonly [number, Int32Array])[];
  /** Goals met, and by which state. */
  readonly met: readonly (readonly [number, number])[];
  /** Which table was full; then the level is not finished. */
  readonly full: "states" | "surroundings" | null;
}

const NOTHING: Report = { reached: false, found: [], met: [], full: null };
/** States taken at once: few enough for all workers to end at about the same time. */
const MOST_AT_ONCE = 1024;

export class Explorer {
  readonly #space: ExplainedSpace;
  readonly #states: SharedTable;
  readonly #surroundings: SharedTable;
  readonly #keepsDistances: boolean;
  readonly #control: Int32Array;
  readonly #transitions: Float64Array;
  readonly #lane: number;
  readonly #row: Int32Array;
  readonly #batch: Batch;
  /** States found in this level, by distance. */
  readonly #found = new Map<number, Numbers>();
  /** What has been taken of the level and is not done yet. */
  #at = 0;
  #end = 0;
  /** The state being expanded, and where its successors are collected. */
  #current = -1;
  #distance = 0;
  #reached = false;
  #full: Report["full"] = null;

  /** @param thread the number of this worker, from 1 */
  constructor({ plan, judges, states, surroundings, control, transitions }: Briefing, thread: number, ask: Ask) {
    this.#states = new SharedTable(states, thread);
    this.#surroundings = new SharedTable(surroundings, thread);
    const kept: RowTable = this.#noted(this.#surroundings);
    this.#space = spaceOf(plan, remoteJudges(judges, ask), kept).space;
    this.#keepsDistances = states.stride > states.width + 1;
    this.#control = new Int32Array(control);
    this.#transitions = new Float64Array(transitions);
    this.#lane = LANE * thread;
    this.#row = new Int32Array(this.#space.width);
    this.#batch = new Batch(this.#space.width);
  }

  run(command: Command): Report {
    if (command.grown) {
      this.#states.adopt(command.grown.states);
      this.#surroundings.adopt(command.grown.surroundings);
    }
    this.#reached = false;
    switch (command.do) {
      case "judge":
        return this.#judge(command.level, command.met);
      case "expand":
        if (!command.resumes) this.#end = this.#at;
        return this.#expand(command.level);
      case "rehash":
        this.#rehash();
        return NOTHING;
    }
  }

  /** A level may be half done: what has been taken of it is not forgotten here. */
  #rehash(): void {
    const next = (): number => Atomics.add(this.#control, REHASHED, 1);
    for (let chunk = next(); chunk < this.#states.chunksTaken; chunk = next()) this.#states.rehash(chunk);
  }

  #judge({ numbers, length, distance }: Level, before: readonly number[]): Report {
    const level = new Int32Array(numbers);
    const met = new Map<number, number>();
    const many = this.#many(length);
    for (let start = this.#claim(many); start < length && !this.#stops; start = this.#claim(many)) {
      for (let at = start; at < Math.min(length, start + many); at++) {
        const number = level[at] as number;
        if (this.#isStale(number, distance)) continue;
        this.#reached = true;
        this.#states.read(number, this.#row);
        for (const goal of this.#space.goals(this.#row)) {
          if (!before.includes(goal) && !met.has(goal)) met.set(goal, number);
        }
      }
    }
    return { ...NOTHING, reached: this.#reached, met: [...met] };
  }

  #expand({ numbers, length, distance }: Level): Report {
    const level = new Int32Array(numbers);
    const many = this.#many(length);
    this.#distance = distance;
    this.#full = null;
    try {
      for (;;) {
        for (; this.#at < this.#end && !this.#stops; this.#at++) this.#expandOne(level[this.#at] as number);
        if (this.#stops) break;
        this.#at = this.#claim(many);
        this.#end = Math.min(length, this.#at + many);
        if (this.#at >= length) break;
      }
    } catch (error) {
      // The state that was being expanded is expanded once more, when there is room; what it put in is there then.
      if (!(error instanceof TableFull)) throw error;
      this.#full ??= "states";
      Atomics.store(this.#control, STOP, 1);
    }
    const found = [...this.#found].map(([at, some]) => [at, some.items.slice()] as const);
    this.#found.clear();
    return { reached: this.#reached, found, met: [], full: this.#full };
  }

  #expandOne(number: number): void {
    if (this.#isStale(number, this.#distance)) return;
    this.#reached = true;
    this.#current = number;
    this.#batch.size = 0;
    this.#states.read(number, this.#row);
    this.#space.expand(this.#row, this.#emit);
    this.#states.insertAll(this.#batch, number, this.#distance, this.#take);
    this.#transitions[this.#lane] = (this.#transitions[this.#lane] as number) + this.#batch.size;
  }

  readonly #emit = (row: Int32Array, cost = 1): void => this.#batch.add(row, cost);

  readonly #take = (number: number, distance: number): void => {
    if (number >= 0) this.#push(number, distance);
    else if (this.#keepsDistances && this.#states.lower(~number, this.#current, distance))
      this.#push(~number, distance);
  };

  #push(number: number, distance: number): void {
    let some = this.#found.get(distance);
    if (!some) {
      some = new Numbers();
      this.#found.set(distance, some);
    }
    some.push(number);
  }

  /** Found nearer since: it was expanded from there. */
  #isStale(number: number, distance: number): boolean {
    return this.#keepsDistances && this.#states.distance(number) !== distance;
  }

  get #stops(): boolean {
    return Atomics.load(this.#control, STOP) !== 0;
  }

  #claim(many: number): number {
    return Atomics.add(this.#control, TAKEN, many);
  }

  #many(length: number): number {
    return Math.max(1, Math.min(MOST_AT_ONCE, length >> 6));
  }

  /** The table of surroundings, with a note of it being the one that was full. */
  #noted(table: SharedTable): RowTable {
    return {
      get size() {
        return table.size;
      },
      get bytes() {
        return table.bytes;
      },
      read: (number, into) => table.read(number, into),
      insert: (row, parent) => {
        try {
          return table.insert(row, parent);
        } catch (error) {
          this.#full = "surroundings";
          throw error;
        }
      },
    };
  }
}
