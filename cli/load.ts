/** From a name or a file to a protocol. */
import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Protocol } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import { UsageError } from "./exit.ts";
import { importFile } from "./import.ts";
import { nearest } from "./nearest.ts";

const names = (): string => PROTOCOLS.map(({ name }) => name).join(", ");

/** Whether a protocol is named by its file. */
export const looksLikeFile = (text: string): boolean => /[\\/]|\.[cm]?[jt]sx?$/.test(text);

/** A protocol, and where it comes from. */
export interface Loaded {
  readonly protocol: Protocol;
  /** The file, as the user wrote it, and the name under which it exports the protocol; null for one of this library. */
  readonly source: { readonly file: string; readonly name: string } | null;
}

/**
 * The protocol of this name, or the one that a file exports.
 *
 * @param folder where a relative path begins
 * @throws UsageError for an unknown name, or a file that is missing, does not compile, throws or exports no protocol
 */
export async function loadProtocol(nameOrFile: string, folder: string): Promise<Loaded> {
  const builtIn = PROTOCOLS.find(({ name }) => name === nameOrFile);
  if (builtIn) return { protocol: builtIn, source: null };
  if (looksLikeFile(nameOrFile)) return loadFile(nameOrFile, folder);
  const near = nearest(
    nameOrFile,
    PROTOCOLS.map(({ name }) => name),
  );
  throw new UsageError(
    `there is no protocol "${nameOrFile}"${near === null ? "" : `; did you mean "${near}"?`}\nThere is: ${names()}; or give a file: --protocol ./my-protocol.ts`,
  );
}

async function loadFile(file: string, folder: string): Promise<Loaded> {
  const path = resolve(folder, file);
  if (!existsSync(path)) throw new UsageError(`there is no file ${file} (looked for ${path})`);
  if (!statSync(path).isFile()) throw new UsageError(`${file} is not a file; give the TypeScript file of a protocol`);
  const exported = Object.entries(await importFile(pathToFileURL(path).href, file));
  const found = exported.filter(([name, value]) => name !== "default" && isProtocol(value));
  const chosen = found.find(([name]) => name === "protocol") ?? (found.length === 1 ? found[0] : undefined);
  if (chosen) return { protocol: checkProtocol(chosen[1] as Protocol, file), source: { file, name: chosen[0] } };
  if (found.length > 1) {
    throw new UsageError(
      `${file} exports several protocols: ${found.map(([name]) => name).join(", ")}. Name the one that is meant "protocol", or put each in a file of its own.`,
    );
  }
  const what = exported.map(([name]) => name).join(", ") || "nothing";
  throw new UsageError(
    `${file} exports no protocol; it exports: ${what}.\nWrite: export const protocol = defineProtocol({ name, says, kinds, defaults, parameters, rules, start, receive, properties });`,
  );
}

/** What makes an object a protocol rather than something else that a file exports. */
function isProtocol(value: unknown): boolean {
  return typeof value === "object" && value !== null && "start" in value && "receive" in value;
}

/** TypeScript says this at the author's desk; nobody says it to who writes JavaScript, or ignores the compiler. */
function checkProtocol(protocol: Protocol, file: string): Protocol {
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  const wrong = [
    ...(["start", "receive", "rules", "properties"] as const).filter((name) => typeof protocol[name] !== "function"),
    ...(["name", "says"] as const).filter((name) => typeof protocol[name] !== "string"),
    ...(["defaults", "parameters"] as const).filter((name) => !isObject(protocol[name])),
    ...(Array.isArray(protocol.kinds) ? [] : ["kinds"]),
  ];
  if (wrong.length === 0) return protocol;
  throw new UsageError(
    `the protocol in ${file} lacks, or has of the wrong type: ${wrong.join(", ")}. defineProtocol names the type of each.`,
  );
}

/** A protocol that a configuration names, as it is named from another folder: its file may be recorded, and replayed there. */
export const seenFrom = (folder: string, named: string, configFolder: string): string =>
  looksLikeFile(named) && folder !== configFolder ? `./${relative(folder, resolve(configFolder, named))}` : named;

/** A path as a reader of the terminal would write it. */
export const shown = (path: string, folder: string): string => {
  const short = isAbsolute(path) ? relative(folder, path) : path;
  return short.startsWith("..") ? path : short;
};
