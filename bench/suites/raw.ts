/** Raw speed: the same spaces, unreduced, on one thread, by us and by Spin. */
import { medianOf, sampled } from "../median.ts";
import { COMPARED, type Model } from "../models.ts";
import { type Ours, searchOurs } from "../ours.ts";
import { buildPan, HOW_TO_INSTALL, type Spun, spinVersion } from "../spin.ts";
import type { Measuring, Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, type Target } from "../target.ts";

const RATIO: Target = { atLeast: 1 };

export const raw: Suite = {
  name: "raw",
  says: "Distinct states a second on one thread, `--reduce none`, beside Spin in turns. Equal counts show that the spaces are the same.",
  long: false,
  async measure(how) {
    const version = spinVersion();
    if (version === null) how.progress(`Spin is not measured. ${HOW_TO_INSTALL}`);
    const results = [];
    for (const model of COMPARED) {
      how.progress(model.name);
      results.push(await measureModel(model, version !== null, how));
    }
    return {
      columns: [
        "model",
        "states",
        "states/s",
        "search alone",
        "target",
        "",
        "Stateright",
        "Spin",
        "ours / Spin",
        "",
        "of processor time",
      ],
      rows: results.map(({ cells }) => cells),
      notes: [
        version === null
          ? `Spin was not there. ${HOW_TO_INSTALL}.`
          : `${version}, compiled with -O2 -DSAFETY -DNOREDUCE, one process; its rate is that of its whole run, without the ${shown(Math.max(...results.map(({ build }) => build)))} s of compiling the model. Ours is that of \`check()\`, tables and start of the compiler included; "search alone" is without the tables.`,
      ],
      missed: results.reduce((sum, { missed }) => sum + missed, 0),
    };
  },
};

interface Result {
  readonly cells: readonly string[];
  readonly missed: number;
  readonly build: number;
}

async function measureModel(model: Model, withSpin: boolean, { rounds }: Measuring): Promise<Result> {
  const pan = withSpin ? await buildPan(model, "plain") : null;
  const ours: Ours[] = [];
  const spun: Spun[] = [];
  const contenders = pan ? (["ours", "spin"] as const) : (["ours"] as const);
  await sampled<"ours" | "spin", void>(contenders, rounds, async (who) => {
    if (who === "ours") ours.push(await searchOurs(model, { reduce: "none", workers: 1 }));
    else if (pan) spun.push(await pan.search());
  });
  pan?.remove();
  assertSameSpace(model, ours, spun);

  const rate = model.states / medianOf(ours, ({ seconds }) => seconds);
  const alone = model.states / medianOf(ours, ({ seconds, tableSeconds }) => seconds - tableSeconds);
  const target: Target = { atLeast: model.rate?.target ?? 0 };
  const spin = model.states / medianOf(spun, ({ whole }) => whole.seconds);
  const ofProcessor = medianOf(spun, ({ whole }) => whole.cpuSeconds) / medianOf(ours, ({ cpuSeconds }) => cpuSeconds);
  const ratio = rate / spin;
  return {
    cells: [
      model.says,
      model.states.toLocaleString("en"),
      shown(rate),
      shown(alone),
      (model.rate?.target ?? 0).toLocaleString("en"),
      judged(target, rate),
      model.rate?.aim?.toLocaleString("en") ?? "",
      ...(pan ? [shown(spin), shown(ratio), judged(RATIO, ratio), shown(ofProcessor)] : ["", "", "", ""]),
    ],
    missed: Number(!reaches(target, rate)) + Number(pan !== null && !reaches(RATIO, ratio)),
    build: pan?.buildSeconds ?? 0,
  };
}

/** @throws Error if the two count transitions differently: then the models are not the same, for all their equal states */
function assertSameSpace({ name }: Model, ours: readonly Ours[], spun: readonly Spun[]): void {
  const [a, b] = [ours[0]?.transitions, spun[0]?.transitions];
  if (b !== undefined && a !== b) throw new Error(`${name}: ours makes ${a} transitions, Spin ${b}`);
}
