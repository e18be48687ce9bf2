import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findConfig, validate } from "../../cli/config.ts";
import { byzcheck, folder } from "./command.ts";
import { protocolFile } from "./protocols.ts";

const config = (text: string): { readonly [name: string]: string } => ({
  "byzcheck.config.ts": `import { defineConfig } from "byzcheck"; export const config = defineConfig(${text});`,
});
/** What the run was set up with, as the JSON outcome has it. */
const nodes = async (flags: string, cwd: string, env = {}): Promise<unknown> => {
  const { out } = await byzcheck(`check --protocol bsmr --faulty 0 --byzantine none --rounds 1 --json ${flags}`, {
    cwd,
    env,
  });
  return (JSON.parse(out) as { configuration: { nodes: number } }).configuration.nodes;
};

describe("flags beat the environment, which beats byzcheck.config.ts", () => {
  test("each where the stronger says nothing", async () => {
    const cwd = folder(config("{ defaults: { nodes: 1 } }"));
    expect(await nodes("", cwd)).toBe(1);
    expect(await nodes("", cwd, { BYZCHECK_NODES: "2" })).toBe(2);
    expect(await nodes("--nodes 3", cwd, { BYZCHECK_NODES: "2" })).toBe(3);
  });

  test("and a refusal names who said it", async () => {
    expect((await byzcheck("check --protocol bsmr", { env: { BYZCHECK_NODES: "x" } })).err).toContain(
      'BYZCHECK_NODES is "x"',
    );
    const cwd = folder(config('{ defaults: { timing: "often" } }'));
    expect((await byzcheck("check --protocol bsmr", { cwd })).err).toContain(
      'byzcheck.config.ts: defaults.timing is "often"',
    );
  });

  test("a parameter of the protocol, a flag without a value and the protocol itself may come from the environment", async () => {
    const env = { BYZCHECK_PROTOCOL: "bsmr", BYZCHECK_ROUNDS: "1", BYZCHECK_QUIET: "1", BYZCHECK_BYZANTINE: "none" };
    expect((await byzcheck("check", { env })).out).toMatch(/^SAFE /);
  });
});

describe("byzcheck.config.ts", () => {
  test("is looked up towards the root of the repository, and no further", async () => {
    const root = folder(config("{ defaults: { seed: 5 } }"));
    mkdirSync(join(root, "a/b"), { recursive: true });
    expect((await findConfig(join(root, "a/b"))).defaults).toEqual({ seed: 5 });
    mkdirSync(join(root, "a/.git"));
    expect((await findConfig(join(root, "a/b"))).file).toBeNull();
  });

  test("names a protocol's file from where it lies, and a trace that is found elsewhere can be replayed there", async () => {
    const root = folder({
      ...config('{ defaults: { protocol: "./mine.ts" } }'),
      "mine.ts": protocolFile("replica.count += 3;"),
    });
    const cwd = join(root, "sub");
    mkdirSync(cwd);
    expect(await byzcheck("check --quiet --max-depth 2", { cwd })).toMatchObject({ code: 1 });
    expect(await byzcheck("replay reports/out/counter-small.json", { cwd })).toMatchObject({ code: 0, err: "" });
  });

  test.each([
    ["no object", 3, /config must be an object/],
    ["an unknown field", { default: {} }, /no field of .* "default"; did you mean "defaults"\?/],
    ["an unknown flag", { defaults: { node: 4 } }, /"node"; did you mean "nodes"\?/],
    ["a flag in kebab-case", { defaults: { "max-states": 4 } }, /did you mean "maxStates"\?/],
    ["a value that is none", { defaults: { nodes: {} } }, /defaults\.nodes must be a string, a number/],
    ["expectations that are no list", { expectations: {} }, /expectations must be an array/],
    [
      "an expectation of nothing",
      { expectations: [{ expect: "safe" }] },
      /expectations\[0\] must have one of: protocol, replay/,
    ],
    [
      "an expectation that is none",
      { expectations: [{ protocol: "bsmr", expect: "good" }] },
      /expectations\[0\]\.expect must be safe,/,
    ],
    [
      "a misspelt field in it",
      { expectations: [{ protocol: "bsmr", expect: "safe", lenght: 2 }] },
      /"lenght"; did you mean "length"/,
    ],
    [
      "a misspelt change",
      { expectations: [{ protocol: "bsmr", expect: "safe", under: { node: 4 } }] },
      /under "node"; did you mean "nodes"/,
    ],
  ])("with %s is refused", (_, value, message) => expect(() => validate(value, "byzcheck.config.ts")).toThrow(message));

  test("that exports no config is refused", async () => {
    const cwd = folder({ "byzcheck.config.ts": "export const settings = {};" });
    expect(await byzcheck("list", { cwd })).toMatchObject({
      code: 2,
      err: "byzcheck: byzcheck.config.ts exports no config. Write: export const config = defineConfig({ ... });\n",
    });
  });
});
