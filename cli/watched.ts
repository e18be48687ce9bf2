/** What every command that searches does meanwhile: it shows how far it is, and Ctrl-C ends it with what was found so far. */
import { type ProgressLine, progressLine } from "./progress.ts";
import type { Shell } from "./shell.ts";

/** What a search takes to be watched, and the line on which it is. */
export interface Watch {
  readonly line: ProgressLine;
  readonly signal: AbortSignal;
  readonly onProgress: ProgressLine["show"];
}

/**
 * Searches, and is watched.
 *
 * @param quiet shows no progress
 */
export async function watched<T>(shell: Shell, quiet: boolean, search: (watch: Watch) => Promise<T>): Promise<T> {
  const line = progressLine(shell, quiet);
  const interrupt = new AbortController();
  const stopListening = shell.onInterrupt(() => interrupt.abort());
  try {
    return await search({ line, signal: interrupt.signal, onProgress: line.show });
  } finally {
    line.end();
    stopListening();
  }
}
