/** The one place of the reports that touches the disk. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file to be written. */
interface WrittenFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A report that could not be written; the message says where, why, and what to do. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}

/**
 * Writes files into a folder, which is made where it is missing. A file is there whole or not at all: it is written
 * beside its place and then moved there.
 *
 * @returns the paths, in the order of the files
 * @throws ReportError naming the folder or file, the cause, and the cure
 */
export function writeReports(files: readonly WrittenFile[], folder = "reports/out"): readonly string[] {
  attempt(folder, "make the folder", () => makeFolder(folder));
  return files.map(({ name, content }) => {
    const path = join(folder, name);
    const beside = join(folder, `.${name}.tmp`);
    attempt(path, "write", () => {
      try {
        writeFileSync(beside, content);
        renameSync(beside, path);
      } catch (error) {
        rmSync(beside, { force: true });
        throw error;
      }
    });
    return path;
  });
}

/**
 * Makes a folder and those above it that are missing. Step by step: Node's own recursion does not end where a system folder,
 * such as `/proc`, refuses with "no such file".
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it in between.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function attempt(path: string, what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const cause = CAUSES[code] ?? (error instanceof Error ? error.message : String(error));
    throw new ReportError(`cannot ${what} ${path}: ${cause}. Name a folder that can be written to: --out FOLDER.`, {
      cause: error,
    });
  }
}

const CAUSES: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  ENOENT: "nothing can be made there",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EEXIST: "there is a file of that name",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "there is a folder of that name",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "the name is too long",
};
