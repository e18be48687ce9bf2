/** One thread against two. */
import { medianOf, sampled } from "../median.ts";
import { LARGE } from "../models.ts";
import { type Ours, searchOurs } from "../ours.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, type Target, targetWords } from "../target.ts";

const SPEED_UP: Target = { atLeast: 1.6 };

export const workers: Suite = {
  name: "workers",
  says: `One thread against two on ${LARGE.says}, unreduced: ${LARGE.states.toLocaleString("en")} states.`,
  long: false,
  async measure({ rounds, progress }) {
    const samples = await sampled([1, 2], rounds, async (count) => {
      progress(`${count} of 2`);
      return searchOurs(LARGE, { reduce: "none", workers: count });
    });
    const seconds = (count: number): number => medianOf(samples.get(count), (one) => one.seconds);
    const used = samples.get(2)?.[0]?.workers;
    const speedUp = seconds(1) / seconds(2);
    const row = (count: number, ...judgement: readonly string[]): readonly string[] => [
      String(count),
      shown(seconds(count)),
      shown(LARGE.states / seconds(count)),
      shown(medianOf<Ours>(samples.get(count), ({ whole }) => whole.peakBytes) / 2 ** 20),
      ...judgement,
    ];
    return {
      columns: ["workers", "s", "states/s", "MB", "speed-up", "target", ""],
      rows: [
        row(1, "", "", ""),
        used === 2
          ? row(2, shown(speedUp), targetWords(SPEED_UP, ""), judged(SPEED_UP, speedUp))
          : row(2, "", targetWords(SPEED_UP, ""), `MISSED: asked for two, it used ${used}`),
      ],
      notes: [],
      missed: used === 2 && reaches(SPEED_UP, speedUp) ? 0 : 1,
    };
  },
};
