/** The expectations of a configuration file, made ready to run: what to check, and how each is told. */
import { resolve } from "node:path";
import { type Claim, claimOf, type Expected, type ProjectExpectation } from "../checker/expectation.ts";
import { canonical } from "../model/canonical.ts";
import { ConfigurationError, configure, settingOf } from "../model/configuration.ts";
import { kebab } from "../model/names.ts";
import type { Configuration, Protocol } from "../model/protocol.ts";
import type { Recording } from "../reports/trace-file.ts";
import { counted } from "../reports/words.ts";
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

/** The system that a job is about. */
interface About {
  readonly protocol: Protocol;
  /** The file that the protocol comes from; null where it was given as it is, or is one of this library. */
  readonly source: string | null;
  readonly configuration: Configuration;
}

export interface CheckJob extends About {
  readonly kind: "check";
  /** Null for all that the protocol has. */
  readonly properties: readonly string[] | null;
  readonly entries: readonly ClaimEntry[];
}

/** Expectations that one check, one replay or one cross-check decides. */
export type Job =
  | CheckJob
  | (About & {
      readonly kind: "replay";
      readonly path: string;
      readonly file: Recording;
      readonly entries: readonly ClaimEntry[];
    })
  | (About & { readonly kind: "cross-check"; readonly entries: readonly Entry[] });

/**
 * The jobs of a configuration, in the order of the expectations; those about one system are one job.
 *
 * @throws UsageError, ConfigurationError naming the expectation that makes no sense
 */
export async function jobsOf({ expectations = [], file, folder }: FoundConfig): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for (const [index, expectation] of expectations.entries()) {
    try {
      const job = await jobOf(expectation, folder);
      const old = jobs.findIndex((one) => isSame(one, job));
      jobs.splice(old < 0 ? jobs.length : old, 1, jobs[old] ? together(jobs[old], job) : job);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ConfigurationError)) throw error;
      throw new UsageError(`${file}: expectations[${index}]: ${error.message}`, { cause: error });
    }
  }
  return jobs;
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
  const { protocol, source } = await loaded(named, folder);
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
    source,
    configuration,
    properties,
    entries: [{ name, expected: words(expect, length), claim, length }],
  };
}

async function loaded(named: string | Protocol, folder: string): Promise<Pick<About, "protocol" | "source">> {
  if (typeof named !== "string") return { protocol: named, source: null };
  const { protocol, source } = await loadProtocol(named, folder);
  return { protocol, source: source && resolve(folder, source.file) };
}

async function crossCheckJob(
  { crossCheck: named, variant, under }: OfKind<ProjectExpectation, "crossCheck">,
  folder: string,
): Promise<Job> {
  const { protocol, source } = await loaded(named, folder);
  const configuration = configure(protocol, under, variant ?? null);
  const name = `${nameOf(protocol, configuration)}, cross-checked`;
  return { kind: "cross-check", protocol, source, configuration, entries: [{ name, expected: "every engine agrees" }] };
}

async function replayJob(
  { replay, expect, length }: OfKind<ProjectExpectation, "replay">,
  folder: string,
): Promise<Job> {
  const file = readTrace(replay, folder);
  const { configuration } = file;
  const about = { ...(await loaded(file.protocolFile ?? file.protocol, folder)), configuration };
  const name = `${nameOf(about.protocol, configuration)}, recorded trace`;
  const entry: ClaimEntry = { name, expected: words(expect, length), claim: claimFrom(expect), length };
  return { kind: "replay", ...about, path: replay, file, entries: [entry] };
}

function claimFrom(expect: Expected): Claim {
  const claim = claimOf(expect);
  if (claim === null) throw new UsageError(`"${expect}" is no expectation`);
  return claim;
}

const words = (expect: Expected, length: number | undefined): string =>
  length === undefined ? expect : `${expect} in ${length}`;

/** Whether two jobs are about one system, or one recorded trace. Two protocols may have the same name. */
function isSame(one: Job, other: Job): boolean {
  if (one.kind === "replay" || other.kind === "replay")
    return one.kind === "replay" && other.kind === "replay" && one.path === other.path;
  const ofOne = one.kind === other.kind && one.protocol === other.protocol;
  return ofOne && canonical(one.configuration) === canonical(other.configuration);
}

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
    ...(nodes === defaults.nodes ? [] : [counted(nodes, "node")]),
    ...(faulty === defaults.faulty ? [] : [`${faulty} faulty`]),
    ...(byzantine.join() === defaults.byzantine.join() ? [] : [`Byzantine ${byzantine.join(",") || "none"}`]),
    ...(timing === defaults.timing ? [] : [timing]),
    ...Object.entries(one.parameters).flatMap(([name, value]) =>
      value === parameters[name]?.default ? [] : [`${kebab(name)} ${value}`],
    ),
  ].join(", ");
}
