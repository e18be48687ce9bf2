/** Measures our own searches of a model, each in a fresh process. */
import { join } from "node:path";
import type { Model, Searching } from "./models.ts";
import { type Measured, run } from "./process.ts";
import { ROOT } from "./root.ts";

/** What a search says of itself. */
export interface Sample {
  readonly states: number;
  readonly transitions: number;
  /** The whole of `check()`: the tables, the search, the judging. Loading Node and the sources is not in it. */
  readonly seconds: number;
  /** The same in processor time, of all threads together. */
  readonly cpuSeconds: number;
  /** The tables by themselves. */
  readonly tableSeconds: number;
  /** The JavaScript heap and the arrays beside it, at their peak. */
  readonly heldBytes: number;
  readonly workers: number;
}

export interface Ours extends Sample {
  /** The process as a whole. */
  readonly whole: Measured;
}

/**
 * Searches a model once.
 *
 * @throws Error if an unreduced search finds another number of states than the model has
 */
export async function searchOurs(model: Model, { reduce, workers }: Searching): Promise<Ours> {
  const script = ["--import", "tsx", join(ROOT, "bench", "model-sample.ts")];
  const whole = await run(process.execPath, [...script, model.name, reduce, String(workers)], ROOT);
  const sample = JSON.parse(whole.stdout) as Sample;
  if (reduce === "none" && sample.states !== model.states) {
    throw new Error(`${model.name} has ${model.states} states; ours found ${sample.states}`);
  }
  return { ...sample, whole };
}
