/** `byzcheck mutants`: a protocol's variants one after the other, each with what it breaks and at which bounds. */
import { type CheckOptions, check } from "../checker/check.ts";
import { expectationsOf, unmet } from "../checker/expectation.ts";
import type { Protocol } from "../model/protocol.ts";
import { jsonText } from "../reports/json.ts";
import {
  type MutantFinding,
  type MutantWidths,
  mutantHeading,
  mutantRow,
  mutantsSummary,
} from "../reports/mutants-text.ts";
import { clean, columns } from "../reports/words.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { type CheckJob, jobsOf, underWords } from "./expectations.ts";
import { defaultMegabytes, memoryFrom, needsLargerHeap, withLargerHeap } from "./memory.ts";
import { readProtocolSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet, listOf } from "./values.ts";
import { watched } from "./watched.ts";

/** The protocol that has a catalogue of mutants. */
const DEFAULT_PROTOCOL = "pbft";

export async function mutantsCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const named = argv.some((word) => word === "--protocol" || word.startsWith("--protocol="));
  const words = named ? argv : ["--protocol", DEFAULT_PROTOCOL, ...argv];
  const { flags, protocol, config } = await readProtocolSettings(words, "mutants", shell);
  const variants = protocol.variants ?? {};
  if (Object.keys(variants).length === 0) throw new UsageError(`${protocol.name} has no variants`);
  const wanted = listOf(flags, "variant", Object.keys(variants)) ?? Object.keys(variants);
  const memory = memoryFrom(flags);
  if (memory !== undefined && needsLargerHeap(memory)) return withLargerHeap(["mutants", ...argv], memory);

  const json = isSet(flags, "json");
  const style = styleFor(shell, shell.out);
  return watched(shell, isSet(flags, "quiet"), async ({ line, ...watch }) => {
    const findings: MutantFinding[] = [];
    for (const name of wanted) {
      if (watch.signal.aborted) break;
      const expectations = expectationsOf(protocol).filter((one) => "variant" in one && one.variant === name);
      const jobs = (await jobsOf({ ...config, expectations })).filter((job) => job.kind === "check");
      const widths = widthsOf(jobs);
      if (!json) shell.out.write(mutantHeading(name, variants[name]?.says ?? "", style));
      for (const job of jobs) {
        if (watch.signal.aborted) break;
        const found = await findingsOf(job, { ...watch, memory: memory ?? defaultMegabytes() });
        line.end();
        if (!json) for (const one of found) shell.out.write(mutantRow(one, widths, style));
        findings.push(...found);
      }
    }
    if (json) shell.out.write(jsonText({ protocol: protocol.name, findings }));
    else shell.out.write(mutantsSummary(findings, wanted));
    if (watch.signal.aborted) return EXIT.interrupted;
    return findings.every((one) => one.unmet === null) ? EXIT.ok : EXIT.violation;
  });
}

/** How wide the columns of a variant are: as those of most others, unless something in them is longer. */
const widthsOf = (jobs: readonly CheckJob[]): MutantWidths => ({
  property: widest(
    12,
    jobs.flatMap(({ entries }) => entries.map(({ claim }) => claim.property ?? "")),
  ),
  under: widest(29, jobs.map(boundsOf)),
});

const widest = (usual: number, words: readonly string[]): number =>
  Math.max(usual, ...words.map((one) => columns(clean(one))));

const boundsOf = ({ protocol, configuration }: CheckJob): string =>
  underWords({ ...protocol, parameters: offByDefault(protocol) }, configuration);

type Watch = Pick<CheckOptions, "memory" | "signal" | "onProgress">;

async function findingsOf(job: CheckJob, watch: Watch): Promise<readonly MutantFinding[]> {
  const { protocol, configuration, properties, entries } = job;
  const { parameters, ...system } = configuration;
  const options = { ...parameters, ...system, ...watch, protocol, properties: properties ?? undefined };
  const outcome = await check(options as CheckOptions);
  const { distinctStates, milliseconds } = outcome.statistics;
  return entries.flatMap(({ claim, length }) => {
    if (claim.property === null) return [];
    const { name, verdict, length: found } = outcome.property(claim.property);
    return {
      variant: configuration.variant ?? "",
      property: name,
      under: boundsOf(job),
      verdict,
      length: found,
      distinctStates,
      milliseconds,
      unmet: unmet(claim, outcome, length),
    };
  });
}

/** Of the parameters those that are off unless somebody asks for them: all others are told, as the bounds at which a mutant breaks. */
const offByDefault = ({ parameters }: Protocol): Protocol["parameters"] =>
  Object.fromEntries(Object.entries(parameters).filter(([, { default: usual }]) => usual === 0));
