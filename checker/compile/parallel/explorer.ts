/**
 * What one worker does: it keeps the states that are its own by their hash, in a table that nobody else writes; it
 * expands them, and hands on what it finds to those whose it is.
 */
import { hash } from "../../hash.ts";
import { StateTable } from "../../table.ts";
import type { ExplainedSpace } from "../composition.ts";
import { packing } from "../packing.ts";
import { spaceOf } from "../plan.ts";
import { Memo } from "../symmetry-memo.ts";
import { type Batch, BESIDES, Collector, sharedWords } from "./batch.ts";
import { type Briefing, COUNTS, type Command, type Report } from "./commands.ts";
import { Levels } from "./levels.ts";
import { type Ask, remoteJudges } from "./oracle.ts";
import { type Share, Shares } from "./shares.ts";

/** Rows that are put in together, and states that are expanded between two looks at whether to stop. */
const AT_ONCE = 256;

export class Explorer {
  readonly #space: ExplainedSpace;
  readonly #states: StateTable;
  readonly #surroundings: StateTable;
  readonly #shares: Shares;
  readonly #levels: Levels;
  readonly #me: number;
  readonly #workers: number;
  readonly #stop: Int32Array;
  readonly #counts: Float64Array;
  /** Whether expanding a state needs the one from which it was reached. */
  readonly #looksBack: boolean;
  /** The word of a row behind the local states: what monitors remember, or the number of the surroundings. */
  readonly #around: number;
  /** Surroundings -> a hash of their soup; null where rows say themselves what is around. */
  readonly #soups: Memo | null;
  /** What is found for each worker; others read what was found in the last step meanwhile. */
  #collectors: readonly Collector[];
  #others: readonly Collector[];
  readonly #row: Int32Array;
  readonly #from: Int32Array;
  /** How much of the level has been expanded. */
  #next = 0;
  /** The state being expanded, and its distance. */
  #current = -1;
  #distance = 0;
  #transitions = 0;
  #bytesShared = 0;

