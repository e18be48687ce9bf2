/** Where in the source the steps of a trace were made: the stacks of reducers at work, read back to the files they came from. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Effect, effectsAlong } from "../checker/effects.ts";
import type { Configuration, Protocol } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import type { FiredLine, Origin } from "../reports/ci/suite.ts";
import { isSource } from "./clone.ts";
import type { Shell } from "./shell.ts";

/** This program: its sources, the compiled copy of them, or the package. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The rooms of this program whose lines are nobody's rule: they only carry out what a reducer asks for. */
const MACHINERY = /^(?:model|checker|reports|cli|index\.[jt]s|node_modules)(?:\/|$)/;

/** Frames of a stack that are kept; a rule may be some calls deep. */
const DEPTH = 60;

/** A place in a file, by its absolute path. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where a protocol comes from.
 *
 * @param file of the user's protocol, as it was given; null for one of this library
 * @param otherwise the file to name where the protocol's own is not known
 */
export function originOf(
  protocol: Protocol,
  configuration: Configuration,
  file: string | null,
  shell: Pick<Shell, "cwd" | "env">,
  otherwise: string | null = null,
): Origin {
  const root = sourceRoot(shell);
  const own = file === null ? builtIn(protocol) : resolve(shell.cwd, file);
  const known = own ?? (otherwise === null ? null : resolve(shell.cwd, otherwise));
  return {
    source: known === null ? null : { file: inside(root, real(known)), line: null },
    placesOf: ({ steps }) =>
      effectsAlong(protocol, configuration, steps, stackNow).map((effects) => lineOf(effects, root)),
  };
}

/** The file of a protocol of this library. */
function builtIn({ name, receive }: Protocol): string | null {
  if (!PROTOCOLS.some((one) => one.name === name && one.receive === receive)) return null;
  const file = join(ROOT, "protocols", name, isSource ? "index.ts" : "index.js");
  const [source] = mapOf(file)?.payload.sources ?? [];
  return source === undefined ? file : resolve(dirname(file), source);
}

/** What paths in reports are relative to: the checked out repository where GitHub says which that is, else the working folder. */
function sourceRoot({ cwd, env }: Pick<Shell, "cwd" | "env">): string {
  const workspace = env.GITHUB_WORKSPACE;
  if (!workspace || !existsSync(workspace)) return real(cwd);
  return isAbsolute(inside(real(workspace), real(cwd))) ? real(cwd) : real(workspace);
}

const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** A path relative to a folder, with `/` between its parts; as it is where it lies elsewhere. */
function inside(folder: string, path: string): string {
  const short = relative(folder, path);
  const isOutside = short === ".." || short.startsWith(`..${sep}`) || isAbsolute(short);
  return (isOutside ? path : short).replaceAll("\\", "/");
}

function stackNow(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  try {
    return new Error().stack ?? "";
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * The rule of a step: the line where it executed something, else where it sent something, with those that called it. Where
 * it only noted something, the line of the reducer itself.
 */
function lineOf(effects: readonly Effect<string>[], root: string): FiredLine | null {
  for (const wanted of ["execution", "send", "change"] as const) {
    for (const { noted } of effects.filter(({ kind }) => kind === wanted).reverse()) {
      const lines = placesIn(noted).map(({ file, line }) => ({ file: inside(root, real(file)), line }));
      const [first, ...callers] = wanted === "change" ? lines.slice(-1) : lines;
      if (first) return { ...first, callers };
    }
  }
  return null;
}

/** The lines of a stack that belong to a protocol, the innermost first. */
const placesIn = (stack: string): readonly Place[] =>
  stack.split("\n").flatMap((line) => {
    const [, file, row, column] = FRAME.exec(line) ?? [];
    if (file === undefined) return [];
    const place = { file: pathOf(file), line: Number(row), column: Number(column) };
    return isRule(place.file) ? [original(place)] : [];
  });

const FRAME = /^\s+at (?:.* \()?(file:\/\/.*|\/.*|[A-Za-z]:[\\/].*):(\d+):(\d+)\)?$/;

/** A path out of a stack; what a loader has put behind it is no part of it. */
const pathOf = (file: string): string =>
  file.startsWith("file://") ? fileURLToPath(file.replace(/[?#].*$/, "")) : file.replace(/\?[^/\\]*$/, "");

/** Whether a file may hold rules of a protocol. Asked before a source map leads elsewhere: there, machinery looks like any file. */
function isRule(file: string): boolean {
  const own = inside(ROOT, file);
  if (!isAbsolute(own)) return !MACHINERY.test(own);
  return !file.split(sep).includes("node_modules");
}

/** What a compiler made a place from, where it has left a source map beside the file; else the place itself. */
function original(place: Place): Place {
  const map = mapOf(place.file);
  const found = map?.findEntry(place.line - 1, place.column - 1);
  if (!found || !("originalSource" in found)) return place;
  return {
    file: resolve(dirname(place.file), found.originalSource),
    line: found.originalLine + 1,
    column: found.originalColumn + 1,
  };
}

const maps = new Map<string, SourceMap | null>();

function mapOf(file: string): SourceMap | null {
  let map = maps.get(file);
  if (map === undefined) {
    const path = `${file}.map`;
    map = existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8")) as SourceMapPayload) : null;
    maps.set(file, map);
  }
  return map;
}
