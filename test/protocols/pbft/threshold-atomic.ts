import { type Mutant, mutants } from "./threshold-atomic/mutants.ts";
import { Numbers } from "./threshold-atomic/numbers.ts";
import { A, B, type Replica, type Setting, size } from "./threshold-atomic/state.ts";
import { Pbft } from "./threshold-atomic/view-change.ts";

export interface Options extends Partial<Setting> {
  views: number;
  mutant?: Mutant;
  /** Sets the quorum to 2f+1; 1 unless said. */
  f?: number;
  /**
   * Of runs that differ only in the names of the two client values, take those that say A first: as long as nobody has accepted anything
   * and there is no NEW-VIEW, a state is its own mirror image, and nobody accepts B.
   */
  identified?: boolean;
}

export interface Found {
  agreement: "SAFE" | "VIOLATED";
  /** All reachable states; if agreement is violated, those seen before that was noticed. */
  states: number;
  /** How many rules fire on the shortest way to the violation, or else to the state farthest away. */
  steps: number;
  /** Has any honest replica executed anything, as far as was searched? */
  commits: boolean;
}

/** Numbers replicas, equal ones alike, from 0. */
class Numbering {
  readonly known: Replica[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  of(replica: Replica): number {
    const { view, changing, accepted, prepared, executed, changes } = replica;
    const key = String.fromCharCode(view * 2 + (changing ? 1 : 0), ...accepted, ...prepared, ...executed, ...changes);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.known.push(replica) - 1;
      if (number >= this.limit)
        throw new Error("A replica has more states than fit into a number: take smaller bounds.");
      this.numbers.set(key, number);
    }
    return number;
  }
}

/**
 * Searches every state of threshold-atomic PBFT breadth-first, until honest replicas have executed two values in one slot. A state is an
 * integer: a digit for the NEW-VIEW of each view (0, or 1 + its O), and one for each honest replica (its number).
 */
export function thresholdAtomic(options: Options): Found {
  const { views, slots = 1, n = 4, f = 1, quorum = 2 * f + 1, byzantine = [0] } = options;
  const { silent = false, inOrder = true, values = A | B, mutant, identified = false } = options;
  const Rules = mutant === undefined ? Pbft : mutants[mutant];
  const rules = new Rules({ views, slots, n, quorum, byzantine, silent, inOrder, values });

  const honest = Array.from({ length: n }, (_, i) => i).filter((i) => !byzantine.includes(i));
  const orders = 8 ** slots + 1;
  const limit = Math.floor((Number.MAX_SAFE_INTEGER / orders ** views) ** (1 / honest.length));
  const digitOf = (view: number): number => orders ** (view - 1);
  const digitsOf = Array.from({ length: n }, (_, i) => orders ** views * limit ** honest.indexOf(i));
  const numbering = new Numbering(limit);
  const numbers = new Array<number>(n).fill(numbering.of(rules.start()));

  const seen = new Numbers();
  seen.add(0);
  let commits = false;
  let steps = 0;
  for (let level = [0]; level.length > 0; steps++) {
    const next: number[] = [];
    for (const state of level) {
      for (let view = 1; view <= views; view++) rules.newViews[view] = Math.floor(state / digitOf(view)) % orders;
      for (const i of honest) {
        const number = Math.floor(state / (digitsOf[i] ?? 1)) % limit;
        numbers[i] = number;
        rules.replicas[i] = numbering.known[number];
      }
      const executed = rules.executed();
      commits ||= executed.some((some) => some !== 0);
      if (executed.some((some) => size(some) > 1)) return { agreement: "VIOLATED", states: seen.size, steps, commits };

      const mirrored = identified && rules.saysNothing();
      rules.successors((i, replica, order) => {
        if (mirrored && replica.accepted.includes(B) && !replica.accepted.includes(A)) return;
        let successor = state + (numbering.of(replica) - (numbers[i] ?? 0)) * (digitsOf[i] ?? 0);
        if (order !== undefined) successor += (order + 1) * digitOf(replica.view);
        if (seen.add(successor)) next.push(successor);
      });
    }
    level = next;
  }
  return { agreement: "SAFE", states: seen.size, steps: steps - 1, commits };
}
