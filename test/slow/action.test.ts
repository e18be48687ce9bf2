/** The GitHub Action as a runner gets it: what is in the repository and nothing else, installed by its own step. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { correct } from "../cli/protocols.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "byzcheck-action-"));
const action = join(place, "action");
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("the action installs itself without what only its developers need, and runs the gate elsewhere", async () => {
  const run = promisify(execFile);
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
  expect(stdout).toContain("1 of 1 expectations are met");
  expect(readFileSync(github.GITHUB_OUTPUT, "utf8")).toBe("exit-code=0\nsarif=out/gate.sarif\n");
});
