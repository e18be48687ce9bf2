/** Bytes for each state, on a run of more than 50 million. */
import { HUGE } from "../models.ts";
import { searchOurs } from "../ours.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, type Target, targetWords } from "../target.ts";

/** 100 million states within 3 GB. */
const TARGET: Target = { under: 30 };

export const memory: Suite = {
  name: "memory",
  says: `Bytes for each state with the way back, on ${HUGE.says}, unreduced, one run: everything that the process held at its peak (VmHWM), Node included, divided by the states.`,
  long: true,
  async measure({ progress }) {
    progress(HUGE.name);
    const { states, seconds, heldBytes, whole } = await searchOurs(HUGE, { reduce: "none", workers: 1 });
    const each = whole.peakBytes / states;
    return {
      columns: ["states", "s", "peak of the process, MB", "bytes/state", "target", "", "of them heap and arrays"],
      rows: [
        [
          states.toLocaleString("en"),
          shown(seconds),
          shown(whole.peakBytes / 2 ** 20),
          shown(each),
          targetWords(TARGET, ""),
          judged(TARGET, each),
          shown(heldBytes / states),
        ],
      ],
      notes: [],
      missed: reaches(TARGET, each) ? 0 : 1,
    };
  },
};
