/** Orders the states of a machine so that successors come first. */
import type { LocalMachine } from "./local-machine.ts";

/** The states, each after all that its edges lead to but itself; null if the machine has a cycle. */
export function postOrder(machine: LocalMachine): Int32Array | null {
  const { size, first, target, roundEnd } = machine;
  const order = new Int32Array(size);
  let ordered = 0;
  // 0: not met, 1: on the way, 2: done.
  const phase = new Uint8Array(size);
  const nextEdge = new Int32Array(size);
  const way: number[] = [];
  const degree = (state: number): number =>
    (first[state + 1] as number) - (first[state] as number) + (roundEnd === null ? 0 : 1);
  const successor = (state: number, index: number): number => {
    const edge = (first[state] as number) + index;
    return edge < (first[state + 1] as number) ? (target[edge] as number) : (roundEnd?.target[state] as number);
  };
  for (let root = 0; root < size; root++) {
    if (phase[root] !== 0) continue;
    phase[root] = 1;
    way.push(root);
    while (way.length > 0) {
      const state = way[way.length - 1] as number;
      const index = nextEdge[state] as number;
      if (index === degree(state)) {
        phase[state] = 2;
        order[ordered++] = state;
        way.pop();
        continue;
      }
      nextEdge[state] = index + 1;
      const next = successor(state, index);
      if (next === state) continue;
      if (phase[next] === 1) return null;
      if (phase[next] === 0) {
        phase[next] = 1;
        way.push(next);
      }
    }
  }
  return order;
}
