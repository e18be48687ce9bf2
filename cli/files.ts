/** Reading what the user names. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "./exit.ts";

/** The text of a file. @throws UsageError saying why it cannot be read */
export function readText(file: string, folder: string): string {
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${why(error)}`, { cause: error });
  }
}

/** What the operating system says, in words. */
export function why(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
      return "a part of its path is a file, not a folder";
    case "EEXIST":
      return "there is a file of that name";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "permission denied; choose another folder, or change its permissions";
    case "ENOSPC":
      return "the disk is full";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
