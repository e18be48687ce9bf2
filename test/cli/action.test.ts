/** The shell of the GitHub Action, with a command in the place of the gate that does what it is told to. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folder } from "./command.ts";

const action = readFileSync(new URL("../../action.yml", import.meta.url), "utf8");
const script = fileURLToPath(new URL("../../action/gate.sh", import.meta.url));

test("the action puts no input into a script", () => {
  const scripts = [...action.matchAll(/run: (.*)/g)].map(([, script]) => script);
  expect(scripts).toHaveLength(2);
  // Expressions of GitHub are replaced before the shell reads a script.
  for (const script of scripts) expect(script).not.toContain("${{");
  const inputs = [...action.slice(0, action.indexOf("\noutputs:")).matchAll(/^ {2}([a-z-]+):$/gm)].map(
    ([, name]) => name,
  );
  expect(inputs.length).toBeGreaterThan(4);
  for (const name of inputs) expect(action).toContain(`\${{ inputs.${name}`);
});

/** Says what it was called with, writes REPORTS, and ends with EXIT. */
const command = `
  const { mkdirSync, writeFileSync } = require("node:fs");
  const argv = process.argv.slice(2);
  console.log(JSON.stringify({ cwd: process.cwd(), argv }));
  const out = argv.find((word) => word.startsWith("--out=")).slice(6);
  mkdirSync(out, { recursive: true });
  for (const name of process.env.REPORTS.split(" ").filter(Boolean)) writeFileSync(out + "/" + name, "");
  process.exitCode = Number(process.env.EXIT);
`;

/** Runs the step with these inputs; the gate writes these reports. */
function gate(inputs: { readonly [name: string]: string }, reports: readonly string[] = [], exit = 0) {
  const at = folder({ output: "an earlier line\n" });
  for (const part of ["action/cli", "my protocols"]) mkdirSync(join(at, part), { recursive: true });
  writeFileSync(join(at, "action/package.json"), "{}");
  writeFileSync(join(at, "action/cli/start.js"), command);
  const given = { GATE_FOLDER: "my protocols", GATE_CONFIG: "", GATE_REPORT: "", GATE_OUT: "out", GATE_MEMORY: "" };
  const own = { PATH: process.env.PATH, GITHUB_ACTION_PATH: join(at, "action"), GITHUB_OUTPUT: join(at, "output") };
  const placed = Object.entries(inputs).map(([name, value]) => [name, value.replace("HERE", at)]);
  const env = { ...own, EXIT: String(exit), REPORTS: reports.join(" "), ...given, ...Object.fromEntries(placed) };
  const { status, stdout, stderr } = spawnSync("bash", [script], { cwd: at, env, encoding: "utf8" });
  expect(stderr).toBe("");
  const { cwd, argv } = JSON.parse(stdout);
  return { at, status, cwd, argv, output: readFileSync(join(at, "output"), "utf8").replaceAll(at, "HERE") };
}

describe("the action's gate", () => {
  test("is called in the folder that was named, with what was given and nothing else", () => {
    const { at, cwd, argv, status } = gate({});
    expect({ cwd, argv, status }).toEqual({ cwd: join(at, "my protocols"), argv: ["gate", "--out=out"], status: 0 });
    const inputs = { GATE_REPORT: "junit, sarif", GATE_CONFIG: "a $(b).ts", GATE_MEMORY: "900", GATE_OUT: "--json" };
    expect(gate(inputs).argv).toEqual([
      "gate",
      "--out=--json",
      "--report=junit, sarif",
      "--config=a $(b).ts",
      "--memory=900",
    ]);
  });

  test.each([0, 1, 70])("ends as the command does, and says how: %i", (exit) => {
    const { status, output } = gate({}, [], exit);
    expect({ status, output }).toEqual({ status: exit, output: `an earlier line\nexit-code=${exit}\n` });
  });

  test("tells of the reports that were asked for and are there, from the root of the repository", () => {
    const both = ["gate.junit.xml", "gate.sarif"];
    const told = (inputs: { readonly [name: string]: string }, reports: readonly string[]) =>
      gate(inputs, reports, 1).output.split("\n").slice(2, -1);
    const [junit, sarif] = ["junit=my protocols/out/gate.junit.xml", "sarif=my protocols/out/gate.sarif"];
    expect(told({ GATE_REPORT: "github, junit,sarif" }, both)).toEqual([junit, sarif]);
    expect(told({ GATE_REPORT: "junit,sarif" }, ["gate.sarif"])).toEqual([sarif]);
    expect(told({ GATE_REPORT: "junit" }, both)).toEqual([junit]);
    expect(told({ GATE_REPORT: "github" }, both)).toEqual([]);
    const absolute = { GATE_REPORT: "sarif", GATE_OUT: "HERE/my protocols/out" };
    expect(told(absolute, both)).toEqual(["sarif=HERE/my protocols/out/gate.sarif"]);
    const here = { GATE_REPORT: "sarif", GATE_FOLDER: ".", GATE_OUT: "my protocols/out" };
    expect(told(here, both)).toEqual(["sarif=my protocols/out/gate.sarif"]);
  });

  test("writes no line end of a value into the outputs", () => {
    const { output } = gate({ GATE_OUT: "out\nsarif=x", GATE_REPORT: "junit" }, ["gate.junit.xml"]);
    expect(output).toBe("an earlier line\nexit-code=0\njunit=my protocols/outsarif=x/gate.junit.xml\n");
  });
});
