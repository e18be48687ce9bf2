/** Options in, outcome out. */

import type { Action } from "../model/action.ts";
import { settingOf } from "../model/configuration.ts";
import type { Body } from "../model/message.ts";
import type { Property } from "../model/property.ts";
import type { ConfigurationChange, Parameters, Protocol } from "../model/protocol.ts";
import { createSystem, type System } from "../model/system.ts";
import { searchOnDemand } from "./compile/on-demand/search-on-demand.ts";
import { searchCompiled } from "./compile/search-compiled.ts";
import { explainConflict } from "./explain.ts";
import type { Found } from "./found.ts";
import type { Effort } from "./inevitable.ts";
import { type Clock, startClock } from "./limits.ts";
import { PATIENCE } from "./no-return.ts";
import { namedInVain, type SearchOptions, type Settled, selectProperties, settle, warningsOf } from "./options.ts";
import type { Outcome, PropertyOutcome } from "./outcome.ts";
import type { PatientWatch } from "./recoverable.ts";
import { searchAtRandom, searchReference } from "./search-reference.ts";
import { type Sightings, watchFor } from "./sightings.ts";
import { inOrder, silenced, together, watchOf } from "./silence.ts";
import { findingIn } from "./stuck.ts";
import { InternalError, replay, retrace, traceWords } from "./trace.ts";
import { isClaim, runVerdict, verdictOf } from "./verdict.ts";

/** The parameters of a protocol, by name; `parameters` for a protocol of which nothing is known. */
type ParametersOf<P extends Parameters> = string extends keyof P
  ? { readonly parameters?: Parameters | undefined }
  : { readonly [name in keyof P]?: P[name] | undefined };

/** The options of `check`: a protocol, its configuration (the protocol's own parameters by name), and the search. */
export type CheckOptions<
  R = unknown,
  B extends Body = Body,
  P extends Parameters = Parameters,
  Rules = unknown,
> = SearchOptions &
  Omit<ConfigurationChange, "parameters"> & { readonly protocol: Protocol<R, B, P, Rules> } & ParametersOf<P>;

/**
 * Checks a protocol: explores every interleaving and every Byzantine choice within the bounds.
 *
 * @throws ConfigurationError for options that make no sense
 * @throws ModelError where the protocol breaks its contract
 * @throws InternalError where a trace does not replay on the reference system
 */
export async function check<R, B extends Body, P extends Parameters, Rules>(
  options: CheckOptions<R, B, P, Rules>,
): Promise<Outcome> {
  const protocol: Protocol = options.protocol;
  const settled = settle(protocol, options, parametersIn(protocol, options));
  const { configuration, failFast } = settled;
  const system = createSystem(protocol, configuration);
  const selected = selectProperties(protocol.name, system.properties, options.properties);
  const { spoken, silent } = inOrder(selected.filter(({ notApplicable }) => notApplicable === undefined));
  const applicable = [...spoken, ...silent];
  const clock = startClock({ ...settled, signal: options.signal, onProgress: options.onProgress });
  const sightings = watchFor(protocol, settingOf(protocol, configuration));
  const watch: PatientWatch = {
    maxStates: settled.maxStates,
    maxDepth: settled.maxDepth,
    wantsMore: (met) =>
      met.size < applicable.length &&
      !(failFast && [...met.keys()].some((goal) => isClaim((applicable[goal] as Property).kind))),
    onGoal: (goal, { depth }) => {
      const property = applicable[goal];
      if (property && isClaim(property.kind)) options.onViolation?.({ property: property.name, depth });
    },
    pause: clock.pause,
    overdue: clock.overdue,
  };
  const found = await searchBoth(system, spoken, silent, settled, sightings, watch);
  return outcome(system, selected, applicable, settled, found, sightings, clock);
}

/** Searches for properties of all runs, and then for those of runs in which nobody lies. */
async function searchBoth(
  system: System,
  spoken: readonly Property[],
  silent: readonly Property[],
  settled: Settled,
  sightings: Sightings,
  watch: PatientWatch,
): Promise<Found> {
  if (silent.length === 0) return searchWith(system, spoken, settled, sightings, watch);
  const quiet = createSystem(silenced(system.protocol), system.configuration);
  if (spoken.length === 0) return searchWith(quiet, silent, settled, sightings, watch);
  const first = await searchWith(system, spoken, settled, sightings, watchOf(watch, spoken.length, new Map(), 0));
  if (first.stoppedBy !== null && first.stoppedBy !== "max-depth") return first;
  const met = new Map([...first.traces.keys()].map((goal) => [goal, 0]));
  const rest = { ...watch, maxStates: watch.maxStates - first.statistics.distinctStates };
  const unseen = watchFor(quiet.protocol, quiet.setting);
  const second = await searchWith(quiet, silent, settled, unseen, watchOf(rest, silent.length, met, spoken.length));
  return together(first, second, spoken.length, silent.length);
}

