/** The command in this process: what it would write, and how it would end. */

import { type ChildProcess, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { run } from "../../cli/run.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Around {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  readonly isTTY?: boolean;
  /** The size of the screen, where there is one. */
  readonly screen?: { readonly columns: number; readonly rows: number };
  /** Presses Ctrl-C as soon as somebody listens. */
  readonly interrupt?: boolean;
}

/** Runs a command line, as if it had been typed in an empty folder. */
export async function byzcheck(line: string | readonly string[], around: Around = {}): Promise<Ended> {
  const { env = {}, screen, isTTY = screen !== undefined, interrupt = false } = around;
  const size = { columns: 100, ...screen };
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(typeof line === "string" ? line.split(" ").filter(Boolean) : line, {
    out: { write: (text) => void out.push(text), isTTY, ...size },
    err: { write: (text) => void err.push(text), isTTY, ...size },
    env,
    cwd: around.cwd ?? folder(),
    onInterrupt(listener) {
      if (interrupt) listener();
      return () => {};
    },
  });
  return { code, out: out.join(""), err: err.join("") };
}

/** A folder with these files in it, and nothing above it that is ours. It is gone after the test. */
export function folder(files: { readonly [name: string]: string } = {}): string {
  const path = mkdtempSync(join(tmpdir(), "byzcheck-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    writeFileSync(join(path, name), text);
  }
  return path;
}

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/**
 * Runs a command line in a process of its own: half a second, so only where a process matters.
 *
 * @param meanwhile is called with what was written to stderr so far, each time that something is
 */
export function byzcheckProcess(
  argv: readonly string[],
  cwd: string,
  meanwhile: (child: ChildProcess, err: string) => void = () => {},
): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_|^CI$/.test(name)));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", tsx, main, ...argv],
      { cwd, env: { ...env, NO_COLOR: "1" } },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    );
    let sofar = "";
    child.stderr?.on("data", (text: string) => {
      sofar += text;
      meanwhile(child, sofar);
    });
  });
}
