/**
 * What everybody can do alone. Timers and spontaneous steps ask for nothing that anybody else does: if from every state of
 * every replica they lead to something that makes a property's target true, whatever the others choose to do,
 * then the target stays possible, and nothing has to be searched.
 *
 * All states of the tables are taken, in every combination, and more of them than can be reached: so this may fail
 * where the property holds, and holds where it succeeds. Not for lockstep, where rounds end for all at once.
 */
import type { JudgeObservations } from "./composition.ts";
import type { Cue } from "./inputs.ts";
import type { LocalMachine } from "./local-machine.ts";

/** How many combinations are tried before it is given up. */
const MOST_COMBINATIONS = 100_000;

/**
 * Whether the replicas can make these goals hold from wherever they are, each by steps of its own.
 *
 * @param judge which goals hold, given what is observed of each replica
 * @param cues for each place, the inputs of its machine
 */
export function holdsAlone(
  goals: readonly number[],
  judge: JudgeObservations,
  machines: readonly LocalMachine[],
  cues: readonly (readonly Cue[])[],
): boolean {
  if (machines.some(({ roundEnd }) => roundEnd !== null)) return false;
  const kinds = machines.map((machine, place) => distinct(withinReach(machine, cues[place] as readonly Cue[])));
  const size = (sets: readonly (readonly number[])[]): number => sets.reduce((sum, { length }) => sum + length, 0);
  if (kinds.reduce((all, sets) => all * size(sets), 1) > MOST_COMBINATIONS) return false;
  const meets = (choices: readonly (readonly number[])[], goal: number): boolean =>
    some(choices, (observations) => judge(observations).includes(goal));
  return goals.every((goal) => !some(kinds, (choices) => !meets(choices, goal)));
}

/** For each state, what can be observed there and after steps that the replica makes by itself, in ascending order. */
function withinReach(machine: LocalMachine, cues: readonly Cue[]): readonly (readonly number[])[] {
  const { size, first, cue, target, observation } = machine;
  const sets = Array.from({ length: size }, (_, state) => new Set([observation[state] as number]));
  const include = (state: number, other: number): boolean => {
    const set = sets[state] as Set<number>;
    const before = set.size;
    for (const one of sets[other] as Set<number>) set.add(one);
    return set.size > before;
  };
  for (let grows = true; grows; ) {
    grows = false;
    for (let state = size - 1; state >= 0; state--) {
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
        const { message, lie } = cues[cue[edge] as number] as Cue;
        if (message === null && lie === null && include(state, target[edge] as number)) grows = true;
      }
    }
  }
  return sets.map((set) => [...set].sort((a, b) => a - b));
}

/** Each list once. */
const distinct = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] => [
  ...new Map(lists.map((list) => [list.join(), list])).values(),
];

/** Whether something holds of some combination that takes one item of each list. */
function some<T>(lists: readonly (readonly T[])[], holds: (items: readonly T[]) => boolean): boolean {
  const [head, ...rest] = lists;
  if (head === undefined) return holds([]);
  return head.some((item) => some(rest, (items) => holds([item, ...items])));
}