  /** @param me the number of this worker, from 0 */
  constructor({ plan, judges, workers, stop, counts }: Briefing, me: number, ask: Ask) {
    const width = plan.sends.words + 1;
    const surroundings = new StateTable(width, sharedWords);
    this.#surroundings = surroundings;
    this.#space = spaceOf(plan, remoteJudges(judges, ask), surroundings).space;
    this.#states = new StateTable(this.#space.width, sharedWords);
    this.#levels = new Levels(plan.needs !== null);
    this.#me = me;
    this.#workers = workers;
    this.#stop = stop;
    this.#counts = counts.subarray(COUNTS.room * me, COUNTS.room * (me + 1));
    this.#looksBack = plan.commutes && this.#space.expandAfter !== undefined;
    this.#around = packing(plan.parts.machines.map(({ size }) => size)).words;
    this.#soups = plan.soupInRows ? null : new Memo((number) => hash(surroundings.row(number), 0, width - 1));
    const here = plan.soupInRows ? null : { table: surroundings, width };
    this.#shares = new Shares(workers, this.#space.width, this.#around, here);
    const collectors = () => Array.from({ length: workers }, () => new Collector(this.#space.width));
    this.#collectors = collectors();
    this.#others = collectors();
    this.#row = new Int32Array(this.#space.width);
    this.#from = new Int32Array(this.#space.width);
    this.#space.initial((row) => {
      if (this.#ownerOf(row) === me) this.#levels.add(this.#states.insert(row, -1), 0);
    });
  }

  run({ shares, found, step }: Command): Report {
    let met: Report["met"] = [];
    let isFull = false;
    try {
      shares.forEach((share, worker) => {
        if (share !== null) this.#shares.adopt(worker, share);
      });
      found.forEach((batches, worker) => {
        const batch = batches[this.#me] ?? null;
        if (batch !== null) this.#takeIn(batch, worker);
      });
      if (step.do === "judge") met = this.#judge(step.distance, step.met);
      else if (step.do === "expand") this.#expand(step.distance, step.most);
      else if (step.do === "leave out") this.#levels.drop(step.distance);
    } catch (error) {
      // There is no more memory to be had.
      if (!(error instanceof RangeError)) throw error;
      isFull = true;
    }
    const sent = this.#collectors.map((collector) => collector.take());
    [this.#collectors, this.#others] = [this.#others, this.#collectors];
    this.#count();
    const nearest = this.#levels.nearest();
    return { share: this.#share(), found: sent, nearest, met, surroundings: this.#surroundings.size, isFull };
  }

  #takeIn({ words, count }: Batch, worker: number): void {
    const states = this.#states;
    const levels = this.#levels;
    const { width } = states;
    const stride = width + BESIDES;
    for (let first = 0; first < count && !this.#stops; first += AT_ONCE) {
      const many = Math.min(AT_ONCE, count - first);
      const begin = first * stride;
      const end = begin + many * stride;
      if (this.#soups !== null && worker !== this.#me) {
        for (let at = begin; at < end; at += stride) this.#shares.renumber(words, at, worker);
      }
      states.fetch(words, begin, stride, many);
      for (let at = begin; at < end; at += stride) {
        const parent = (words[at + width] as number) * this.#workers + worker;
        const distance = words[at + width + 1] as number;
        const number = states.insert(words, parent, at);
        if (number >= 0) levels.add(number, distance);
        else if (levels.improves(~number, distance)) states.reparent(~number, parent);
      }
    }
  }

  #judge(distance: number, before: readonly number[]): readonly (readonly [number, number])[] {
    const met = new Map<number, number>();
    const level = this.#levels.at(distance);
    for (let at = 0; at < level.length; at++) {
      if (at % AT_ONCE === 0 && this.#stops) break;
      const number = level[at] as number;
      if (this.#levels.isStale(number, distance)) continue;
      this.#states.read(number, this.#row);
      for (const goal of this.#space.goals(this.#row)) {
        if (!before.includes(goal) && !met.has(goal)) met.set(goal, number * this.#workers + this.#me);
      }
    }
    return [...met];
  }

  #expand(distance: number, most: number): void {
    const level = this.#levels.at(distance);
    const end = Math.min(level.length, this.#next + most);
    this.#distance = distance;
    for (; this.#next < end; this.#next++) {
      if (this.#next % AT_ONCE === 0) {
        if (this.#stops) return;
        this.#count();
      }
      const number = level[this.#next] as number;
      if (!this.#levels.isStale(number, distance)) this.#expandOne(number);
    }
    if (this.#next < level.length) return;
    this.#levels.drop(distance);
    this.#next = 0;
  }

  #expandOne(number: number): void {
    this.#current = number;
    this.#states.read(number, this.#row);
    const parent = this.#looksBack ? this.#states.parent(number) : -1;
    if (parent < 0 || !this.#space.expandAfter) {
      this.#space.expand(this.#row, this.#emit);
      return;
    }
    this.#shares.read(parent, this.#from);
    const leftOut = this.#space.expandAfter(this.#row, this.#from, this.#emit);
    this.#transitions += leftOut;
  }

  readonly #emit = (row: Int32Array, cost = 1): void => {
    this.#transitions++;
    const owner = this.#collectors[this.#ownerOf(row)] as Collector;
    owner.add(row, this.#current, this.#distance + cost);
  };

  /**
   * Whose state it is. Numbers that depend on who asked the main thread first are not looked at, so that the same
   * states are each worker's in every run; nor are the bits by which its table spreads them.
   */
  #ownerOf(row: Int32Array): number {
    const around = this.#around;
    const soup = this.#soups
      ? this.#soups.of(row[around] as number)
      : hash(row, around + 1, this.#space.width - around - 1);
    const mixed = Math.imul(hash(row, 0, around) ^ (soup >>> 1), 0x9e3779b1);
    return ((mixed >>> 16) * this.#workers) >>> 16;
  }

  get #stops(): boolean {
    return Atomics.load(this.#stop, 0) !== 0;
  }

  #count(): void {
    this.#counts[COUNTS.states] = this.#states.size;
    this.#counts[COUNTS.transitions] = this.#transitions;
    this.#counts[COUNTS.waiting] = this.#levels.size;
    this.#counts[COUNTS.bytes] = this.#states.bytes + this.#surroundings.bytes;
  }

  /** Tables are somewhere else exactly if they are larger. */
  #share(): Share | null {
    const bytes = this.#states.bytes + this.#surroundings.bytes;
    if (bytes === this.#bytesShared) return null;
    this.#bytesShared = bytes;
    return { states: this.#states.chunks, surroundings: this.#surroundings.chunks };
  }
}
