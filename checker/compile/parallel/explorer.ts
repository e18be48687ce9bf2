/**
 * What one worker does: it keeps the parts of the states that are its own; it expands them, and hands on what it finds, for
 * each part, to the worker whose that is.
 */
import { hash } from "../../hash.ts";
import { StateTable } from "../../table.ts";
import type { ExplainedSpace } from "../composition.ts";
import { packing } from "../packing.ts";
import { spaceOf } from "../plan.ts";
import { Memo } from "../symmetry-memo.ts";
import { BESIDES, Collector, sharedWords } from "./batch.ts";
import { type Briefing, COUNTS, type Command, type Report } from "./commands.ts";
import { type Ask, remoteJudges } from "./oracle.ts";
import { PARTS, Part, partOfHash, stateOf, workerOf } from "./part.ts";
import { type Share, Shares } from "./shares.ts";

/** States that are expanded together; then it looks whether to stop. */
const AT_ONCE = 256;

export class Explorer {
  readonly #space: ExplainedSpace;
  /** The parts that are its own. */
  readonly #parts: readonly Part[];
  readonly #surroundings: StateTable;
  readonly #shares: Shares;
  readonly #me: number;
  readonly #stop: Int32Array;
  readonly #counts: Float64Array;
  /** Whether expanding a state needs the one from which it was reached. */
  readonly #looksBack: boolean;
  /** The word of a row behind the local states: what monitors remember, or the number of the surroundings. */
  readonly #around: number;
  /** Surroundings -> a hash of their soup; null where rows say themselves what is around. */
  readonly #soups: Memo | null;
  /** What is found for each part; others read what was found in the last step meanwhile. */
  #collectors: readonly Collector[];
  #others: readonly Collector[];
  readonly #row: Int32Array;
  readonly #from: Int32Array;
  /** Of the states that are expanded together, those from which they were reached; -1 where that does not matter. */
  readonly #parents = new Int32Array(AT_ONCE).fill(-1);
  /** The state being expanded, and its distance. */
  #current = -1;
  #distance = 0;
  #transitions = 0;
  /** The bytes of each part, and of the surroundings, when they were last shared. */
  readonly #shared = new Map<Part | null, number>();

