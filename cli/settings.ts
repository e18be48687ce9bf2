/** From flags to a protocol and the options of a check: the command line, the environment and the file, merged. */
import type { CheckOptions } from "../checker/check.ts";
import { REDUCTIONS } from "../checker/compile/reductions.ts";
import { configure, settingOf } from "../model/configuration.ts";
import { kebab } from "../model/names.ts";
import type { Configuration, ConfigurationChange, Parameters, Protocol, Scenario } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import { fromDefaults, fromEnvironment, type GivenFlags, merged, peek, readArguments } from "./arguments.ts";
import { type FoundConfig, findConfig } from "./config.ts";
import { UsageError } from "./exit.ts";
import { type Command, FLAGS, type Flag, parameterFlags, takesParameters } from "./flags.ts";
import { type Loaded, loadProtocol, seenFrom } from "./load.ts";
import { unknown } from "./nearest.ts";
import type { Shell } from "./shell.ts";
import { ids, isSet, listOf, number, oneOf, text } from "./values.ts";

export interface Settings {
  readonly flags: GivenFlags;
  readonly config: FoundConfig;
}

/** The flags of a command that is about no protocol. */
export async function readSettings(argv: readonly string[], command: Command, shell: Shell): Promise<Settings> {
  const { flags } = readArguments(argv, FLAGS[command], command);
  const named = text(merged(flags, fromEnvironment(shell.env, FLAGS[command])), "config");
  const config = await findConfig(shell.cwd, named);
  return { flags: gather(flags, FLAGS[command], shell, config), config };
}

/** The flags of a command that is about one protocol, and the protocol. */
export async function readProtocolSettings(
  argv: readonly string[],
  command: Command,
  shell: Shell,
): Promise<Settings & Loaded> {
  const config = await findConfig(shell.cwd);
  // Which flags there are depends on the protocol, so its name is looked for first.
  const common = gather(new Map(), FLAGS[command], shell, config);
  const named = peek(argv, "protocol", FLAGS[command]);
  const name = named ?? text(common, "protocol");
  if (name === undefined) {
    readArguments(argv, [...FLAGS[command], ...PROTOCOLS.flatMap(parameterFlags)], command);
    throw new UsageError(
      `which protocol? Add --protocol ${PROTOCOLS.map((one) => one.name).join(" | ")} | path/to/protocol.ts`,
    );
  }
  if (name.startsWith("-") || name === "true") readArguments(argv, FLAGS[command], command);
  const isOfConfig = named === undefined && !shell.env.BYZCHECK_PROTOCOL;
  const loaded = await loadProtocol(isOfConfig ? seenFrom(shell.cwd, name, config.folder) : name, shell.cwd);
  const { protocol } = loaded;
  const all = [...FLAGS[command], ...(takesParameters(command) ? parameterFlags(protocol) : [])];
  if (takesParameters(command)) refuseOthers(argv, all, protocol);
  return { flags: gather(readArguments(argv, all, command).flags, all, shell, config), config, ...loaded };
}

const gather = (given: GivenFlags, flags: readonly Flag[], shell: Shell, config: FoundConfig): GivenFlags =>
  merged(given, fromEnvironment(shell.env, flags), fromDefaults(config.defaults ?? {}, flags, config.file ?? ""));

/** A parameter of another protocol is a flag that there is, but not here. */
function refuseOthers(argv: readonly string[], flags: readonly Flag[], protocol: Protocol): void {
  for (const { name } of PROTOCOLS.flatMap(parameterFlags)) {
    if (flags.some((flag) => flag.name === name) || peek(argv, name, flags) === undefined) continue;
    const own = parameterFlags(protocol).map((flag) => `--${flag.name}`);
    throw new UsageError(
      `${protocol.name} has no use for --${name}; its own parameters are: ${own.join(", ") || "none"}`,
    );
  }
}

