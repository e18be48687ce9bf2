/** From the command line, the environment and the configuration file to one set of flags. No values are read here. */
import { parseArgs } from "node:util";
import { kebab } from "../model/names.ts";
import { UsageError } from "./exit.ts";
import type { Flag } from "./flags.ts";
import { unknown } from "./nearest.ts";

/** What a flag was given, and by whom: `--nodes`, `BYZCHECK_NODES` or the name of a file, for the error messages. */
export interface Given {
  readonly values: readonly string[];
  readonly source: string;
}

export type GivenFlags = ReadonlyMap<string, Given>;

export interface Arguments {
  readonly flags: GivenFlags;
  readonly files: readonly string[];
}

/** What a configuration file may set a flag to. */
export type DefaultValue = string | number | boolean | readonly (string | number)[];

/**
 * Reads a command line.
 *
 * @param command for the error messages
 * @param files how many arguments that are no flags the command takes
 * @throws UsageError for a flag that there is not, one without its value, one given twice, an argument too many
 */
export function readArguments(argv: readonly string[], flags: readonly Flag[], command: string, files = 0): Arguments {
  const given = new Map<string, { values: string[]; source: string }>();
  const rest: string[] = [];
  let previous: Flag | null = null;
  for (const token of tokensOf(argv, flags)) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      // `--property a b` names two properties.
      if (previous?.many) given.get(previous.name)?.values.push(...listed(token.value));
      else rest.push(token.value);
      continue;
    }
    const flag: Flag = known(token.name, token.rawName, flags, command);
    previous = flag;
    const value = readValue(flag, token.value, token.inlineValue === true);
    const old = given.get(flag.name);
    if (old && !flag.many) throw new UsageError(`--${flag.name} is given twice; give it once`);
    const values = [...(old?.values ?? []), ...(flag.many ? listed(value) : [value])];
    given.set(flag.name, { values, source: `--${flag.name}` });
  }
  const tooMany = rest[files];
  if (tooMany !== undefined) {
    throw new UsageError(`${command} does not know what to do with "${tooMany}"; a flag begins with two dashes`);
  }
  return { flags: given, files: rest };
}

/** The value of one flag, whatever else stands on the command line; undefined if it is not there. */
export function peek(argv: readonly string[], name: string, flags: readonly Flag[]): string | undefined {
  for (const token of tokensOf(argv, flags)) {
    if (token.kind === "option" && token.name === name) return token.value ?? "true";
  }
  return undefined;
}

const tokensOf = (argv: readonly string[], flags: readonly Flag[]) =>
  parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(
        flags.map(({ name, takes }) => [name, { type: takes === null ? "boolean" : "string" } as const]),
      ),
      help: { type: "boolean", short: "h" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;

const listed = (value: string): readonly string[] => value.split(",").map((item) => item.trim());

function known(name: string, raw: string, flags: readonly Flag[], command: string): Flag {
  const flag = flags.find((one) => one.name === name);
  if (flag) return flag;
  throw unknown(
    `flag of ${command}`,
    raw,
    flags.map((one) => `--${one.name}`),
  );
}

function readValue({ name, takes }: Flag, value: string | undefined, inline: boolean): string {
  if (takes === null) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value; leave out "=${value}"`);
    return "true";
  }
  // A negative number is a value, a wrong one maybe; anything else with a dash is the next flag.
  if (value === undefined || value === "" || (!inline && /^-(?!\d)/.test(value))) {
    throw new UsageError(`--${name} needs a value: --${name} ${takes}`);
  }
  return value;
}

/** The flags that environment variables set: BYZCHECK_MAX_STATES is --max-states. */
export function fromEnvironment(
  env: { readonly [name: string]: string | undefined },
  flags: readonly Flag[],
): GivenFlags {
  const given = new Map<string, Given>();
  for (const flag of flags) {
    const source = `BYZCHECK_${flag.name.replaceAll("-", "_").toUpperCase()}`;
    const value = env[source];
    if (value === undefined || value === "") continue;
    put(given, flag, flag.many ? listed(value) : [value], source);
  }
  return given;
}

/** The flags that a configuration file sets, by their names in camelCase. */
export function fromDefaults(
  defaults: { readonly [name: string]: DefaultValue | undefined },
  flags: readonly Flag[],
  file: string,
): GivenFlags {
  const given = new Map<string, Given>();
  for (const [name, value] of Object.entries(defaults)) {
    const flag = flags.find((one) => one.name === kebab(name));
    if (flag && value !== undefined) put(given, flag, [value].flat().map(String), `${file}: defaults.${name}`);
  }
  return given;
}

function put(given: Map<string, Given>, flag: Flag, values: readonly string[], source: string): void {
  if (flag.takes !== null) given.set(flag.name, { values, source });
  else if (["1", "true"].includes(values.join())) given.set(flag.name, { values: ["true"], source });
  else if (!["0", "false"].includes(values.join()))
    throw new UsageError(`${source} is ${values.join()}; it must be true or false`);
}

/** Several sources as one; the earlier wins. */
export const merged = (...sources: readonly GivenFlags[]): GivenFlags =>
  new Map([...sources].reverse().flatMap((one) => [...one]));
