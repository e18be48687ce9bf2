/** The README as something to execute: its files, changes to them, and commands with what they print. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface Block {
  readonly language: string;
  readonly text: string;
}

export const root = fileURLToPath(new URL("..", import.meta.url));
const main = join(root, "cli", "main.ts");

/** The fenced blocks of a document that say in which language they are. */
export const blocksOf = (document: string): readonly Block[] =>
  [...document.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({ language, text }));

export const readme = (): string => readFileSync(join(root, "README.md"), "utf8");

/** The name of the file that a TypeScript block is: `// name.ts` in its first line. */
export const fileOf = ({ text }: Block): string => /^\/\/ (\S+\.ts)\n/.exec(text)?.[1] ?? "";

/** A text after a diff block: each line with a minus is there once and becomes the line with a plus after it. */
export function patch(text: string, diff: string): string {
  let patched = text;
  for (const [, before = "", after = ""] of diff.matchAll(/^-(.*)\n\+(.*)$/gm)) {
    if (patched.split(before).length !== 2) throw new Error(`the diff's line is not in the file once: ${before}`);
    patched = patched.replace(before, after);
  }
  return patched;
}

/** What a console block shows that the command did not print in that order, white space and times aside; null for nothing. */
export function missing(shown: string, printed: string): string | null {
  const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
  const output = plain(printed);
  let from = 0;
  for (const piece of shown.split(/^\.\.\.$/m).map(plain)) {
    const at = output.indexOf(piece, from);
    if (at < 0) return piece;
    from = at + piece.length;
  }
  return null;
}

/** A folder to write files to and run commands in; it is removed by `close`. */
export function workshop() {
  const folder = mkdtempSync(join(tmpdir(), "byzcheck-readme-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return {
    write: (name: string, text: string): void => writeFileSync(join(folder, name), text),
    read: (name: string): string => readFileSync(join(folder, name), "utf8"),
    /** What a command of the README prints, standing in this folder with byzcheck installed. */
    run: (command: string): Promise<string> => run(command, folder),
    close: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}

async function run(command: string, folder: string): Promise<string> {
  const words = command.split(" ");
  const file = (name: string): string => (name.endsWith(".ts") ? resolve(folder, name) : name);
  const [head, ...rest] = words.slice(0, 2).join(" ") === "npx tsx" ? words.slice(2) : [main, ...words.slice(2)];
  const known = command.startsWith("npx tsx ") || command.startsWith("npm run ");
  if (!known || head === undefined) throw new Error(`the README has a command that nothing here can run: ${command}`);
  const flags = rest.filter((word) => word !== "--").map(file);
  const out = head === main ? ["--out", join(folder, "out")] : [];
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const options = { cwd: root, env };
  // The exit code says what was found, so only what was printed counts here.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", file(head), ...flags, ...out],
    options,
  ).catch((error: unknown) => error as { stdout: string });
  return stdout;
}