/** What the flags change in a protocol's configuration. */
export function changeFrom(flags: GivenFlags, protocol: Protocol): ConfigurationChange {
  return {
    nodes: number(flags, "nodes"),
    faulty: number(flags, "faulty"),
    byzantine: ids(flags, "byzantine"),
    timing: oneOf(flags, "timing", ["asynchronous", "lockstep", "none"]),
    parameters: parametersFrom(flags, protocol),
  };
}

function parametersFrom(flags: GivenFlags, { parameters }: Protocol): Parameters {
  const given = Object.entries(parameters).map(([name, spec]) => {
    const flag = kebab(name);
    return [name, spec.type === "integer" ? number(flags, flag) : oneOf(flags, flag, spec.options)] as const;
  });
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** @throws UsageError for a variant that the protocol does not have */
export function variantFrom(flags: GivenFlags, { name, variants }: Protocol): string | null {
  const variant = text(flags, "variant") ?? null;
  const known = Object.keys(variants ?? {});
  if (variant !== null && !known.includes(variant)) throw unknown(`variant of ${name}`, variant, [...known, "list"]);
  return variant;
}

/** @throws UsageError for a scenario that the protocol does not have */
export function scenarioFrom(flags: GivenFlags, { name, scenarios = {} }: Protocol): Scenario | undefined {
  const wanted = text(flags, "scenario");
  if (wanted === undefined) return undefined;
  const scenario = Object.hasOwn(scenarios, wanted) ? scenarios[wanted] : undefined;
  if (!scenario) throw unknown(`scenario of ${name}`, wanted, Object.keys(scenarios));
  return scenario;
}

/** What the scenario is set up with, and over it what the flags say. */
export function overlay(under: ConfigurationChange = {}, flags: ConfigurationChange): ConfigurationChange {
  const said = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  return { ...under, ...said, parameters: { ...under.parameters, ...flags.parameters } };
}

/** The configuration that the flags describe. */
export const configurationFrom = (flags: GivenFlags, protocol: Protocol): Configuration =>
  configure(protocol, changeFrom(flags, protocol), variantFrom(flags, protocol));

const ENGINES = ["compiled", "reference"] as const;

/** @throws UsageError for a reduction that there is not, or `all` and `none` beside others */
function reduceFrom(flags: GivenFlags): "all" | "none" | readonly string[] | undefined {
  const names = listOf(flags, "reduce", ["all", "none", ...REDUCTIONS]);
  const whole = names?.find((name) => name === "all" || name === "none");
  if (whole === undefined) return names;
  if (names?.length !== 1) {
    throw new UsageError(
      `${flags.get("reduce")?.source} names ${whole} and others; give ${whole} alone, or the others`,
    );
  }
  return whole;
}

function workersFrom(flags: GivenFlags): number | undefined {
  const workers = number(flags, "workers");
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1)) {
    throw new UsageError(`${flags.get("workers")?.source} is ${workers}; it must be a whole number, 1 or more`);
  }
  return workers;
}

/** The options of a check that flags can set. @throws UsageError for a name or value that there is not */
export function checkOptions(flags: GivenFlags, protocol: Protocol): CheckOptions {
  const { parameters, ...change } = changeFrom(flags, protocol);
  return {
    ...parameters,
    ...change,
    protocol,
    variant: variantFrom(flags, protocol),
    properties: listOf(flags, "property", propertyNames(flags, protocol)),
    engine: oneOf(flags, "engine", ENGINES),
    reduce: reduceFrom(flags),
    search: oneOf(flags, "search", ["breadth-first", "depth-first", "random"]),
    seed: number(flags, "seed"),
    walks: number(flags, "walks"),
    workers: workersFrom(flags),
    maxStates: number(flags, "max-states"),
    maxDepth: number(flags, "max-depth"),
    timeout: number(flags, "timeout"),
    tableLimit: number(flags, "table-limit"),
    failFast: isSet(flags, "fail-fast"),
  } as CheckOptions;
}

/** The properties that a protocol has under the configuration of the flags. */
export const propertyNames = (flags: GivenFlags, protocol: Protocol): readonly string[] =>
  protocol.properties(settingOf(protocol, configurationFrom(flags, protocol))).map(({ name }) => name);
