/** With which reductions tables are built: the more a state has to wait for, the dearer it is to find that out. */
import { expect, test } from "vitest";
import { soundReductions } from "../../../checker/compile/reductions.ts";
import { tablesFor } from "../../../checker/compile/tables-for.ts";
import type { PatientWatch } from "../../../checker/recoverable.ts";
import { configure, settingOf } from "../../../model/configuration.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { createSystem } from "../../../model/system.ts";
import { pbft } from "../../../protocols/pbft/index.ts";

const protocol = pbft as unknown as Protocol;
const configuration = configure(protocol, { parameters: { views: 0 } }, null);
const agreement = protocol.properties(settingOf(protocol, configuration)).filter(({ name }) => name === "agreement");
const watch: PatientWatch = {
  maxStates: Number.POSITIVE_INFINITY,
  maxDepth: Number.POSITIVE_INFINITY,
  wantsMore: () => true,
  pause: async () => null,
};

/** A replica has 3,072 states in one view of PBFT, and 41 if what may wait does. */
async function sizeOf(from: number, tableLimit: number, of: Protocol = protocol) {
  const sound = new Set(soundReductions("asynchronous"));
  const reductions = new Set([...sound].filter((one) => one !== "delay"));
  const groups = [agreement.map((property, goal) => ({ property, goal }))];
  const rules = { reductions, ifLarge: { from, reductions: sound }, tableLimit };
  const built = await tablesFor(createSystem(of, configuration), groups, rules, watch);
  if (typeof built === "string") return built;
  const tables = built.of.get(groups[0] as (typeof groups)[number]);
  return [tables?.replicas.map(({ size }) => size), built.reductions.has("delay")];
}

test("small tables are built without looking for what may wait", async () => {
  expect(await sizeOf(5000, 300_000)).toEqual([[3072, 3072, 3072], false]);
});

test("in large ones what may wait does", async () => {
  expect(await sizeOf(1000, 300_000)).toEqual([[41, 41, 41], true]);
});

test("where they are large all the same, they are built up to the limit", async () => {
  expect(await sizeOf(40, 300_000)).toEqual([[41, 41, 41], true]);
  expect(await sizeOf(20, 35)).toBe("too-large");
});

test("a limit that is lower than what is large is a limit", async () => {
  expect(await sizeOf(5000, 1000)).toBe("too-large");
});

test("tables that are begun anew call no reducer again for what is known", async () => {
  const callsWith = async (from: number): Promise<number> => {
    let calls = 0;
    const counting: Protocol = {
      ...protocol,
      receive(...given) {
        calls++;
        protocol.receive(...given);
      },
    };
    await sizeOf(from, 300_000, counting);
    return calls;
  };
  const [once, twice] = [await callsWith(5000), await callsWith(3000)];
  expect(twice).toBeLessThan(1.2 * once);
});
