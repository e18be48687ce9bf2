/** The order of a search: which of the states found so far is expanded next. */

export interface Frontier {
  /** Takes in a state that was just found; states come numbered 0, 1, 2 ... */
  push(number: number): void;
  /** The state to expand now, or -1 if there is none. */
  pop(): number;
  readonly size: number;
  /** Transitions between an initial state and the one last popped, on the way it was found. */
  readonly depth: number;
  /** Whether states come in levels, so that `depth` is the length of a shortest way. */
  readonly levels: boolean;
}

/** First in, first out. States are numbered in the order in which they come in, so the queue is two counters. */
export function breadthFirst(): Frontier {
  let found = 0;
  let popped = 0;
  let levelEnd = 0;
  let depth = -1;
  return {
    push: () => void found++,
    pop() {
      if (popped === found) return -1;
      if (popped === levelEnd) {
        levelEnd = found;
        depth++;
      }
      return popped++;
    },
    get size() {
      return found - popped;
    },
    get depth() {
      return Math.max(depth, 0);
    },
    levels: true,
  };
}

/** Last in, first out. */
export function depthFirst(): Frontier {
  const numbers: number[] = [];
  const depths: number[] = [];
  let depth = -1;
  return {
    push(number) {
      numbers.push(number);
      depths.push(depth + 1);
    },
    pop() {
      depth = depths.pop() ?? depth;
      return numbers.pop() ?? -1;
    },
    get size() {
      return numbers.length;
    },
    get depth() {
      return Math.max(depth, 0);
    },
    levels: false,
  };
}
