/** The expectations of a configuration file, made ready to run: what to check, and how each is told. */
import { type Claim, claimOf, type Expected, type ProjectExpectation } from "../checker/expectation.ts";
import { canonical } from "../model/canonical.ts";
import { ConfigurationError, configure, settingOf } from "../model/configuration.ts";
import type { Configuration, Protocol } from "../model/protocol.ts";
import type { Recording } from "../reports/trace-file.ts";
import type { FoundConfig } from "./config.ts";
import { UsageError } from "./exit.ts";
import { loadProtocol } from "./load.ts";
import { unknown } from "./nearest.ts";
import { readTrace } from "./replay.ts";

/** One expectation. */
export interface Entry {
  /** The system that it is about. */
  readonly name: string;
  /** `violation:agreement in 2` */
  readonly expected: string;
}

/** One that a verdict meets. */
export interface ClaimEntry extends Entry {
  readonly claim: Claim;
  readonly length: number | undefined;
}

export interface CheckJob {
  readonly kind: "check";
  readonly protocol: Protocol;
  readonly configuration: Configuration;
  /** Null for all that the protocol has. */
  readonly properties: readonly string[] | null;
  readonly entries: readonly ClaimEntry[];
}

/** Expectations that one check, one replay or one cross-check decides. */
export type Job =
  | CheckJob
  | {
      readonly kind: "replay";
      readonly protocol: Protocol;
      readonly path: string;
      readonly file: Recording;
      readonly entries: readonly ClaimEntry[];
    }
  | {
      readonly kind: "cross-check";
      readonly protocol: Protocol;
      readonly configuration: Configuration;
      readonly entries: readonly Entry[];
    };

/**
 * The jobs of a configuration, in the order of the expectations; those about one system are one job.
 *
 * @throws UsageError, ConfigurationError naming the expectation that makes no sense
 */
export async function jobsOf({ expectations = [], file, folder }: FoundConfig): Promise<readonly Job[]> {
  const jobs = new Map<string, Job>();
  for (const [index, expectation] of expectations.entries()) {
    try {
      const job = await jobOf(expectation, folder);
      const key = keyOf(job);
      const old = jobs.get(key);
      jobs.set(key, old ? together(old, job) : job);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ConfigurationError)) throw error;
      throw new UsageError(`${file}: expectations[${index}]: ${error.message}`, { cause: error });
    }
  }
  return [...jobs.values()];
}

function jobOf(expectation: ProjectExpectation, folder: string): Promise<Job> {
  if ("replay" in expectation) return replayJob(expectation, folder);
  return "crossCheck" in expectation ? crossCheckJob(expectation, folder) : checkJob(expectation, folder);
}

type OfKind<E, Field extends string> = E extends { readonly [name in Field]: unknown } ? E : never;

async function checkJob(
  { protocol: named, variant, under, expect, length }: OfKind<ProjectExpectation, "protocol">,
  folder: string,
): Promise<Job> {
  const protocol = await loaded(named, folder);
  const configuration = configure(protocol, under, variant ?? null);
  const claim = claimFrom(expect);
  const known = protocol.properties(settingOf(protocol, configuration)).map(({ name }) => name);
  if (claim.property !== null && !known.includes(claim.property)) {
    throw unknown(`property of ${protocol.name}`, claim.property, known);
  }
  const name = nameOf(protocol, configuration);
  const properties = claim.property === null ? null : [claim.property];
  return {
    kind: "check",
    protocol,
    configuration,
    properties,
    entries: [{ name, expected: words(expect, length), claim, length }],
  };
}

const loaded = async (named: string | Protocol, folder: string): Promise<Protocol> =>
  typeof named === "string" ? (await loadProtocol(named, folder)).protocol : named;

async function crossCheckJob(
  { crossCheck: named, variant, under }: OfKind<ProjectExpectation, "crossCheck">,
  folder: string,
): Promise<Job> {
  const protocol = await loaded(named, folder);
  const configuration = configure(protocol, under, variant ?? null);
  const name = `${nameOf(protocol, configuration)}, cross-checked`;
  return { kind: "cross-check", protocol, configuration, entries: [{ name, expected: "every engine agrees" }] };
}

async function replayJob(
  { replay, expect, length }: OfKind<ProjectExpectation, "replay">,
  folder: string,
): Promise<Job> {
  const file = readTrace(replay, folder);
  const { protocol } = await loadProtocol(file.protocolFile ?? file.protocol, folder);
  const name = `${nameOf(protocol, file.configuration)}, recorded trace`;
  const entry: ClaimEntry = { name, expected: words(expect, length), claim: claimFrom(expect), length };
  return { kind: "replay", protocol, path: replay, file, entries: [entry] };
}

function claimFrom(expect: Expected): Claim {
  const claim = claimOf(expect);
  if (claim === null) throw new UsageError(`"${expect}" is no expectation`);
  return claim;
}

const words = (expect: Expected, length: number | undefined): string =>
  length === undefined ? expect : `${expect} in ${length}`;

const keyOf = (job: Job): string =>
  job.kind === "replay"
    ? job.path
    : canonical({ kind: job.kind, protocol: job.protocol.name, configuration: job.configuration });

function together(one: Job, other: Job): Job {
  if (one.kind === "cross-check" || other.kind === "cross-check") return one;
  const entries = [...one.entries, ...other.entries];
  if (one.kind === "replay" || other.kind === "replay") return { ...one, entries };
  const all = one.properties === null || other.properties === null;
  const properties = all ? null : [...new Set([...(one.properties ?? []), ...(other.properties ?? [])])];
  return { ...one, entries, properties };
}

/** The system in a few words: the protocol, its variant, and what is not its default. */
const nameOf = (protocol: Protocol, configuration: Configuration): string =>
  [protocol.name, configuration.variant ?? "", underWords(protocol, configuration)].filter(Boolean).join(", ");

/** What of a configuration is not the protocol's default, in a few words. */
export function underWords({ defaults, parameters }: Protocol, one: Configuration): string {
  const { nodes, faulty, byzantine, timing } = one;
  return [
    ...(nodes === defaults.nodes ? [] : [`${nodes} nodes`]),
    ...(faulty === defaults.faulty ? [] : [`${faulty} faulty`]),
    ...(byzantine.join() === defaults.byzantine.join() ? [] : [`Byzantine ${byzantine.join(",") || "none"}`]),
    ...(timing === defaults.timing ? [] : [timing]),
    ...Object.entries(one.parameters).flatMap(([name, value]) =>
      value === parameters[name]?.default ? [] : [`${name} ${value}`],
    ),
  ].join(", ");
}
