/** Decides the expectations of a configuration: what was found, as a line of a table and as a case of a report. */
import { type CheckOptions, check } from "../checker/check.ts";
import { crossCheck } from "../checker/cross-check.ts";
import { unmet } from "../checker/expectation.ts";
import { InternalError } from "../checker/trace.ts";
import { ModelError } from "../model/error.ts";
import { type Case, claimCase, nothing, type Origin, type Suite } from "../reports/ci/suite.ts";
import { crossCheckWords } from "../reports/cross-check-text.ts";
import { replayFile } from "../reports/replay.ts";
import { lengthWords } from "../reports/summary.ts";
import { clean } from "../reports/words.ts";
import type { CheckJob, Entry, Job } from "./expectations.ts";

/** An expectation, and what was found. */
export interface Result extends Entry {
  readonly found: string;
  readonly met: boolean;
}

/** What came of a job: a result and a case for each of its expectations, in their order. */
export interface Decided {
  readonly results: readonly Result[];
  readonly suite: Suite;
}

type Watching = Pick<CheckOptions, "memory" | "signal" | "onProgress">;
type Found = readonly (readonly [Result, Case])[];
type Rule = Case["rule"];

const CONTRACT: Rule = { id: "contract", says: "The protocol keeps its contract, and the checker agrees with itself." };
const CROSS_CHECK: Rule = { id: "cross-check", says: "Every engine, with and without reductions, says the same." };
const RECORDED: Rule = { id: "recorded-trace", says: "A recorded trace still shows what it is expected to show." };
const NOT_RUN: Rule = { id: "not-run", says: "It was interrupted before." };

/**
 * Runs a job. A protocol that breaks its contract and a trace that does not replay are findings, not the gate's end.
 *
 * @param origin where the protocol of the job comes from
 */
export async function decide(job: Job, watching: Watching, origin: Origin): Promise<Decided> {
  if (watching.signal?.aborted) return decided(job, allUnmet(job, "not run", NOT_RUN, "undecided"), origin);
  try {
    switch (job.kind) {
      case "check":
        return await checked(job, watching, origin);
      case "replay":
        return decided(job, replayed(job), origin);
      case "cross-check":
        return decided(job, await crossChecked(job, watching), origin);
    }
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof InternalError)) throw error;
    return decided(job, allUnmet(job, error.message, CONTRACT, "failed"), origin);
  }
}

const decided = (
  { protocol, configuration, entries }: Job,
  found: Found,
  { source }: Origin,
  milliseconds: number | null = null,
): Decided => ({
  results: found.map(([result]) => result),
  suite: {
    name: clean(entries[0]?.name ?? protocol.name),
    protocol: protocol.name,
    configuration,
    milliseconds,
    cases: found.map(([, one]) => one),
    source,
  },
});

/** A result that has no trace, as a case. */
const plainCase = ({ expected, found }: Result, rule: Rule, result: Case["result"]): Case => {
  const [first = "", ...others] = found.split("\n").map(clean);
  return { ...nothing, name: clean(expected), result, rule, found: first, details: others };
};

const allUnmet = ({ entries }: Job, found: string, rule: Rule, result: Case["result"]): Found =>
  entries.map((entry) => {
    const one = { ...entry, found, met: false };
    return [one, plainCase(one, rule, result)];
  });

async function checked(job: CheckJob, watching: Watching, origin: Origin): Promise<Decided> {
  const { protocol, configuration, properties } = job;
  const { parameters, ...system } = configuration;
  const outcome = await check({
    ...parameters,
    ...system,
    ...watching,
    protocol,
    properties: properties ?? undefined,
  } as CheckOptions);
  const found: Found = job.entries.map((entry) => {
    const reason = unmet(entry.claim, outcome, entry.length);
    const { property: name } = entry.claim;
    const one = name === null ? null : outcome.property(name);
    const length = one?.trace ? ` in ${lengthWords(one)}` : "";
    const result = { ...entry, found: reason ?? `${one?.verdict ?? outcome.verdict}${length}`, met: reason === null };
    return [result, claimCase(entry.claim, entry.expected, outcome, entry.length, origin)];
  });
  return decided(job, found, origin, outcome.statistics.milliseconds);
}

/** What was cut short was not compared, so it meets nothing. */
async function crossChecked(
  { protocol, configuration, entries }: Extract<Job, { kind: "cross-check" }>,
  watching: Watching,
): Promise<Found> {
  const { parameters, ...system } = configuration;
  const found = await crossCheck({ ...parameters, ...system, ...watching, protocol } as CheckOptions);
  const reasons = [...found.differences, ...found.cutShort];
  const words = [crossCheckWords(found), ...reasons.slice(0, REASONS)].join("\n    ");
  const result = reasons.length === 0 ? "passed" : found.agreed ? "undecided" : "failed";
  return entries.map((entry) => {
    const one = { ...entry, found: words, met: result === "passed" };
    return [one, plainCase(one, CROSS_CHECK, result)];
  });
}

/** How many reasons the table names. */
const REASONS = 4;

function replayed({ file, protocol, path, entries }: Extract<Job, { kind: "replay" }>): Found {
  const { trace } = replayFile(file, protocol, path);
  return entries.map((entry) => {
    const { claim, length = trace.length } = entry;
    const met = claim.property === file.property && claim.verdict === file.verdict && length === trace.length;
    const one = { ...entry, found: `${file.property} ${file.verdict} in ${trace.length}`, met };
    return [one, plainCase(one, RECORDED, met ? "passed" : "failed")];
  });
}
