/**
 * The exhaustive loop with several workers. States are divided into parts by their hash, and each part is one worker's, in
 * a table that nobody else writes. They go step by step: in each, a worker takes in what was found for its parts in the
 * last one, then expands some states of the level. All states of one distance come before those of the next.
 *
 * What a worker does depends on what it is told, and in which order, not on when. So counts, verdicts and lengths are
 * those of one thread, and with the same number of workers everything else is the same each time.
 */
import type { Exploration, Progress, StoppedBy, Watch } from "../../explore.ts";
import { StateTable } from "../../table.ts";
import type { ExplainedSpace } from "../composition.ts";
import { packing } from "../packing.ts";
import { type Judges, type Plan, spaceOf } from "../plan.ts";
import { sharedWords } from "./batch.ts";
import { type Briefing, COUNTS, type Report, type Step } from "./commands.ts";
import { answers, judgesPlan, longestAnswer } from "./oracle.ts";
import { shared } from "./shared-data.ts";
import { Shares } from "./shares.ts";
import type { Crew } from "./threads.ts";

export interface ParallelOptions {
  readonly workers: number;
  /** How many goals there are. */
  readonly goals: number;
  /** How many states a worker expands in one step. */
  readonly atOnce?: number;
  /** Starts workers, if it is not to be threads. */
  readonly start?: typeof import("./threads.ts").startThreads;
}

/** What workers found, and the space whose rows it is told in. */
export interface ParallelExploration {
  readonly exploration: Exploration;
  readonly space: ExplainedSpace;
  /** How many different surroundings there are; 0 where rows say themselves what is around. */
  readonly surroundings: number;
}

/** Many to a step: in between everybody waits for everybody, and what is found for a part is put in together. */
const AT_ONCE = 1 << 18;
/** Near the limit of states they expand fewer, lest what is found goes far beyond it: this share of what is left. */
const SHARE_OF_ROOM = 1 / 8;
const LEAST_AT_ONCE = 64;
/** Milliseconds between two looks at the clock. */
const LOOK = 20;

/** Explores the space of a plan with worker threads; they are ended before this returns or throws. */
export async function exploreInParallel(
  plan: Plan,
  judges: Judges,
  watch: Watch,
  options: ParallelOptions,
): Promise<ParallelExploration> {
  const search = new ParallelSearch(plan, judges, watch, options);
  const start = options.start ?? (await import("./threads.ts")).startThreads;
  const crew = await start(
    options.workers,
    search.briefing,
    answers(judges, plan.sends.ofOutput.length),
    longestAnswer(options.goals),
  );
  try {
    const exploration = await search.run(crew);
    return { exploration, space: search.space, surroundings: search.surroundings() };
  } finally {
    await crew.close();
  }
}

class ParallelSearch {
  readonly space: ExplainedSpace;
  readonly briefing: Briefing;
  readonly #surroundings: StateTable;
  readonly #shares: Shares;
  readonly #watch: Watch;
  readonly #options: ParallelOptions;
  readonly #met = new Map<number, number>();
  #reports: readonly Report[] = [];
  #depth = 0;
  #stoppedBy: StoppedBy | null = null;

  constructor(plan: Plan, judges: Judges, watch: Watch, options: ParallelOptions) {
    const { workers } = options;
    const width = plan.sends.words + 1;
    this.#surroundings = new StateTable(width);
    this.space = spaceOf(plan, judges, this.#surroundings).space;
    const here = plan.soupInRows ? null : { table: this.#surroundings, width };
    const around = packing(plan.parts.machines.map(({ size }) => size)).words;
    this.#shares = new Shares(workers, this.space.width, around, here);
    this.#watch = watch;
    this.#options = options;
    this.briefing = {
      plan: shared(plan),
      judges: judgesPlan(judges, plan.parts.machines.length, plan.sends.ofOutput.length),
      workers,
      stop: sharedWords(1),
      counts: new Float64Array(new SharedArrayBuffer(8 * COUNTS.room * workers)),
    };
  }

  /** How many different surroundings the workers met, which each of them has numbered for itself. */
  surroundings(): number {
    this.#reports.forEach(({ surroundings }, worker) => {
      this.#shares.renumberAll(worker, surroundings);
    });
    return this.#surroundings.size;
  }

