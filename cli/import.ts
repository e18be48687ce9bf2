/** Importing a user's TypeScript file: compiled on demand, and with `byzcheck` meaning this very checker. */
import { register as registerHook } from "node:module";
import { copyOf, isSource } from "./clone.ts";
import { UsageError } from "./exit.ts";

let ready: Promise<void> | null = null;

async function prepare(): Promise<void> {
  // Sources run under a loader already; what is compiled brings tsx along when it is needed.
  if (!isSource) (await import("tsx/esm/api")).register();
  const index = new URL(isSource ? "../index.ts" : "../index.js", import.meta.url).href;
  // A module of its own because it runs in the loader's thread. A second copy of the library would have other classes.
  // A user's TypeScript is a module wherever it lies: a folder without a package.json would make CommonJS of it. So the marks are
  // taken off by which tsx knows a module that imports what it believes to be none.
  const hook = `export async function resolve(specifier, context, next) {
    const found = await next(specifier === "byzcheck" ? ${JSON.stringify(index)} : specifier, context);
    const url = found.url.replace(/(?:%3F|[?&])tsx-commonjs-[a-z-]+=1/g, "");
    return /\\.tsx?(\\?|$)/.test(url) ? { ...found, url, format: "module" } : found;
  }`;
  registerHook(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/**
 * What a file exports.
 *
 * @param url of the file
 * @param shown the file as the user wrote it
 * @throws UsageError if it does not compile, if something it imports is missing, or if it throws
 */
export async function importFile(url: string, shown: string): Promise<object> {
  const copy = copyOf(url);
  if (copy === null) {
    ready ??= prepare();
    await ready;
  }
  try {
    return (await import(copy ?? url)) as object;
  } catch (error) {
    throw new UsageError(reason(error, shown), { cause: error });
  }
}

function reason(error: unknown, file: string): string {
  if (!(error instanceof Error)) return `${file} throws when it is imported: ${String(error)}`;
  const code = "code" in error ? String(error.code) : "";
  const firstLine = error.message.split("\n")[0];
  if (error.name === "TransformError" || error instanceof SyntaxError || error.message.startsWith("Transform failed"))
    return `${file} does not compile:\n${error.message}`;
  if (code === "ERR_MODULE_NOT_FOUND") return `${file} imports something that is not there: ${firstLine}`;
  if (code.startsWith("ERR_UNKNOWN_FILE_EXTENSION")) return `${file} is not a TypeScript or JavaScript file`;
  return `${file} throws when it is imported: ${error.message}`;
}
