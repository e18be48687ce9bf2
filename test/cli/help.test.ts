import { describe, expect, test } from "vitest";
import { COMMANDS, FLAGS } from "../../cli/flags.ts";
import { PROTOCOLS } from "../../protocols/all.ts";
import { byzcheck } from "./command.ts";

describe("--help", () => {
  test.each(COMMANDS)("of %s names each of its flags, and gives examples", async (command) => {
    const { code, out } = await byzcheck([command, "--help"]);
    expect(code).toBe(0);
    for (const { name } of FLAGS[command]) expect(out).toContain(`--${name}`);
    expect(out).toMatch(/Examples:\n {2}npm run/);
  });

  test("has no line that a terminal would break", async () => {
    const texts = await Promise.all(
      ["--help", ...COMMANDS.map((command) => `${command} --help`)].map((line) => byzcheck(line)),
    );
    for (const { out } of texts) for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  test("gives examples of simulate that run as they stand", async () => {
    const { out } = await byzcheck("simulate --help");
    const examples = [...out.matchAll(/^ {2}npm run (.*) -- (.*)$/gm)].map(([, command, rest]) => `${command} ${rest}`);
    expect(examples).toHaveLength(3);
    for (const example of examples) expect(await byzcheck(example)).toMatchObject({ code: 0, err: "" });
  });

  test("comes with exit 2 where no command is given, and names the nearest where it is unknown", async () => {
    expect((await byzcheck("")).code).toBe(2);
    expect((await byzcheck("chek")).err).toContain('no command "chek"; did you mean "check"?');
    expect((await byzcheck("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("list", () => {
  test("names every protocol with its parameters, properties, scenarios and variants", async () => {
    const { code, out } = await byzcheck("list");
    expect(code).toBe(0);
    for (const { name, variants = {}, scenarios = {} } of PROTOCOLS) {
      for (const word of [name, ...Object.keys(variants), ...Object.keys(scenarios)]) expect(out).toContain(word);
    }
  });
  test("is JSON with --json, and of one protocol with --protocol", async () =>
    expect(JSON.parse((await byzcheck("list --json --protocol bsmr")).out)).toMatchObject([{ name: "bsmr" }]));
  test("of variants is what --variant list gives", async () => {
    expect(await byzcheck("check --protocol bsmr --variant list")).toMatchObject({
      code: 0,
      out: expect.stringContaining("claimed-sender"),
    });
    expect((await byzcheck("check --protocol two-phase-commit --variant list")).out).toBe(
      "two-phase-commit has no variants\n",
    );
  });
});
