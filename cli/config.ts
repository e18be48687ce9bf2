/** Finding and reading `byzcheck.config.ts`. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Config, claimOf } from "../checker/expectation.ts";
import { camel, kebab } from "../model/names.ts";
import type { Protocol } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import { UsageError } from "./exit.ts";
import { COMMANDS, FLAGS } from "./flags.ts";
import { importFile } from "./import.ts";
import { shown } from "./load.ts";
import { unknown } from "./nearest.ts";

const FILE = "byzcheck.config.ts";

export interface FoundConfig extends Config {
  /** The file as it is shown to the user; null where there is none. */
  readonly file: string | null;
  /** Paths in it begin here. */
  readonly folder: string;
}

/**
 * The configuration that holds in a folder: that of the nearest file on the way up to the root of the repository.
 *
 * @param named another file, relative to the folder
 * @throws UsageError if it is not there, or not what a configuration is; the message names the place
 */
export async function findConfig(folder: string, named?: string): Promise<FoundConfig> {
  const path = named === undefined ? configPath(folder) : resolve(folder, named);
  if (path === null) return { file: null, folder };
  if (!existsSync(path)) throw new UsageError(`there is no file ${named} (looked for ${path})`);
  const file = shown(path, folder);
  const exported = await importFile(pathToFileURL(path).href, file);
  if (!("config" in exported)) {
    throw new UsageError(`${file} exports no config. Write: export const config = defineConfig({ ... });`);
  }
  return { ...validate(exported.config, file), file, folder: dirname(path) };
}

/** The configuration file of a folder. The root of a repository has a `.git` or a `package.json`; nothing above it is ours. */
export function configPath(folder: string): string | null {
  const path = join(folder, FILE);
  if (existsSync(path)) return path;
  const isRoot = [".git", "package.json"].some((name) => existsSync(join(folder, name)));
  return isRoot || dirname(folder) === folder ? null : configPath(dirname(folder));
}

/** Flags that say what one command line is to do, and are no defaults. */
const ONCE = ["help", "config", "watch"];

/** @throws UsageError naming the first thing that is wrong, and where */
export function validate(config: unknown, file: string): Config {
  const { defaults, expectations } = object(config, `${file}: config`, ["defaults", "expectations"]);
  const flags = [...new Set(COMMANDS.flatMap((command) => FLAGS[command].map(({ name }) => name)))];
  for (const [name, value] of Object.entries(defaults === undefined ? {} : object(defaults, `${file}: defaults`))) {
    const isFlag = flags.includes(kebab(name)) && !ONCE.includes(name);
    if (!isFlag || name !== camel(kebab(name)))
      throw unknown(`flag to give a default (${file})`, name, flags.map(camel));
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.every((one) => ["string", "number", "boolean"].includes(typeof one))) {
      throw new UsageError(`${file}: defaults.${name} must be a string, a number, true or false, or a list of those`);
    }
  }
  if (expectations !== undefined && !Array.isArray(expectations)) {
    throw new UsageError(`${file}: expectations must be an array`);
  }
  for (const [index, one] of ((expectations ?? []) as readonly unknown[]).entries()) {
    validateExpectation(one, `${file}: expectations[${index}]`);
  }
  return config as Config;
}

function validateExpectation(one: unknown, where: string): void {
  const fields = object(one, where, ["protocol", "variant", "under", "replay", "crossCheck", "expect", "length"]);
  const wrong = (field: string, must: string): UsageError => new UsageError(`${where}.${field} must be ${must}`);
  const kinds = ["protocol", "replay", "crossCheck"] as const;
  const kind = kinds.find((name) => name in fields);
  if (kind === undefined || kinds.filter((name) => name in fields).length > 1)
    throw new UsageError(`${where} must have one of: ${kinds.join(", ")}`);
  if (kind === "replay") {
    if (typeof fields.replay !== "string") throw wrong("replay", "the path of a trace file");
    object(one, where, ["replay", "expect", "length"]);
  } else if (typeof fields[kind] !== "string" && !isProtocol(fields[kind])) {
    throw wrong(kind, `a protocol, a file, or one of: ${PROTOCOLS.map(({ name }) => name).join(", ")}`);
  }
  if (fields.variant !== undefined && typeof fields.variant !== "string")
    throw wrong("variant", "the name of a variant");
  if (fields.length !== undefined && !Number.isInteger(fields.length)) throw wrong("length", "a whole number of steps");
  if (kind === "crossCheck") object(one, where, ["crossCheck", "variant", "under"]);
  else if (typeof fields.expect !== "string" || claimOf(fields.expect) === null) throw wrong("expect", EXPECTED);
  if (fields.under !== undefined)
    object(fields.under, `${where}.under`, ["nodes", "faulty", "byzantine", "timing", "parameters"]);
}

/** What an expectation may be, for the error messages. */
export const EXPECTED = "safe, violation:<property>, safe:<property>, reached:<property> or unreached:<property>";

const isProtocol = (value: unknown): value is Protocol =>
  typeof value === "object" && value !== null && "name" in value && "start" in value;

/** @throws UsageError if it is not an object, or has a field that is not among these */
function object(value: unknown, where: string, fields?: readonly string[]): { readonly [field: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${where} must be an object`);
  for (const field of fields ? Object.keys(value) : []) {
    if (!fields?.includes(field)) throw unknown(`field of ${where}`, field, fields ?? []);
  }
  return value as { readonly [field: string]: unknown };
}
