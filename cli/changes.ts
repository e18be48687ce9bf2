/** The files that a check is made of, and when one of them becomes another. */
import { createHash } from "node:crypto";
import { existsSync, type FSWatcher, readdirSync, readFileSync, statSync, watch } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A quoted path that begins in the folder of its file: what is imported, or named in a configuration. */
const NAMED = /["'](\.{1,2}\/[^"'\n]+)["']/g;
const CODE = /\.[cm]?[jt]sx?$/;

/**
 * Files, and all that they name by relative paths, and so on. A file that is not there yet is among them: it may come.
 *
 * @param entries absolute paths
 */
export function filesFrom(entries: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, name] of textOf(file).matchAll(NAMED)) {
      const found = name === undefined ? null : pathOf(resolve(dirname(file), name));
      if (found !== null) open.push(found);
    }
  }
  return files;
}

/** What a path in a source file means: TypeScript may be named as the JavaScript that it becomes, or without its ending. */
function pathOf(path: string): string | null {
  const candidates = [path, path.replace(/js(x?)$/, "ts$1"), `${path}.ts`, `${path}.js`, join(path, "index.ts")];
  return candidates.find(isFile) ?? (CODE.test(path) ? path : null);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The text of a file; nothing where there is none that can be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The TypeScript files below a folder, without those of a folder that holds what was written. */
export function sourcesBelow(folder: string, without: string): readonly string[] {
  if (!existsSync(folder) || folder === without) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path, without);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** Equal for files of equal texts. */
export function digestOf(files: ReadonlySet<string>): string {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) hash.update(`${file}\0${textOf(file)}\0`);
  return hash.digest("hex");
}

/** Milliseconds of silence after which what somebody does to files is done: an editor writes in several strokes. */
const SILENCE = 100;

/**
 * Calls back once files were touched, and nothing has happened to them for a moment since. Folders are watched, since a
 * file is often replaced by another one.
 *
 * @returns stops watching
 */
export function onTouched(files: ReadonlySet<string>, touched: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(touched, SILENCE);
  };
  const folders = [...new Set([...files].map((file) => dirname(file)))].filter((folder) => existsSync(folder));
  const watchers = folders.map((folder): FSWatcher => {
    const watcher = watch(folder, (_, name) => {
      if (name === null || files.has(join(folder, name))) later();
    });
    // The folder is gone; what was in it is, too.
    return watcher.on("error", later);
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
