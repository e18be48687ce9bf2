/**
 * Monitors and judgements that are held to be indifferent to the names of replicas. What they say is asked for every
 * renaming of what is met, so to search one state of each orbit is to have asked for all of them.
 */
import type { JudgeObservations } from "./composition.ts";
import type { LocalMachine } from "./local-machine.ts";
import type { Memory } from "./surroundings.ts";
import { Asymmetry, type Symmetries, startOutputs, swappedPlace, symmetriesOf } from "./symmetry.ts";
import type { Tables } from "./tables.ts";

/** What the monitors remember, and the judgement of what the replicas look like; null where no property asks. */
interface Judges {
  readonly memory: Memory;
  readonly judge: JudgeObservations | null;
}

/** More arrangements than this are not judged one by one. */
const MOST_ARRANGEMENTS = 5040;

/** The symmetries that a composed system has for its judges; null, and why, if there are none. */
export function symmetric(
  tables: Tables,
  machines: readonly LocalMachine[],
  judges: Judges,
): { readonly symmetries: Symmetries | null; readonly judges: Judges; readonly asymmetry: string | null } {
  try {
    const symmetries = symmetriesOf(tables, machines);
    const outputs = machines.map(({ output }, place) => [startOutputs(tables)[place] as number, ...new Set(output)]);
    return { symmetries, judges: indifferent(judges, symmetries, outputs), asymmetry: null };
  } catch (error) {
    if (!(error instanceof Asymmetry)) throw error;
    return { symmetries: null, judges, asymmetry: error.message };
  }
}

/**
 * The same judges; they throw an Asymmetry, at once or later, where they tell replicas apart.
 *
 * @param outputs what each place may put out: tried at once
 */
function indifferent(
  { memory, judge }: Judges,
  symmetries: Symmetries,
  outputs: readonly (readonly number[])[],
): Judges {
  const held = indifferentMemory(memory, symmetries);
  outputs.forEach((some, place) => {
    for (const output of some) held.after(memory.initial, place, output);
  });
  return { memory: held, judge: judge && indifferentJudge(judge, symmetries) };
}

function indifferentMemory(memory: Memory, symmetries: Symmetries): Memory {
  const renamings = renamingsOf(symmetries);
  const held: Set<string>[] = [];
  return {
    ...memory,
    after(state, place, output) {
      const next = memory.after(state, place, output);
      held[state] ??= new Set();
      const name = `${place},${output}`;
      if (held[state].has(name)) return next;
      for (const [other, renamed] of renamings(place, output)) {
        if (memory.after(state, other, renamed) !== next) {
          throw new Asymmetry("its monitor tells the replicas apart");
        }
        held[state].add(`${other},${renamed}`);
      }
      return next;
    },
  };
}

/** For a place and an output, itself and what it becomes under the symmetries. */
function renamingsOf({ swaps }: Symmetries): (place: number, output: number) => readonly (readonly [number, number])[] {
  const known = new Map<string, readonly (readonly [number, number])[]>();
  return (place, output) => {
    const name = `${place},${output}`;
    const old = known.get(name);
    if (old) return old;
    const orbit = new Map([[name, [place, output] as const]]);
    // Those found are gone through as well.
    for (const [at, put] of orbit.values()) {
      for (const swap of swaps) {
        const next = [swappedPlace(at, swap), swap.outputs[put] as number] as const;
        orbit.set(next.join(), next);
      }
    }
    const found = [...orbit.values()];
    for (const one of orbit.keys()) known.set(one, found);
    return found;
  };
}

/** Judges every arrangement of observations that the symmetries lead to, each once. */
function indifferentJudge(judge: JudgeObservations, { swaps }: Symmetries): JudgeObservations {
  const known = new Map<string, readonly number[]>();
  return (observations) => {
    const old = known.get(observations.join());
    if (old) return old;
    const met = judge(observations);
    const arrangements = new Map([[observations.join(), observations]]);
    for (const one of arrangements.values()) {
      if (judge(one).join() !== met.join()) throw new Asymmetry("it tells the replicas apart");
      if (arrangements.size > MOST_ARRANGEMENTS) throw new Asymmetry("what it observes has too many arrangements");
      for (const { places } of swaps) {
        const [a, b] = places;
        const next = [...one];
        next[a] = one[b] as number;
        next[b] = one[a] as number;
        arrangements.set(next.join(), next);
      }
    }
    for (const text of arrangements.keys()) known.set(text, met);
    return met;
  };
}
