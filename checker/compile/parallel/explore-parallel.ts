/**
 * The exhaustive loop with several workers: level by level, all states of one distance before those of the next. Each
 * state is expanded once, so counts, verdicts and lengths do not depend on how many workers there are.
 */
import type { Exploration, Progress, StoppedBy, Watch } from "../../explore.ts";
import type { ExplainedSpace } from "../composition.ts";
import { type Judges, type Plan, spaceOf } from "../plan.ts";
import { type Briefing, CONTROL_WORDS, type Command, REHASHED, type Report, STOP, TAKEN } from "./explorer.ts";
import { type Level, Levels } from "./levels.ts";
import { answer } from "./oracle.ts";
import { LANE, type SharedMemory, shared, sharedMemory } from "./shared-memory.ts";
import { SharedTable } from "./shared-table.ts";
import type { Crew } from "./threads.ts";

export interface ParallelOptions {
  readonly workers: number;
  /** How many goals there are. */
  readonly goals: number;
  /** Room for states, and for surroundings, at first. */
  readonly room?: { readonly states: number; readonly surroundings: number };
  /** Starts workers, if it is not to be threads. */
  readonly start?: typeof import("./threads.ts").startThreads;
}

/** What workers found, and the space whose rows they are. */
export interface ParallelExploration {
  readonly exploration: Exploration;
  readonly space: ExplainedSpace;
  /** How many different surroundings there are. */
  readonly surroundings: number;
}

const ROOM = { states: 1 << 20, surroundings: 1 << 17 };
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
    (question) => answer(judges, question),
    Math.max(1, options.goals),
  );
  try {
    const exploration = await search.run(crew);
    return { exploration, space: search.space, surroundings: search.surroundings.size };
  } finally {
    await crew.close();
  }
}

class ParallelSearch {
  readonly space: ExplainedSpace;
  readonly states: SharedTable;
  readonly surroundings: SharedTable;
  readonly briefing: Briefing;
  readonly #watch: Watch;
  readonly #goals: number;
  readonly #levels = new Levels();
  readonly #control: Int32Array;
  readonly #transitions: Float64Array;
  readonly #met = new Map<number, number>();
  #depth = 0;
  #stoppedBy: StoppedBy | null = null;
  #grown: { readonly states: SharedMemory; readonly surroundings: SharedMemory } | null = null;