  /** @param me the number of this worker, from 0 */
  constructor({ plan, judges, workers, stop, counts }: Briefing, me: number, ask: Ask) {
    const width = plan.sends.words + 1;
    const surroundings = new StateTable(width, sharedWords);
    this.#surroundings = surroundings;
    this.#space = spaceOf(plan, remoteJudges(judges, ask), surroundings).space;
    this.#parts = Array.from({ length: PARTS }, (_, part) => part)
      .filter((part) => workerOf(part, workers) === me)
      .map((part) => new Part(part, this.#space.width, plan.needs !== null));
    this.#me = me;
    this.#stop = stop;
    this.#counts = counts.subarray(COUNTS.room * me, COUNTS.room * (me + 1));
    this.#looksBack = plan.commutes && this.#space.expandAfter !== undefined;
    this.#around = packing(plan.parts.machines.map(({ size }) => size)).words;
    this.#soups = plan.soupInRows ? null : new Memo((number) => hash(surroundings.row(number), 0, width - 1));
    const here = plan.soupInRows ? null : { table: surroundings, width };
    this.#shares = new Shares(workers, this.#space.width, this.#around, here);
    const collectors = () => Array.from({ length: PARTS }, () => new Collector(this.#space.width));
    this.#collectors = collectors();
    this.#others = collectors();
    this.#row = new Int32Array(this.#space.width);
    this.#from = new Int32Array(this.#space.width);
    this.#space.initial((row) => {
      const at = this.#partOf(row);
      const part = this.#parts.find(({ number }) => number === at);
      part?.levels.add(part.states.insert(row, -1), 0);
    });
  }

  run({ shares, found, step }: Command): Report {
    let met: Report["met"] = [];
    let isFull = false;
    try {
      shares.forEach((share, worker) => {
        if (share !== null) this.#shares.adopt(worker, share);
      });
      for (const part of this.#parts) this.#takeIn(part, found);
      if (step.do === "judge") met = this.#judge(step.distance, step.met);
      else if (step.do === "expand") this.#expand(step.distance, step.most);
      else if (step.do === "leave out") for (const part of this.#parts) part.drop(step.distance);
    } catch (error) {
      // There is no more memory to be had.
      if (!(error instanceof RangeError)) throw error;
      isFull = true;
    }
    const sent = this.#collectors.map((collector) => collector.take());
    [this.#collectors, this.#others] = [this.#others, this.#collectors];
    this.#count();
    const distances = this.#parts.map(({ levels }) => levels.nearest()).filter((distance) => distance >= 0);
    const nearest = distances.length === 0 ? -1 : Math.min(...distances);
    return { share: this.#share(), found: sent, nearest, met, surroundings: this.#surroundings.size, isFull };
  }

  #takeIn(part: Part, found: Command["found"]): void {
    found.forEach((batches, worker) => {
      const batch = batches[part.number] ?? null;
      if (batch === null || this.#stops) return;
      if (worker !== this.#me) this.#shares.renumber(batch.words, part.states.width + BESIDES, batch.count, worker);
      part.takeIn(batch);
    });
  }

  #judge(distance: number, before: readonly number[]): readonly (readonly [number, number])[] {
    const met = new Map<number, number>();
    for (const { number: part, states, levels } of this.#parts) {
      if (this.#stops) break;
      for (const number of levels.at(distance)) {
        if (levels.isStale(number, distance)) continue;
        states.read(number, this.#row);
        for (const goal of this.#space.goals(this.#row)) {
          if (!before.includes(goal) && !met.has(goal)) met.set(goal, stateOf(part, number));
        }
      }
    }
    return [...met];
  }

  #expand(distance: number, most: number): void {
    this.#distance = distance;
    let left = most;
    for (const part of this.#parts) {
      const level = part.levels.at(distance);
      const end = Math.min(level.length, part.next + left);
      left -= end - part.next;
      while (part.next < end) {
        if (this.#stops) return;
        this.#counts[COUNTS.transitions] = this.#transitions;
        const to = Math.min(end, part.next + AT_ONCE);
        this.#expandSome(part, level, to);
        part.next = to;
      }
      if (part.next === level.length) part.drop(distance);
    }
  }

  #expandSome({ number: part, states, levels, next }: Part, level: Int32Array, end: number): void {
    if (this.#looksBack) {
      for (let at = next; at < end; at++) this.#parents[at - next] = states.parent(level[at] as number);
      this.#shares.fetch(this.#parents, end - next);
    }
    for (let at = next; at < end; at++) {
      const number = level[at] as number;
      if (levels.isStale(number, this.#distance)) continue;
      this.#current = stateOf(part, number);
      states.read(number, this.#row);
      this.#expandOne(this.#parents[at - next] as number);
    }
  }

  #expandOne(parent: number): void {
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
    const collector = this.#collectors[this.#partOf(row)] as Collector;
    collector.add(row, this.#current, this.#distance + cost);
  };

  /**
   * The part of a state. Numbers that depend on who asked the main thread first are not looked at, so that the same
   * states are in each part in every run; nor are the bits by which its table spreads them.
   */
  #partOf(row: Int32Array): number {
    const around = this.#around;
    const soup = this.#soups
      ? this.#soups.of(row[around] as number)
      : hash(row, around + 1, this.#space.width - around - 1);
    return partOfHash(Math.imul(hash(row, 0, around) ^ (soup >>> 1), 0x9e3779b1));
  }

  get #stops(): boolean {
    return Atomics.load(this.#stop, 0) !== 0;
  }

  #count(): void {
    const sum = (what: (part: Part) => number): number => this.#parts.reduce((all, part) => all + what(part), 0);
    this.#counts[COUNTS.states] = sum(({ states }) => states.size);
    this.#counts[COUNTS.transitions] = this.#transitions;
    this.#counts[COUNTS.waiting] = sum(({ levels }) => levels.size);
    this.#counts[COUNTS.bytes] = sum(({ states }) => states.bytes) + this.#surroundings.bytes;
  }

  /** Tables are somewhere else exactly if they are larger. */
  #share(): Share | null {
    const isElsewhere = (what: Part | null, bytes: number): boolean => {
      if (this.#shared.get(what) === bytes) return false;
      this.#shared.set(what, bytes);
      return true;
    };
    const states = this.#parts
      .filter((part) => isElsewhere(part, part.states.bytes))
      .map(({ number, states }) => [number, states.chunks] as const);
    if (!isElsewhere(null, this.#surroundings.bytes) && states.length === 0) return null;
    return { states, surroundings: this.#surroundings.chunks };
  }
}
