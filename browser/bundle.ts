/** Code of this project for a browser: the only file that knows the bundler. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf } from "./licences.ts";

/** A file of a bundle, to be put beside the others. */
export interface BundledFile {
  /** Relative to where the bundle is put. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface BundleOptions {
  /** What the files are called, without an ending -> the source, relative to the root of the clone. */
  readonly entries: { readonly [name: string]: string };
  /** A module that a browser does not have -> what stands in for it, relative to the root of the clone. */
  readonly standIns?: { readonly [module: string]: string };
  /** One file for each entry, that runs as a plain script; ES modules that share what they have in common if left out. */
  readonly plain?: boolean;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Bundles for browsers that are not older than the language of this project (ES2023), minified. Where packages of others
 * come along, the last file is `licences.txt` with their notices.
 *
 * @throws Error naming what does not resolve or parse
 */
export async function bundle({
  entries,
  standIns = {},
  plain = false,
}: BundleOptions): Promise<readonly BundledFile[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { ...entries },
    alias: Object.fromEntries(Object.entries(standIns).map(([module, file]) => [module, `${root}${file}`])),
    outdir: "out",
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    splitting: !plain,
    format: plain ? "iife" : "esm",
    target: "es2023",
    platform: "browser",
    charset: "utf8",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  const folder = `${root}out/`;
  const files = outputFiles.map(({ path, contents }) => ({ path: path.slice(folder.length), bytes: contents }));
  const licences = licencesOf(Object.keys(metafile.inputs), root);
  return licences === null ? files : [...files, { path: "licences.txt", bytes: new TextEncoder().encode(licences) }];
}
