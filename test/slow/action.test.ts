/** The GitHub Action, its shell run as a runner would run it, in a repository that is not this one. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { folder } from "../cli/command.ts";
import { correct } from "../cli/protocols.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const action = readFileSync(join(root, "action.yml"), "utf8");

/** The repository of somebody else, with its configuration in a folder of its own. */
function repository(expect: string): string {
  const at = folder({ "output.txt": "", "summary.md": "" });
  mkdirSync(join(at, "my protocols"));
  const config = `import { defineConfig } from "byzcheck";
    export const config = defineConfig({ expectations: [{ protocol: "./mine.ts", expect: "${expect}" }] });`;
  writeFileSync(join(at, "my protocols", "mine.ts"), correct);
  writeFileSync(join(at, "my protocols", "byzcheck.config.ts"), config);
  writeFileSync(join(at, "my protocols", "other.config.ts"), config.replace(expect, "violation:small"));
  return at;
}

/** Runs the step "Gate" with these inputs. */
async function gate(at: string, inputs: { readonly [name: string]: string }) {
  const env = {
    PATH: process.env.PATH,
    GITHUB_ACTION_PATH: root,
    GITHUB_WORKSPACE: at,
    GITHUB_OUTPUT: join(at, "output.txt"),
    GITHUB_STEP_SUMMARY: join(at, "summary.md"),
    CI: "true",
    GATE_FOLDER: "my protocols",
    GATE_CONFIG: "",
    GATE_REPORT: "github",
    GATE_OUT: "reports/out",
    GATE_MEMORY: "",
    ...inputs,
  };
  const script = /id: gate[\s\S]*run: (.*)\n/.exec(action)?.[1] ?? "false";
  const said = await promisify(execFile)("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: at, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => error as { code: number; stdout: string; stderr: string },
  );
  return {
    ...said,
    output: readFileSync(join(at, "output.txt"), "utf8"),
    summary: readFileSync(join(at, "summary.md"), "utf8"),
  };
}

describe("the action", () => {
  test("runs the gate in somebody else's repository, tells GitHub, and says where the reports are", async () => {
    const at = repository("safe:small");
    const { code, stdout, output, summary } = await gate(at, { GATE_REPORT: "github, junit,sarif" });
    expect(stdout).toMatch(/1 of 1 expectation met/);
    expect(code).toBe(0);
    expect(summary).toMatch(/^# byzcheck: 1 case, all passed/);
    expect(output).toBe(
      "exit-code=0\njunit=my protocols/reports/out/gate.junit.xml\nsarif=my protocols/reports/out/gate.sarif\n",
    );
    expect(existsSync(join(at, "my protocols/reports/out/gate.sarif"))).toBe(true);
  }, 60_000);

  test("fails where an expectation is not met, with the path from the root of that repository", async () => {
    const at = repository("safe:small");
    const { code, stdout, output } = await gate(at, {
      GATE_CONFIG: "other.config.ts",
      GATE_REPORT: "github,junit",
      GATE_OUT: "out\nsarif=x",
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=my protocols\/mine\.ts,title=counter%3A violation%3Asmall::expected small VIOLATED/m,
    );
    // A line end in an input is not one of an output.
    expect(output).toBe("exit-code=1\njunit=my protocols/outsarif=x/gate.junit.xml\n");
  }, 60_000);

  test("takes nothing that it is given for a command, a flag or an output", async () => {
    const at = repository("safe:small");
    const nasty = `$(touch "${at}/hit")\`touch "${at}/hit"\`"; touch "${at}/hit"; #\nsarif=x`;
    const given = [
      { GATE_CONFIG: nasty, GATE_OUT: nasty, GATE_REPORT: nasty, GATE_MEMORY: nasty },
      { GATE_FOLDER: nasty },
    ];
    for (const inputs of given) {
      const { code, output } = await gate(at, inputs);
      expect(code).not.toBe(0);
      expect(existsSync(join(at, "hit"))).toBe(false);
      expect(output).not.toMatch(/^sarif=x/m);
    }
    expect((await gate(at, { GATE_REPORT: "--json" })).stderr).toContain('--report is "--json"');
  }, 60_000);

  test("installs itself without what only its developers need, and runs the gate elsewhere", async () => {
    const run = promisify(execFile);
    const place = folder();
    const action = join(place, "action");
    const { stdout: listed } = await run("git", ["ls-files", "-z"], { cwd: root });
    for (const file of listed.split("\0").filter((name) => name !== "" && !/^(test|bench|docs)\//.test(name))) {
      mkdirSync(dirname(join(action, file)), { recursive: true });
      cpSync(join(root, file), join(action, file));
    }
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^VITEST|^NODE_/i.test(name)));
    const github = { GITHUB_ACTION_PATH: action, GITHUB_OUTPUT: join(place, "output") };
    await run("bash", [join(action, "action/install.sh")], { cwd: place, env: { ...env, ...github } });

    const project = join(place, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), "{}");
    writeFileSync(join(project, "mine.ts"), correct);
    writeFileSync(
      join(project, "byzcheck.config.ts"),
      `import { defineConfig } from "byzcheck";
       import { counter } from "./mine.ts";
       export const config = defineConfig({ expectations: [{ protocol: counter, expect: "safe" }] });`,
    );
    const inputs = { GATE_FOLDER: ".", GATE_CONFIG: "", GATE_REPORT: "sarif", GATE_OUT: "out", GATE_MEMORY: "" };
    const { stdout } = await run("bash", [join(action, "action/gate.sh")], {
      cwd: project,
      env: { ...env, ...github, ...inputs },
    });
    expect(stdout).toContain("1 of 1 expectation met");
    expect(readFileSync(github.GITHUB_OUTPUT, "utf8")).toBe("exit-code=0\nsarif=out/gate.sarif\n");
  });
});
