/** The library as its users get it: packed, installed in an empty project, and used there. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, fileOf, patch, readme } from "../readme-blocks.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "byzcheck-package-"));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the project; its exit code is part of the answer. */
async function run(file: string, ...flags: readonly string[]): Promise<Ended> {
  // What npm tells its scripts about this clone must not reach the npm of the project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^VITEST|^NODE_/i.test(name)));
  const options = { cwd: project, env: { ...env, NO_COLOR: "1" }, maxBuffer: 1 << 26 };
  try {
    return { code: 0, ...(await promisify(execFile)(file, [...flags], options)) };
  } catch (error) {
    return error as Ended & Error;
  }
}

async function must(file: string, ...flags: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(file, ...flags);
  if (code !== 0) throw new Error(`${file} ${flags.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

const tutorial = blocksOf(readme());
const buggy = tutorial.find((block) => fileOf(block) === "broadcast.ts")?.text ?? "";
const fixed = patch(buggy, tutorial.find(({ language }) => language === "diff")?.text ?? "");

let files: string[] = [];

beforeAll(async () => {
  const packed = await must("npm", "pack", root, "--json", "--pack-destination", project);
  const [tarball] = JSON.parse(packed.slice(packed.search(/^\[/m))) as [
    { filename: string; files: { path: string }[] },
  ];
  files = tarball.files.map(({ path }) => path);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "mine", private: true, type: "module" }));
  await must("npm", "install", join(project, tarball.filename), "--no-audit", "--no-fund", "--prefer-offline");
  writeFileSync(join(project, "mine.ts"), buggy);
  writeFileSync(join(project, "fixed.ts"), fixed);
}, 300_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the packed library, installed in an empty project", () => {
  test("finds the bug of a protocol that was written there, in TypeScript", async () => {
    const { code, stdout } = await run("npx", "byzcheck", "check", "--protocol", "./mine.ts", "--report", "sarif,html");
    expect(stdout).toContain("VIOLATED agreement in 4 steps");
    expect(code).toBe(1);
    expect(readFileSync(join(project, "reports/out/broadcast.html"), "utf8")).toContain('<svg class="diagram"');
    // The lines are those of the source, though only its compiled form has run.
    const [result] = JSON.parse(readFileSync(join(project, "reports/out/broadcast.sarif"), "utf8")).runs[0].results;
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe("mine.ts");
    expect(buggy.split("\n")[region.startLine - 1]?.trim()).toBe("out.execute(0, 0, body.value);");
  });

  test("has nothing to watch of a protocol of its own", async () =>
    expect((await run("npx", "byzcheck", "check", "--protocol", "bsmr", "--watch")).stderr).toContain(
      "--watch has nothing to watch: no file is named",
    ));

  test("replays the counterexample that it wrote", async () => {
    const { code, stdout, stderr } = await run("npx", "byzcheck", "replay", "reports/out/broadcast-agreement.json");
    expect({ code, stderr: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("sees the fix as safe", async () => {
    const { code, stdout } = await run("npx", "byzcheck", "check", "--protocol", "./fixed.ts", "--expect", "safe");
    expect(stdout).toContain("SAFE agreement and integrity hold");
    expect(code).toBe(0);
  });

  test("has an API that gives the same answer to plain JavaScript", async () => {
    writeFileSync(
      join(project, "api.js"),
      `import { bsmr, check } from "byzcheck";
       const outcome = await check({ protocol: bsmr, rounds: 1, reduce: "none" });
       console.log(outcome.verdict, outcome.property("agreement").length, outcome.statistics.distinctStates);`,
    );
    expect(await must("node", "api.js")).toBe("violation 2 729\n");
  });

  test("has types that hold under the strictest settings of a project that uses them", async () => {
    writeFileSync(
      join(project, "api.ts"),
      `import { check, type Outcome } from "byzcheck";
       import { broadcast } from "./fixed.ts";
       const outcome: Outcome = await check({ protocol: broadcast, nodes: 4, byzantine: [0] });
       // @ts-expect-error: there is no such option
       await check({ protocol: broadcast, rouns: 4 });
       export const length: number | null = outcome.property("agreement").length;`,
    );
    const compilerOptions = {
      module: "nodenext",
      target: "es2023",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      allowImportingTsExtensions: true,
      noEmit: true,
      types: [],
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["api.ts", "mine.ts"] }));
    // The compiler is the user's own; that of the clone will do.
    expect(await must("node", join(root, "node_modules", "typescript", "bin", "tsc"), "-p", ".")).toBe("");
  });

  test("brings what it needs and nothing else", () => {
    const outside = files.filter((path) => !path.startsWith("dist/"));
    expect(outside.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    expect(files).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/cli/main.js"]));
    expect(files.filter((path) => /^dist\/(test|bench)\//.test(path))).toEqual([]);
  });
});
