/**
 * Starts the command in a clone. To compile TypeScript while it is loaded takes half a second each time; so this runs a
 * copy of the sources, compiled as for the package, and makes a new one whenever any of them is not what it was.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const copies = join(root, "node_modules", ".cache", "byzcheck");
const SOURCES = [
  "index.ts",
  "byzcheck.config.ts",
  "model",
  "protocols",
  "checker",
  "reports",
  "browser",
  "cluster",
  "cli",
];
const SETTINGS = ["package.json", "tsconfig.json", "tsconfig.build.json", "cli/start.js"];
/** What checks write there is no source, though it may be TypeScript. */
const WRITTEN = join(root, "reports", "out");
/** Milliseconds after which a copy that nobody has used is removed. */
const WEEK = 7 * 24 * 60 * 60 * 1000;

/** A file of the user's own may import the sources themselves: the checker has to run on the same ones then. */
const CODE = /\.[cm]?[jt]sx?$/;
const ours = Object.entries(process.env).filter(([name]) => name.startsWith("BYZCHECK_"));
const namesFile = [...process.argv.slice(2), ...ours.map(([, value]) => value ?? "")].some((word) => CODE.test(word));
const main = namesFile ? null : compiled();
if (main === null) {
  // Whoever starts this again, for a larger heap, needs the loader as well.
  process.execArgv.push("--import", import.meta.resolve("tsx"));
  await import("tsx");
}
await import(main === null ? "./main.ts" : pathToFileURL(main).href);

/** The compiled command, or null where nothing can be compiled. */
function compiled() {
  try {
    const sources = SOURCES.flatMap((name) => filesIn(join(root, name)));
    const copy = join(copies, keyOf(sources));
    const file = join(copy, "dist", "cli", "main.js");
    if (existsSync(file)) utimesSync(copy, new Date(), new Date());
    else if (!compile(sources, copy)) return null;
    return file;
  } catch {
    // No compiler, or no right to write: there is the other way.
    return null;
  }
}

function filesIn(path) {
  if (!existsSync(path) || path === WRITTEN) return [];
  if (statSync(path).isDirectory())
    return readdirSync(path)
      .sort()
      .flatMap((name) => filesIn(join(path, name)));
  return path.endsWith(".ts") ? [path] : [];
}

/** Equal for equal sources, settings and compilers. */
function keyOf(sources) {
  const hash = createHash("sha256");
  for (const file of [...sources, ...SETTINGS.map((name) => join(root, name)), compiler()]) {
    const text = readFileSync(file);
    hash.update(`${relative(root, file)}\0${text.length}\0`).update(text);
  }
  return hash.digest("hex").slice(0, 32);
}

function compiler() {
  return createRequire(import.meta.url).resolve("typescript/package.json");
}

/** Compiles beside and moves into place, so that nobody sees half a copy; types are not checked here. */
function compile(sources, copy) {
  const making = `${copy}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    const settings = join(making, "tsconfig.json");
    // With source maps: reports name the lines of rules.
    const options = {
      rootDir: root,
      outDir: join(making, "dist"),
      types: [],
      declaration: false,
      noCheck: true,
      sourceMap: true,
    };
    const extended = join(root, "tsconfig.build.json");
    writeFileSync(
      settings,
      JSON.stringify({ extends: extended, compilerOptions: options, include: [], files: sources }),
    );
    cpSync(join(root, "package.json"), join(making, "package.json"));
    const tsc = join(dirname(compiler()), "bin", "tsc");
    if (spawnSync(process.execPath, [tsc, "-p", settings], { stdio: "ignore" }).status !== 0) return false;
    if (!existsSync(copy)) renameSync(making, copy);
    removeOld(basename(copy));
    return true;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function removeOld(used) {
  for (const name of readdirSync(copies)) {
    const path = join(copies, name);
    if (name !== used && Date.now() - statSync(path).mtimeMs > WEEK) rmSync(path, { recursive: true, force: true });
  }
}
