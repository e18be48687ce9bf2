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

/** What the main thread answers. */
export function answer({ memory, judge }: Judges, question: Question): readonly number[] {
  switch (question.about) {
    case "after":
      return [memory.after(question.state, question.place, question.output)];
    case "forget":
      return [memory.forget(question.state, question.possible)];
    case "goals":
      return memory.goals(question.state);
    case "observations":
      return judge?.(question.observations) ?? [];
  }
}

/** What a worker needs to know of the judges before it asks anything. */
export interface JudgesPlan {
  readonly initial: number;
  readonly forgets: boolean;
  readonly judges: boolean;
  readonly places: number;
  readonly outputs: number;
}

/** Judges that ask the main thread, each thing once. */
export function remoteJudges({ initial, forgets, judges, places, outputs }: JudgesPlan, ask: Ask): Judges {
  const known = new Map<number, number>();
  const goals: (readonly number[])[] = [];
  const memory: Memory = {
    initial,
    forgets,
    after(state, place, output) {
      const key = (state * places + place) * outputs + output;
      let next = known.get(key);
      if (next === undefined) {
        next = ask({ about: "after", state, place, output })[0] as number;
        known.set(key, next);
      }
      return next;
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
