import fc from "fast-check";
import { expect, test } from "vitest";
import type { LocalMachine } from "../../../checker/compile/local-machine.ts";
import { postOrder } from "../../../checker/compile/post-order.ts";
import { quotient, refine, signatureOf } from "../../../checker/compile/quotient.ts";
import { machine, sketch } from "./machines.ts";

/** Which states are together, whatever their classes are called. */
const together = (classOf: Int32Array): readonly number[] => Array.from(classOf, (one) => classOf.indexOf(one));

const successors = ({ first, target, roundEnd }: LocalMachine, state: number): readonly number[] => [
  ...target.subarray(first[state], first[state + 1]),
  ...(roundEnd ? [roundEnd.target[state] as number] : []),
];

test("one pass over an acyclic machine gives the classes that refinement gives", () => {
  fc.assert(
    fc.property(sketch(9, true), (made) => {
      const whole = machine(made);
      expect(together(quotient(whole).stateOf)).toEqual(together(refine(whole)));
    }),
    { numRuns: 500 },
  );
});

test("states of a class show the same and have the same steps, but for idle ones", () => {
  fc.assert(
    fc.property(sketch(9, false), (made) => {
      const whole = machine(made);
      const { stateOf } = quotient(whole);
      stateOf.forEach((own, state) => {
        const other = stateOf.indexOf(own);
        expect(whole.observation[state]).toBe(whole.observation[other]);
        expect(signatureOf(whole, state, stateOf, own)).toEqual(signatureOf(whole, other, stateOf, own));
      });
    }),
  );
});

test("the quotient of a quotient is itself", () => {
  fc.assert(
    fc.property(sketch(9, true), (made) => {
      const once = quotient(machine(made));
      expect(quotient(once).size).toBe(once.size);
    }),
  );
});

test("an order with successors first exists exactly where there is no circle of two or more", () => {
  fc.assert(
    fc.property(sketch(7, false), sketch(7, true), (any, acyclic) => {
      for (const whole of [machine(any), machine(acyclic)]) {
        const order = postOrder(whole);
        const reach = Array.from({ length: whole.size }, (_, from) => {
          const seen = new Set(successors(whole, from).filter((to) => to !== from));
          for (const state of seen) for (const to of successors(whole, state)) seen.add(to);
          return seen;
        });
        const inCircle = reach.some((seen, state) => [...seen].some((to) => to !== state && reach[to]?.has(state)));
        expect(order === null).toBe(inCircle);
        order?.forEach((state, at) => {
          for (const to of successors(whole, state)) expect(order.indexOf(to)).toBeLessThanOrEqual(at);
        });
      }
    }),
  );
});
