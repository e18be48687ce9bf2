import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answers,
  judgesPlan,
  longestAnswer,
  type Question,
  remoteJudges,
} from "../../../../checker/compile/parallel/oracle.ts";
import type { Memory } from "../../../../checker/compile/surroundings.ts";

const [PLACES, OUTPUTS] = [3, 20];
/** Monitors whose states are numbers, and that do not mind output 0. */
const memory: Memory = {
  initial: 0,
  forgets: false,
  minds: (_, output) => output > 0,
  after: (state, place, output) => (output === 0 ? state : (31 * state + 7 * place + output) % 5),
  forget: (state) => state,
  goals: (state) => [state],
};

/** Judges of workers that ask the same main thread, and what they ask. */
function workers(count: number) {
  const answer = answers({ memory, judge: null }, OUTPUTS);
  const asked: Question[] = [];
  const plan = judgesPlan({ memory, judge: null }, PLACES, OUTPUTS);
  const judges = Array.from({ length: count }, () =>
    remoteJudges(plan, (question) => {
      asked.push(question);
      const numbers = answer(question);
      expect(numbers.length).toBeLessThanOrEqual(longestAnswer(1));
      return numbers;
    }),
  );
  return { judges, asked };
}

test("workers are told what is so, whoever asked before", () => {
  const looks = fc.array(fc.tuple(fc.nat(2), fc.nat(4), fc.nat(PLACES - 1), fc.nat(OUTPUTS - 1)), { maxLength: 400 });
  fc.assert(
    fc.property(looks, (all) => {
      const { judges, asked } = workers(3);
      for (const [worker, state, place, output] of all) {
        const before = asked.length;
        expect(judges[worker]?.memory.after(state, place, output)).toBe(memory.after(state, place, output));
        if (output === 0) expect(asked.length).toBe(before);
      }
    }),
  );
});

test("what one worker asked of a state the others are told with their first question about it, as far as there is room", () => {
  const { judges, asked } = workers(2);
  const look = (worker: number, places: number) => {
    for (let place = 0; place < places; place++) {
      for (let output = 0; output < OUTPUTS; output++) {
        const after = judges[worker]?.memory.after(3, place, output);
        expect(after).toBe(memory.after(3, place, output));
      }
    }
  };
  look(0, 1);
  expect(asked.length).toBe(19);
  look(1, 1);
  expect(asked.length).toBe(20);
  look(0, PLACES);
  look(1, PLACES);
  expect(asked.length).toBeGreaterThan(3 * 19 + 1);
});
