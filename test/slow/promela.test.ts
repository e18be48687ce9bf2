import { describe, expect, test } from "vitest";
import { type Model, modelNamed, SMALL } from "../../bench/models.ts";
import { buildPan, HOW_TO_INSTALL, type Make, spinVersion } from "../../bench/spin.ts";

const wherePossible = spinVersion() === null ? test.skip : test;

describe(`the Promela models ${spinVersion() === null ? `(skipped. ${HOW_TO_INSTALL})` : ""}`, () => {
  const pan = async (model: Model, make: Make): Promise<{ states: number; transitions: number }> => {
    const built = await buildPan(model, make);
    try {
      const { states, transitions } = await built.search();
      return { states, transitions };
    } finally {
      built.remove();
    }
  };

  wherePossible("have as many states and transitions as ours", async () => {
    for (const model of SMALL) {
      const { statistics } = await model.check({ reduce: "none", workers: 1 });
      const ours = { states: statistics.distinctStates, transitions: statistics.transitions };
      expect(await pan(model, "plain")).toEqual(ours);
      expect(await pan(model, "partial-order")).toEqual(ours);
    }
  });
  wherePossible("have as many states as TLC counted in one round of pbft-rounds", async () => {
    expect(await pan(modelNamed("pbft-rounds-1"), "plain")).toEqual({ states: 283_957, transitions: 2_885_328 });
  });
  wherePossible("are refused where they have another number of states", async () => {
    const [model] = SMALL;
    await expect(pan({ ...model, states: model.states + 1 }, "plain")).rejects.toThrow("has 289 states; Spin says");
  });
});
