/** Where this program runs from: the sources of a clone, the compiled copy of them that `start.js` makes, or a package. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether these are the sources themselves; everything else is compiled and lies one folder deeper. */
export const isSource = import.meta.url.endsWith(".ts");

const [, clone, copy] = /^(.*\/)(node_modules\/\.cache\/byzcheck\/[^/]+\/dist\/)/.exec(import.meta.url) ?? [];

/** The folder of the clone that this runs from; null in a package. */
export const cloneFolder = isSource
  ? fileURLToPath(new URL("..", import.meta.url))
  : clone === undefined
    ? null
    : fileURLToPath(clone);

/** Whether npm's scripts call the program here. */
export const inClone = cloneFolder !== null;

/** The compiled copy of a file of the clone, if this runs from such a copy and it has the file; else null. */
export function copyOf(url: string): string | null {
  if (clone === undefined || copy === undefined || !url.startsWith(clone)) return null;
  const compiled = `${clone}${copy}${url.slice(clone.length).replace(/\.ts$/, ".js")}`;
  return existsSync(fileURLToPath(compiled)) ? compiled : null;
}
