/** Worker threads of Node.js: the only file that knows what they are. */
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { Briefing, Command, Report } from "./commands.ts";
import { Explorer } from "./explorer.ts";
import type { Question } from "./oracle.ts";

/** Workers that search together. */
export interface Crew {
  /**
   * Has all of them do the same.
   *
   * @returns what each of them reports, in their order
   * @throws Error where one of them threw, or is no more; what answering its question threw
   */
  run(command: Command): Promise<readonly Report[]>;
  /** Ends them, whatever they are doing. */
  close(): Promise<void>;
}

/** What a worker says. */
type Said = { readonly ready: true } | { readonly ask: Question } | { readonly report: Report };

/** What a worker is started with: what it is to do, where the answers come, and which one it is. */
interface Start {
  readonly byzcheck: Briefing;
  readonly me: number;
  readonly answers: SharedArrayBuffer;
}

const CURE = "to search without workers, say --workers 1";
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Words of an answer: whether it is there, how many numbers it has, and they. */
const THERE = 0;
const COUNT = 1;
const FIRST = 2;

/**
 * Starts workers.
 *
 * @param answer answers their questions
 * @param most how many numbers an answer has at most
 * @throws Error if one of them does not start
 */
export async function startThreads(
  count: number,
  briefing: Briefing,
  answer: (question: Question) => readonly number[],
  most: number,
): Promise<Crew> {
  const reports: Report[] = [];
  let failure: { readonly error: unknown } | null = null;
  let isOver = false;
  let missing = count;
  let done: () => void = () => {};
  let giveUp: (error: unknown) => void = () => {};
  /** Waits until every worker has said that it is done, or one of them has failed, now or before. */
  const all = (): Promise<void> =>
    new Promise((resolve, reject) => {
      missing = count;
      done = resolve;
      giveUp = reject;
      if (failure) reject(failure.error);
    });
  const fail = (error: unknown): void => {
    failure ??= { error };
    giveUp(failure.error);
  };
  const started = all();
  const workers = Array.from({ length: count }, (_, me) => {
    const answers = new SharedArrayBuffer(4 * (FIRST + Math.max(1, most)));
    const words = new Int32Array(answers);
    const worker = threadWith({ byzcheck: briefing, me, answers });
    worker.on("error", (error) => fail(new Error(`a worker of the search failed: ${textOf(error)}`, { cause: error })));
    worker.on("exit", (code) => {
      if (!isOver) fail(new Error(`a worker of the search ended before its time, with code ${code}; ${CURE}`));
    });
    worker.on("message", (said: Said) => {
      if ("ask" in said) {
        try {
          const numbers = answer(said.ask);
          words.set(numbers, FIRST);
          words[COUNT] = numbers.length;
          Atomics.store(words, THERE, 1);
          Atomics.notify(words, THERE);
        } catch (error) {
          fail(error);
        }
        return;
      }
      if ("report" in said) reports[me] = said.report;
      if (--missing === 0) done();
    });
    return worker;
  });
  const crew: Crew = {
    async run(command) {
      const finished = all();
      for (const worker of workers) worker.postMessage(command);
      await finished;
      return [...reports];
    },
    async close() {
      isOver = true;
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
  try {
    await started;
  } catch (error) {
    await crew.close();
    throw error;
  }
  return crew;
}

/** Starts a thread on the file beside this one: compiled in the packed library, TypeScript in a clone. */
function threadWith(start: Start): Worker {
  const here = import.meta.url;
  if (!here.endsWith(".ts")) return new Worker(new URL("./worker.js", here), { workerData: start });
  const [file, api] = [new URL("./worker.ts", here).href, import.meta.resolve("tsx/esm/api")];
  // A thread does not inherit what makes this one understand TypeScript.
  const code = `import(${JSON.stringify(api)}).then(({ register }) => (register(), import(${JSON.stringify(file)})))`;
  return new Worker(code, { eval: true, workerData: start, execArgv: [] });
}

/** Does, in a worker, what the main thread says. */
export function serve(): void {
  const port = parentPort;
  if (!port) throw new Error("this is for a worker thread");
  const { byzcheck, me, answers } = workerData as Start;
  const words = new Int32Array(answers);
  const say = (said: Said): void => port.postMessage(said);
  const explorer = new Explorer(byzcheck, me, (ask) => {
    Atomics.store(words, THERE, 0);
    say({ ask });
    // What wakes it may be the late notice of the answer before.
    while (Atomics.load(words, THERE) === 0) Atomics.wait(words, THERE, 0);
    return Array.from(words.subarray(FIRST, FIRST + (words[COUNT] as number)));
  });
  port.on("message", (command: Command) => say({ report: explorer.run(command) }));
  say({ ready: true });
}