  constructor(plan: Plan, judges: Judges, watch: Watch, { workers, goals, room = ROOM }: ParallelOptions) {
    const threads = workers + 1;
    this.#watch = watch;
    this.#goals = goals;
    const width = plan.sends.words + 1;
    const ofSurroundings = { width, keepsDistances: false, threads, rows: room.surroundings, most: 2 ** 31 };
    this.surroundings = new SharedTable(sharedMemory(ofSurroundings), 0);
    const around = this.surroundings;
    this.space = spaceOf(plan, judges, {
      get size() {
        return around.size;
      },
      get bytes() {
        return around.bytes;
      },
      read: (number, into) => around.read(number, into),
      insert: (row, parent) => around.insertAlone(row, parent),
    }).space;
    const most = Math.min(watch.maxStates, 2 ** 31);
    const ofStates = { width: this.space.width, keepsDistances: plan.needs !== null, threads, rows: room.states, most };
    this.states = new SharedTable(sharedMemory(ofStates), 0);
    const control = new SharedArrayBuffer(4 * CONTROL_WORDS);
    const transitions = new SharedArrayBuffer(8 * LANE * threads);
    this.#control = new Int32Array(control);
    this.#transitions = new Float64Array(transitions);
    this.space.initial((row) => this.#levels.add(0, Int32Array.of(this.states.insert(row, -1))));
    const { memory, judge } = judges;
    this.briefing = {
      plan: shared(plan),
      judges: {
        initial: memory.initial,
        forgets: memory.forgets,
        judges: judge !== null,
        places: plan.parts.machines.length,
        outputs: plan.sends.ofOutput.length,
      },
      states: this.states.memory,
      surroundings: this.surroundings.memory,
      control,
      transitions,
    };
  }

  async run(crew: Crew): Promise<Exploration> {
    let cutByDepth = false;
    for (let level = this.#levels.take(); level && this.#stoppedBy === null; level = this.#levels.take()) {
      if (this.#met.size < this.#goals) await this.#judge(crew, level);
      if (this.#stoppedBy !== null) break;
      if (level.distance < this.#watch.maxDepth) await this.#expand(crew, level);
      else cutByDepth = true;
    }
    if (cutByDepth) this.#stoppedBy ??= "max-depth";
    return { ...this.#progress(), stoppedBy: this.#stoppedBy, met: this.#met, way: (number) => this.#wayTo(number) };
  }

  async #judge(crew: Crew, level: Level): Promise<void> {
    const reports = await this.#do(crew, { do: "judge", level, met: [...this.#met.keys()] });
    this.#reach(level, reports);
    const before = this.#met.size;
    for (const [goal, number] of reports.flatMap(({ met }) => met)) {
      if (this.#met.has(goal)) continue;
      this.#met.set(goal, number);
      this.#watch.onGoal?.(goal, this.#progress());
    }
    if (this.#met.size > before && !this.#watch.wantsMore(this.#met)) this.#stoppedBy ??= "goals-met";
  }

  async #expand(crew: Crew, level: Level): Promise<void> {
    for (let resumes = false; this.#stoppedBy === null; resumes = true) {
      const reports = await this.#do(crew, { do: "expand", level, resumes });
      this.#reach(level, reports);
      for (const [distance, numbers] of reports.flatMap(({ found }) => found)) this.#levels.add(distance, numbers);
      if (this.states.size > this.#watch.maxStates) this.#stoppedBy ??= "max-states";
      if (!reports.some(({ full }) => full !== null)) return;
      if (this.#stoppedBy === null) await this.#grow(crew, reports);
    }
  }

  #reach({ distance }: Level, reports: readonly Report[]): void {
    if (reports.some(({ reached }) => reached)) this.#depth = distance;
  }

  async #grow(crew: Crew, reports: readonly Report[]): Promise<void> {
    const isFull = (which: Report["full"]): boolean => reports.some(({ full }) => full === which);
    try {
      if (isFull("surroundings")) this.surroundings.enlargeAlone();
      const isNew = isFull("states") && this.states.enlarge();
      this.#grown = { states: this.states.memory, surroundings: this.surroundings.memory };
      if (isNew) await this.#do(crew, { do: "rehash" });
    } catch (error) {
      // There is no more memory to be had.
      if (!(error instanceof RangeError)) throw error;
      this.#stoppedBy = "memory";
    }
  }

  /** Has the crew do something, and looks at the clock meanwhile. */
  async #do(
    crew: Crew,
    command: Command extends infer C ? (C extends Command ? Omit<C, "grown"> : never) : never,
  ): Promise<readonly Report[]> {
    const begins = command.do === "judge" || (command.do === "expand" && !command.resumes);
    if (begins) Atomics.store(this.#control, TAKEN, 0);
    Atomics.store(this.#control, REHASHED, 0);
    Atomics.store(this.#control, STOP, 0);
    const running = crew.run({ ...command, grown: this.#grown } as Command);
    this.#grown = null;
    let isOver = false;
    const ended = running.finally(() => {
      isOver = true;
    });
    ended.catch(() => {});
    while (!isOver) {
      const stop = await this.#watch.pause(this.#progress());
      if (stop !== null && command.do !== "rehash") {
        this.#stoppedBy ??= stop;
        Atomics.store(this.#control, STOP, 1);
        break;
      }
      await Promise.race([ended, after(LOOK)]);
    }
    return await ended;
  }

  #progress(): Progress {
    return {
      distinctStates: this.states.size,
      transitions: this.#transitions.reduce((sum, count) => sum + count, 0),
      depth: this.#depth,
      frontier: this.#levels.size,
      bytes: this.states.bytes + this.surroundings.bytes,
    };
  }

  #wayTo(number: number): readonly Int32Array[] {
    const rows: Int32Array[] = [];
    for (let at = number; at >= 0; at = this.states.parent(at)) rows.push(this.states.row(at));
    return rows.reverse();
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
