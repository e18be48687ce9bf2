import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { blocksOf, fileOf, readme } from "../readme-blocks.ts";
import { byzcheck, byzcheckProcess, folder } from "./command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const broadcast = blocksOf(readme()).find((block) => fileOf(block) === "broadcast.ts")?.text ?? "";

interface Located {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number };
  };
}

/** The source lines that a SARIF file names for the steps of its first trace. */
function linesOf(file: string, sources: string): readonly string[] {
  const [result] = JSON.parse(readFileSync(file, "utf8")).runs[0].results;
  return result.codeFlows[0].threadFlows[0].locations.map(({ location }: { location: Located }) => {
    const { artifactLocation, region } = location.physicalLocation;
    const lines = readFileSync(join(sources, artifactLocation.uri), "utf8").split("\n");
    return (lines[(region?.startLine ?? 0) - 1] ?? "").trim();
  });
}

const FLAGS = ["--property", "agreement", "--report", "sarif", "--quiet"];
const ECHO = 'if (body.kind === "ECHO") vote(replica.echoes, body.value, from);';
const EXECUTE = "out.execute(0, 0, body.value);";

describe("the line of each step of a trace is that of the rule", () => {
  test("in a user's protocol, which is compiled while it is loaded", async () => {
    const cwd = folder({ "broadcast.ts": broadcast });
    const { code } = await byzcheckProcess(["check", "--protocol", "./broadcast.ts", ...FLAGS], cwd);
    expect(code).toBe(1);
    expect(linesOf(join(cwd, "reports/out/broadcast.sarif"), cwd)).toEqual([ECHO, EXECUTE, ECHO, EXECUTE]);
  });

  test("in the sources of a clone, which run as a compiled copy", async () => {
    const cwd = folder();
    const argv = ["check", "--protocol", "bsmr", "--rounds", "1", ...FLAGS, "--out", cwd];
    await expect(
      promisify(execFile)(process.execPath, [join(root, "cli/start.js"), ...argv], { cwd: root }),
    ).rejects.toThrow();
    const execute = "out.execute(replica.round, replica.round, value);";
    expect(linesOf(join(cwd, "bsmr.sarif"), root)).toEqual([execute, execute]);
  }, 60_000);

  test("is relative to the repository that GitHub has checked out, if the working folder lies in it", async () => {
    const cwd = folder({ "mine.ts": broadcast });
    const uriWith = async (workspace: string): Promise<string> => {
      await byzcheck(["check", "--protocol", "./mine.ts", ...FLAGS], { cwd, env: { GITHUB_WORKSPACE: workspace } });
      const [result] = JSON.parse(readFileSync(join(cwd, "reports/out/broadcast.sarif"), "utf8")).runs[0].results;
      return result.locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(await uriWith(join(cwd, ".."))).toMatch(/^byzcheck-cli-[^/]+\/mine\.ts$/);
    expect(await uriWith(root)).toBe("mine.ts");
  });
});
