/** The order of a search: which of the states found so far is expanded next. */
import { Numbers } from "./numbers.ts";

export interface Frontier {
  /** Takes in a state that was just found, `cost` steps from the one last popped; states come numbered 0, 1, 2 ... */
  push(number: number, cost: number): void;
  /** Whether a state that was found before is nearer this way; if so it is taken in again. */
  improves?(number: number, cost: number): boolean;
  /** The state to expand now, or -1 if there is none. */
  pop(): number;
  /** Whether the next state to expand is known, and at which depth, before those found since are pushed. */
  canWait?(): boolean;
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
    canWait: () => popped < found && popped !== levelEnd,
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

/** Nearest first, where transitions cost one step or more: a bucket for each distance (Dial's algorithm). */
export function nearestFirst(): Frontier {
  const distances = new Numbers();
  const buckets: Numbers[] = [];
  let distance = 0;
  let depth = 0;
  let taken = 0;
  let waiting = 0;
  const put = (number: number, at: number): void => {
    for (; buckets.length <= at; ) buckets.push(new Numbers());
    buckets[at]?.push(number);
    waiting++;
  };
  return {
    push(number, cost) {
      distances.push(distance + cost);
      put(number, distance + cost);
    },
    improves(number, cost) {
      if (distance + cost >= distances.at(number)) return false;
      distances.set(number, distance + cost);
      put(number, distance + cost);
      return true;
    },
    pop() {
      for (; distance < buckets.length; distance++, taken = 0) {
        const bucket = buckets[distance] as Numbers;
        while (taken < bucket.length) {
          const number = bucket.at(taken++);
          waiting--;
          // Found nearer since: it was expanded from there.
          if (distances.at(number) !== distance) continue;
          depth = distance;
          return number;
        }
        buckets[distance] = new Numbers();
      }
      return -1;
    },
    get size() {
      return waiting;
    },
    get depth() {
      return depth;
    },
    levels: true,
  };
}
