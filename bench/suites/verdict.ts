/** From the start to the verdict: our reductions against Spin's partial order reduction. */
import { medianOf, sampled } from "../median.ts";
import { COMPARED, type Model } from "../models.ts";
import { type Ours, searchOurs } from "../ours.ts";
import { buildPan, HOW_TO_INSTALL, type Make, type Pan, type Spun, spinVersion } from "../spin.ts";
import type { Measuring, Suite } from "../suite.ts";
import { shown } from "../table.ts";

const MAKES = ["partial-order", "plain"] as const satisfies readonly Make[];

export const verdict: Suite = {
  name: "verdict",
  says: "Seconds until agreement is decided: all our reductions, Spin with its partial order reduction, and Spin without it where that is faster.",
  long: false,
  async measure(how) {
    if (spinVersion() === null) {
      how.progress(`skipped. ${HOW_TO_INSTALL}`);
      return {
        columns: ["model"],
        rows: [],
        notes: [`Not measured: Spin was not there. ${HOW_TO_INSTALL}.`],
        missed: 0,
      };
    }
    const rows = [];
    for (const model of COMPARED) {
      how.progress(model.name);
      rows.push(await measureModel(model, how));
    }
    return {
      columns: [
        "model",
        "our states",
        "ours, s",
        "of it tables",
        "with Node's start",
        "Spin's states",
        "Spin, s",
        "Spin unreduced, s",
        "best of Spin / ours",
      ],
      rows,
      notes: [
        "Messages lie in a soup that everybody reads and that is never emptied, so hardly a step is independent of what others do: Spin's partial order reduction finds nothing to leave out. What `spin` and `gcc` take to make its program is not counted, and neither is the start of Node in the second column.",
      ],
      missed: 0,
    };
  },
};

async function measureModel(model: Model, { rounds }: Measuring): Promise<readonly string[]> {
  const pans = new Map<Make, Pan>();
  for (const make of MAKES) pans.set(make, await buildPan(model, make));
  const ours: Ours[] = [];
  const spun = new Map<Make, Spun[]>(MAKES.map((make) => [make, []]));
  await sampled<Make | "ours", void>(["ours", ...MAKES], rounds, async (who) => {
    if (who === "ours") ours.push(await searchOurs(model, { reduce: "all", workers: 1 }));
    else spun.get(who)?.push(await (pans.get(who) as Pan).search());
  });
  for (const pan of pans.values()) pan.remove();

  const secondsOf = (make: Make): number => medianOf(spun.get(make), ({ whole }) => whole.seconds);
  const seconds = medianOf(ours, (one) => one.seconds);
  return [
    model.says,
    shown(ours[0]?.states ?? 0),
    shown(seconds),
    shown(medianOf(ours, ({ tableSeconds }) => tableSeconds)),
    shown(medianOf(ours, ({ whole }) => whole.seconds)),
    (spun.get("partial-order")?.[0]?.states ?? 0).toLocaleString("en"),
    shown(secondsOf("partial-order")),
    shown(secondsOf("plain")),
    shown(Math.min(...MAKES.map(secondsOf)) / seconds),
  ];
}
