/** The one place that knows picocolors: what the roles in a report look like on a terminal. */
import picocolors from "picocolors";
import type { DrawingOptions } from "../reports/lanes-text.ts";
import { plain, type Style } from "../reports/style.ts";
import type { Shell, Stream } from "./shell.ts";

/** The looks of one stream; `NO_COLOR`, `FORCE_COLOR`, `CI` and a stream that is no terminal are honoured. */
export function styleFor({ env }: Pick<Shell, "env">, stream: Stream): Style {
  if (!isColoured(env, stream)) return plain;
  const { bold, dim, red, green, yellow, blue, magenta, cyan, white } = picocolors.createColors(true);
  // Magenta is left to lies, and red to what is decided.
  const nodes = [cyan, yellow, green, blue, white];
  return {
    heading: bold,
    faint: dim,
    wrong: (text) => bold(red(text)),
    right: green,
    caution: yellow,
    lie: (text) => bold(magenta(text)),
    sent: blue,
    accepted: green,
    decided: red,
    node: (id, text) => (nodes[id % nodes.length] ?? white)(text),
  };
}

/** Whether a stream is a screen, and no log of one. */
export const isScreen = (env: Shell["env"], { isTTY }: Stream): boolean => isTTY && env.TERM !== "dumb" && !env.CI;

/** Whether a stream is a screen that shows the characters from which lanes are drawn. */
function showsLanes({ env }: Pick<Shell, "env">, stream: Stream): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return isScreen(env, stream) && env.TERM !== "linux" && (!locale || /utf-?8/i.test(locale));
}

/** How a report looks on a stream: its colours, its width, and whether there is a screen to fit. */
export const lookOf = (shell: Pick<Shell, "env">, stream: Stream): Required<DrawingOptions> & Pick<Stream, "rows"> => ({
  style: styleFor(shell, stream),
  width: stream.columns,
  lanes: showsLanes(shell, stream),
  ...(isScreen(shell.env, stream) ? { rows: stream.rows } : {}),
});

function isColoured(env: Shell["env"], stream: Stream): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return isScreen(env, stream);
}
