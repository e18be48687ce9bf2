/** The one place that knows picocolors: colours where the stream is a terminal, or somebody insists. */
import picocolors from "picocolors";
import type { Shell, Stream } from "./shell.ts";

export type Colours = ReturnType<typeof picocolors.createColors>;

/** Colours for one stream; `NO_COLOR`, `FORCE_COLOR`, `CI` and a stream that is no terminal are honoured. */
export function coloursFor({ env }: Pick<Shell, "env">, stream: Stream): Colours {
  const forced = env.FORCE_COLOR;
  if (env.NO_COLOR) return picocolors.createColors(false);
  if (forced !== undefined) return picocolors.createColors(forced !== "0" && forced !== "false");
  return picocolors.createColors(stream.isTTY && env.TERM !== "dumb" && !env.CI);
}