async function searchWith(
  system: System,
  properties: readonly Property[],
  { search, engine, reductions, ifLarge, walks, seed, workers, tableLimit }: Settled,
  sightings: Sightings,
  watch: PatientWatch,
): Promise<Found> {
  if (search === "random") return searchAtRandom(system, properties, sightings, { ...watch, walks, seed });
  if (engine === "reference") return searchReference(system, properties, search, sightings, watch);
  const compiled = { search, reductions, ifLarge, workers, tableLimit };
  const found = await searchCompiled(system, properties, compiled, sightings, watch);
  return found ?? searchOnDemand(system, properties, { search, tableLimit }, sightings, watch);
}

/** The protocol's own parameters among the options, and those that come as `parameters`. */
function parametersIn(protocol: Protocol, options: object): Parameters {
  const named = Object.entries(options).filter(
    ([name, value]) => Object.hasOwn(protocol.parameters, name) && value !== undefined,
  );
  return { ...("parameters" in options ? (options.parameters as Parameters) : {}), ...Object.fromEntries(named) };
}

async function outcome(
  system: System,
  selected: readonly Property[],
  applicable: readonly Property[],
  { configuration, search, explain }: Settled,
  found: Found,
  sightings: Sightings,
  clock: Clock,
): Promise<Outcome> {
  const effort = explain ? { ...PATIENCE, isOver: async () => (await clock.rest()) !== null } : null;
  const properties: PropertyOutcome[] = [];
  for (const property of selected) {
    const actions = found.traces.get(applicable.indexOf(property));
    const isDecided = found.decided.has(applicable.indexOf(property));
    properties.push(
      await propertyOutcome(system, configuration.variant, property, actions, isDecided, found.shortest, effort),
    );
  }
  return {
    schemaVersion: 1,
    protocol: system.protocol.name,
    variant: configuration.variant,
    configuration,
    verdict: runVerdict(properties, found.stoppedBy === null),
    exhaustive: found.exhaustive,
    stoppedBy: found.stoppedBy,
    properties,
    neverSeen: sightings.neverSeen(),
    warnings: [...warningsOf(configuration), ...namedInVain(system.properties, selected)],
    statistics: {
      search,
      ...found.statistics,
      milliseconds: clock.elapsed(),
      peakMemoryBytes: clock.peakMemoryBytes(),
    },
    property(name) {
      const one = properties.find((property) => property.name === name);
      if (!one)
        throw new RangeError(
          `no property "${name}" was checked; there are: ${properties.map((each) => each.name).join(", ")}`,
        );
      return one;
    },
  };
}

async function propertyOutcome(
  system: System,
  variant: string | null,
  property: Property,
  actions: readonly Action[] | undefined,
  isDecided: boolean,
  shortest: boolean,
  effort: Effort | null,
): Promise<PropertyOutcome> {
  const { name, kind, says, notApplicable } = property;
  const unknown = { length: null, because: null, finding: null, conflict: null, trace: null };
  const nothing = { name, kind, says, shortest, ...unknown };
  if (notApplicable !== undefined) return { ...nothing, verdict: "NOT APPLICABLE", explanation: notApplicable };
  if (!actions) return { ...nothing, verdict: verdictOf(kind, false, isDecided), explanation: null };
  const states = retrace(system, actions);
  const trace = replay(system, actions, states);
  const finding = findingIn(system, property, trace.final);
  if (!finding) {
    throw new InternalError(
      `a trace of ${name} was replayed, and its end does not show what it should:\n${traceWords(actions)}`,
    );
  }
  return {
    ...nothing,
    verdict: verdictOf(kind, true, isDecided),
    length: trace.length,
    explanation: finding.says,
    because: isClaim(kind) ? reasonFor(system.protocol, variant, name) : null,
    finding,
    conflict: effort && (await explainConflict(system, property, finding, trace, states, effort)),
    trace,
  };
}

/** Why a property can be violated: the variant's own reason where it says that it breaks it, else the protocol's. */
function reasonFor({ variants, wording }: Protocol, variant: string | null, property: string): string | null {
  const change = variant === null ? undefined : variants?.[variant];
  const breaksIt = change?.expect.some((one) => one.property === property && one.verdict === "VIOLATED");
  return (breaksIt ? change?.because : wording?.because?.[property]) ?? null;
}
