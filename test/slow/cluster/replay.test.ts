import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../../checker/check.ts";
import { findConfig } from "../../../cli/config.ts";
import { jobsOf } from "../../../cli/expectations.ts";
import { replayOnWire } from "../../../cluster/controller.ts";
import { jobsFor } from "../../../cluster/jobs.ts";
import { canonical } from "../../../model/canonical.ts";
import { configure } from "../../../model/configuration.ts";
import type { Configuration, Protocol } from "../../../model/protocol.ts";
import { pbft } from "../../../protocols/pbft/index.ts";
import type { Recording } from "../../../reports/trace-file.ts";
import { here } from "../../cluster/crew.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const jobs = await jobsOf(await findConfig(root));

describe("every violation that the gate knows happens on the wire, and ends in the model's state", () => {
  for (const job of jobs) {
    if (job.kind === "cross-check") continue;
    const violated = job.entries.flatMap(({ claim, expected }) =>
      claim.property !== null && expected.startsWith("violation") ? [claim.property] : [],
    );
    const [first] = job.entries;
    if (violated.length === 0 || !first) continue;
    test(first.name, async () => {
      const { protocol, configuration } = job;
      const traces = job.kind === "replay" ? [job.file] : await tracesOf(protocol, configuration, violated);
      expect(traces.length).toBeGreaterThan(0);
      for (const trace of traces) await assertHappens(trace, protocol, configuration);
    });
  }
});

describe("so do mistakes in PBFT that a liar needs certificates for, which travel with its messages", () => {
  const names = [
    "prepare-quorum-minus-one",
    "new-view-quorum-minus-one",
    "view-changes-not-distinct",
    "new-view-not-recomputed",
    "certificates-unverified",
    "bare-preprepare-certificate",
    "active-in-old-view",
  ];
  test.each(names)("%s", async (name) => {
    const known = pbft.variants?.[name]?.expect.find(({ verdict }) => verdict === "VIOLATED");
    if (!known) throw new Error(`nothing is violated by ${name}`);
    const configuration = configure(pbft, known.under, name);
    const [trace] = await tracesOf(pbft, configuration, [known.property]);
    if (!trace) throw new Error(`no trace of ${name}`);
    await assertHappens(trace, pbft, configuration);
  });
});

type Played = Pick<Recording, "actions" | "final">;

async function assertHappens({ actions, final }: Played, protocol: Protocol, configuration: Configuration) {
  const replayed = await replayOnWire({
    recording: { actions, configuration },
    protocol,
    jobs: jobsFor({ protocol: protocol.name, configuration, held: true }),
    spawn: here,
    stepped: () => {},
  });
  expect(replayed.difference).toBeNull();
  expect(canonical(replayed.final)).toBe(canonical(final));
}

/** The traces of what is violated. */
async function tracesOf(
  protocol: Protocol,
  { parameters, ...system }: Configuration,
  properties: readonly string[],
): Promise<readonly Played[]> {
  const outcome = await check({ ...parameters, ...system, protocol, properties, failFast: true } as CheckOptions);
  return outcome.properties.flatMap(({ trace }) =>
    trace ? [{ actions: trace.steps.map(({ action }) => action), final: trace.final }] : [],
  );
}
