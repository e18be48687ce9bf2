import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { folder } from "./command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = ["typescript", "@typescript", "tsx", "esbuild", "@esbuild", "get-tsconfig", "resolve-pkg-maps"];

/** A clone that only has a command that says something. */
function clone(): string {
  const at = folder({ "index.ts": "" });
  for (const name of ["package.json", "tsconfig.json", "tsconfig.build.json"]) cpSync(join(root, name), join(at, name));
  mkdirSync(join(at, "node_modules"));
  for (const name of packages.filter((one) => existsSync(join(root, "node_modules", one))))
    symlinkSync(join(root, "node_modules", name), join(at, "node_modules", name));
  mkdirSync(join(at, "cli"));
  cpSync(join(root, "cli/start.js"), join(at, "cli/start.js"));
  return at;
}

const MAIN = `import { said } from "./said.ts"; console.log(said, import.meta.url.endsWith(".ts") ? "itself" : "copied");`;

function says(at: string, words: string): void {
  writeFileSync(join(at, "cli/main.ts"), MAIN);
  writeFileSync(join(at, "cli/said.ts"), `export const said: string = ${words};`);
}

const run = async (at: string, ...argv: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(at, "cli/start.js"), ...argv])).stdout.trim();

const copiesOf = (at: string): string => join(at, "node_modules/.cache/byzcheck");

test("a command is compiled once, and again when any of its sources is another", async () => {
  const at = clone();
  says(at, `"one"`);
  expect(await run(at)).toBe("one copied");
  expect(await run(at)).toBe("one copied");
  expect(readdirSync(copiesOf(at))).toHaveLength(1);
  says(at, `"two"`);
  expect(await run(at)).toBe("two copied");
  says(at, `"one"`);
  expect(await run(at)).toBe("one copied");
  expect(readdirSync(copiesOf(at))).toHaveLength(2);
});

test("a copy that nobody has used for a week goes when another is made", async () => {
  const at = clone();
  says(at, `"one"`);
  await run(at);
  const [old] = readdirSync(copiesOf(at));
  utimesSync(join(copiesOf(at), String(old)), 0, 0);
  says(at, `"two"`);
  await run(at);
  expect(readdirSync(copiesOf(at))).not.toContain(old);
});

test("where a file of the user's own is named, and where the compiler fails, the sources run as they are", async () => {
  const at = clone();
  says(at, `"one"`);
  expect(await run(at, "check", "--protocol", "./mine.ts")).toBe("one itself");
  writeFileSync(join(at, "tsconfig.build.json"), "{ no settings");
  expect(await run(at)).toBe("one itself");
  expect(readdirSync(copiesOf(at))).toEqual([]);
});
