/** What the licences of bundled packages ask for: that their notices go where their code goes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The notices of the packages among some sources; null where there are none.
 *
 * @param sources paths relative to the root
 * @throws Error naming a package that has no licence: it must not be bundled
 */
export function licencesOf(sources: readonly string[], root: string): string | null {
  const packages = new Set(sources.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  const notices = [...packages].sort().map((folder) => noticeIn(join(root, folder)));
  return notices.length === 0 ? null : notices.join(`\n${"-".repeat(78)}\n\n`);
}

function noticeIn(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no licence in ${folder}; bundle another package in its place`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
