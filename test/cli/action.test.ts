import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const action = readFileSync(new URL("../../action.yml", import.meta.url), "utf8");

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
