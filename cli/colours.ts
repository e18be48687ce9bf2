/** The one place that knows picocolors: what the roles in a report look like on a terminal. */
import picocolors from "picocolors";
import { plain, type Style } from "../reports/style.ts";
import type { Shell, Stream } from "./shell.ts";

/** The looks of one stream; `NO_COLOR`, `FORCE_COLOR`, `CI` and a stream that is no terminal are honoured. */
export function styleFor({ env }: Pick<Shell, "env">, stream: Stream): Style {
  if (!isColoured(env, stream)) return plain;
  const { bold, dim, red, green, yellow, blue, magenta, cyan, white } = picocolors.createColors(true);
  const nodes = [cyan, magenta, yellow, green, blue, white];
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

function isColoured(env: Shell["env"], { isTTY }: Stream): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return isTTY && env.TERM !== "dumb" && !env.CI;
}
