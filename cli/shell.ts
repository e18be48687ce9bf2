/** What the command touches of the process it runs in. Tests give it another one. */
import { EXIT } from "./exit.ts";

/** Where lines go. */
export interface Stream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** Height in lines; undefined where there is no screen. */
  readonly rows?: number | undefined;
}

export interface Shell {
  /** Results. */
  readonly out: Stream;
  /** Progress, warnings and errors. */
  readonly err: Stream;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** Calls back on Ctrl-C; returns a function that stops listening. */
  onInterrupt(listener: () => void): () => void;
}

/** Two interrupts within this many milliseconds are one: a terminal signals a child and npm, which passes it on. */
const ONE_KEYSTROKE = 300;

/** The real process. A second Ctrl-C ends it at once. */
export function processShell(): Shell {
  const stream = (of: NodeJS.WriteStream): Stream => ({
    write: (text) => void of.write(text),
    isTTY: of.isTTY === true,
    columns: of.columns || 100,
    // A terminal that does not know its size says 0.
    rows: of.rows || undefined,
  });
  return {
    out: stream(process.stdout),
    err: stream(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    onInterrupt(listener) {
      let first: number | null = null;
      const heard = (): void => {
        if (first === null) {
          first = Date.now();
          listener();
        } else if (Date.now() - first > ONE_KEYSTROKE) process.exit(130);
      };
      process.on("SIGINT", heard);
      return () => void process.off("SIGINT", heard);
    },
  };
}

/** Ends the process when whoever reads its output stops reading: `byzcheck list | head -1`. What had not ended by then was interrupted. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.interrupted);
    throw error;
  });
}