  async run(crew: Crew): Promise<Exploration> {
    let end: () => void = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const looking = this.#look(over);
    looking.catch(() => {});
    try {
      await this.#explore(crew);
    } finally {
      end();
    }
    await looking;
    return {
      ...this.#progress(),
      stoppedBy: this.#stoppedBy,
      met: this.#met,
      way: (state) => this.#wayTo(state),
    };
  }

  async #explore(crew: Crew): Promise<void> {
    let cutByDepth = false;
    for (;;) {
      await this.#do(crew, { do: "take in" });
      const distance = Math.min(
        ...this.#reports.map(({ nearest }) => (nearest < 0 ? Number.POSITIVE_INFINITY : nearest)),
      );
      if (this.#stoppedBy !== null || distance === Number.POSITIVE_INFINITY) break;
      this.#depth = distance;
      if (this.#met.size < this.#options.goals) await this.#judge(crew, distance);
      if (this.#stoppedBy !== null) break;
      if (distance < this.#watch.maxDepth) await this.#expand(crew, distance);
      else {
        cutByDepth = true;
        await this.#do(crew, { do: "leave out", distance });
      }
    }
    if (cutByDepth) this.#stoppedBy ??= "max-depth";
  }

  async #judge(crew: Crew, distance: number): Promise<void> {
    await this.#do(crew, { do: "judge", distance, met: [...this.#met.keys()] });
    const before = this.#met.size;
    for (const [goal, state] of this.#reports.flatMap(({ met }) => met)) {
      if (this.#met.has(goal)) continue;
      this.#met.set(goal, state);
      this.#watch.onGoal?.(goal, this.#progress());
    }
    if (this.#met.size > before && !this.#watch.wantsMore(this.#met)) this.#stoppedBy ??= "goals-met";
  }

  async #expand(crew: Crew, distance: number): Promise<void> {
    const { workers, atOnce = AT_ONCE } = this.#options;
    const isThere = ({ nearest }: Report): boolean => nearest === distance;
    while (this.#stoppedBy === null && this.#reports.some(isThere)) {
      const room = Math.floor(((this.#watch.maxStates - this.#found()) * SHARE_OF_ROOM) / workers);
      await this.#do(crew, { do: "expand", distance, most: Math.max(LEAST_AT_ONCE, Math.min(atOnce, room)) });
    }
  }

  /** How many states there are, at most, with those that are not yet taken in. */
  #found(): number {
    const waiting = this.#reports.flatMap(({ found }) => found.map((batch) => batch?.count ?? 0));
    return waiting.reduce((sum, count) => sum + count, this.#sum("states"));
  }

  async #do(crew: Crew, step: Step): Promise<void> {
    const found = this.#reports.map((report) => report.found);
    const shares = this.#reports.map((report) => report.share);
    this.#reports = await crew.run({ found, shares, step });
    this.#reports.forEach(({ share }, worker) => {
      if (share !== null) this.#shares.adopt(worker, share);
    });
    if (this.#reports.some(({ isFull }) => isFull)) this.#stoppedBy ??= "memory";
    if (this.#sum("states") > this.#watch.maxStates) this.#stoppedBy ??= "max-states";
  }

  /** Looks at the clock now and then, until it is over. */
  async #look(over: Promise<void>): Promise<void> {
    let isOver = false;
    void over.then(() => {
      isOver = true;
    });
    try {
      while (!isOver) {
        const stop = await this.#watch.pause(this.#progress());
        if (stop !== null && !isOver) this.#stoppedBy ??= stop;
        if (stop !== null) break;
        await Promise.race([over, after(LOOK)]);
      }
    } finally {
      Atomics.store(this.briefing.stop, 0, 1);
    }
  }

  #sum(what: Exclude<keyof typeof COUNTS, "room">): number {
    let sum = 0;
    for (let at = COUNTS[what]; at < this.briefing.counts.length; at += COUNTS.room) {
      sum += this.briefing.counts[at] as number;
    }
    return sum;
  }

  #progress(): Progress {
    const elsewhere = this.#sum("bytes");
    return {
      distinctStates: this.#sum("states"),
      transitions: this.#sum("transitions"),
      depth: this.#depth,
      frontier: this.#sum("waiting"),
      bytes: elsewhere + this.#surroundings.bytes,
      elsewhere,
    };
  }

  #wayTo(state: number): readonly Int32Array[] {
    const rows: Int32Array[] = [];
    for (let at = state; at >= 0; at = this.#shares.parent(at)) {
      const row = new Int32Array(this.space.width);
      this.#shares.read(at, row);
      rows.push(row);
    }
    return rows.reverse();
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
