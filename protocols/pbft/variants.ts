/**
 * Mutants of PBFT: single mistakes, each with what it breaks, or not, and why. A SAFE says something only where the
 * checker tells correct code from code with a mistake.
 */
import type { Expectation } from "../../model/protocol.ts";
import { checkpointMutants } from "./checkpoint-mutants.ts";
import { breaksAt, holds } from "./mutant.ts";
import { normalCaseMutants } from "./normal-case-mutants.ts";
import { viewChangeMutants } from "./view-change-mutants.ts";

export const variants = { ...normalCaseMutants, ...viewChangeMutants, ...checkpointMutants };

/** What is known of the protocol itself. */
export const unmodified: readonly Expectation[] = [
  ...holds(0),
  ...holds(1),
  ...holds(1, [1]),
  // With checkpoints: they become stable, and who lags behind fetches the state.
  ...(
    [
      ["agreement", "SAFE"],
      ["checkpoint-stable", "REACHED", 10],
      ["state-fetched", "REACHED", 11],
    ] as const
  ).map(
    ([property, verdict, length]): Expectation => ({
      property,
      verdict,
      ...(length === undefined ? {} : { length }),
      under: { parameters: { views: 0, slots: 1, checkpointInterval: 1 } },
    }),
  ),
  // More liars than the quorums are made for.
  ...breaksAt(0, 8, [0, 1]),
  {
    property: "commits-despite-silence",
    verdict: "REACHED",
    length: 16,
    under: { parameters: { views: 1, slots: 1 } },
  },
  // What stays possible depends on who leads the last view: timeouts can burn the others.
  ...(
    [
      [0, [0], "VIOLATED", 0],
      [0, [1], "SAFE", undefined],
      [1, [0], "SAFE", undefined],
      [1, [1], "VIOLATED", 1],
    ] as const
  ).map(
    ([views, byzantine, verdict, length]): Expectation => ({
      property: "progress",
      verdict,
      ...(length === undefined ? {} : { length }),
      under: { byzantine, parameters: { views, slots: 1 } },
    }),
  ),
];
