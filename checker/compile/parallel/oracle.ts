/**
 * What only the main thread knows: monitors and judgements are functions of properties, which cannot be sent. A worker
 * asks, waits, and remembers the answer. Numbers of monitor states are given by the main thread, so all mean the same.
 */
import { StateTable } from "../../table.ts";
import type { Judges } from "../plan.ts";
import type { Memory } from "../surroundings.ts";

export type Question =
  | { readonly about: "after"; readonly state: number; readonly place: number; readonly output: number }
  | { readonly about: "forget"; readonly state: number; readonly possible: number }
  | { readonly about: "goals"; readonly state: number }
  | { readonly about: "observations"; readonly observations: readonly number[] };

/** Asks the main thread and waits for the answer. */
export type Ask = (question: Question) => readonly number[];

/** Answers about a state of monitors that are told along with another one, at most. */
const TOLD = 32;
/** Numbers in an answer to a worker, at most, where there are so many goals. */
export const longestAnswer = (goals: number): number => Math.max(goals, 1 + 2 * TOLD);

/**
 * What the main thread answers. Behind what monitors remember it tells what it has answered about the same state before,
 * for what one worker asks, others will.
 */
export function answers({ memory, judge }: Judges, outputs: number): (question: Question) => readonly number[] {
  const told: (Map<number, number> | undefined)[] = [];
  const after = ({ state, place, output }: Extract<Question, { about: "after" }>): readonly number[] => {
    const next = memory.after(state, place, output);
    const known = told[state] ?? new Map<number, number>();
    told[state] = known;
    if (known.size < TOLD) known.set(place * outputs + output, next);
    return [next, ...[...known].flat()];
  };
  return (question) => {
    switch (question.about) {
      case "after":
        return after(question);
      case "forget":
        return [memory.forget(question.state, question.possible)];
      case "goals":
        return memory.goals(question.state);
      case "observations":
        return judge?.(question.observations) ?? [];
    }
  };
}

/** What a worker needs to know of the judges before it asks anything. */
export interface JudgesPlan {
  readonly initial: number;
  readonly forgets: boolean;
  readonly judges: boolean;
  /** For each place, what it may put out that makes a difference to monitors. */
  readonly minds: readonly Int32Array[];
  readonly outputs: number;
}

/** What workers need to know of judges. */
export function judgesPlan({ memory, judge }: Judges, places: number, outputs: number): JudgesPlan {
  const all = Array.from({ length: outputs }, (_, output) => output);
  return {
    initial: memory.initial,
    forgets: memory.forgets,
    judges: judge !== null,
    minds: Array.from({ length: places }, (_, place) => Int32Array.from(all.filter((one) => memory.minds(place, one)))),
    outputs,
  };
}

/** Judges that ask the main thread, each thing once. */
export function remoteJudges({ initial, forgets, judges, minds, outputs }: JudgesPlan, ask: Ask): Judges {
  const places = minds.length;
  const minded = minds.map((all) => new Set(all));
  const known = new Map<number, number>();
  const goals: (readonly number[])[] = [];
  const memory: Memory = {
    initial,
    forgets,
    minds: (place, output) => minded[place]?.has(output) ?? false,
    after(state, place, output) {
      if (!memory.minds(place, output)) return state;
      const first = state * places * outputs;
      const key = first + place * outputs + output;
      const next = known.get(key);
      if (next !== undefined) return next;
      const [answer, ...told] = ask({ about: "after", state, place, output });
      for (let at = 0; at < told.length; at += 2) known.set(first + (told[at] as number), told[at + 1] as number);
      known.set(key, answer as number);
      return answer as number;
    },
    // Surroundings remember what was left.
    forget: (state, possible) => ask({ about: "forget", state, possible })[0] as number,
    goals(state) {
      goals[state] ??= ask({ about: "goals", state });
      return goals[state] as readonly number[];
    },
  };
  if (!judges) return { memory, judge: null };
  const keys = new StateTable(places);
  const judged: (readonly number[])[] = [];
  return {
    memory,
    judge(observations) {
      const number = keys.insert(Int32Array.from(observations), -1);
      if (number < 0) return judged[~number] as readonly number[];
      const met = ask({ about: "observations", observations });
      judged[number] = met;
      return met;
    },
  };
}
