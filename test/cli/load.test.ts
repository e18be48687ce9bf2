import { describe, expect, test } from "vitest";
import { loadProtocol } from "../../cli/load.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { byzcheck, byzcheckProcess, folder } from "./command.ts";
import { correct, protocolFile } from "./protocols.ts";

describe("a protocol", () => {
  test("of this library is found by its name", async () =>
    expect(await loadProtocol("bsmr", "/")).toEqual({ protocol: bsmr, source: null }));

  test("that somebody wrote is checked like any other", async () => {
    const cwd = folder({ "mine.ts": correct });
    expect(await byzcheck("check --protocol ./mine.ts", { cwd })).toMatchObject({ code: 0, err: "" });
  });

  test("named protocol is chosen among several", async () => {
    const cwd = folder({ "mine.ts": `${correct} export const protocol = { ...counter, name: "chosen" };` });
    expect((await loadProtocol("./mine.ts", cwd)).protocol.name).toBe("chosen");
  });

  test("uses this very library, wherever its file lies", async () => {
    const more = `import { ModelError } from "byzcheck";`;
    const cwd = folder({ "mine.ts": protocolFile('throw new ModelError("misuse", "my own refusal");', more) });
    const { code, err } = await byzcheckProcess(["check", "--protocol", "mine.ts"], cwd);
    // Another copy of the class would be taken for any error, and told as "the reducer threw".
    expect({ code, err }).toEqual({ code: 2, err: "byzcheck: my own refusal\n" });
  });

  test.each(["{}", '{ "type": "commonjs" }'])(
    "is a module in a folder whose package.json is %s as well",
    async (text) => {
      const outer = 'export { counter as protocol } from "./mine.ts";';
      const files = { "mine.ts": correct, "outer.ts": outer, "byzcheck.config.ts": CONFIG };
      const cwd = folder({ "package.json": text, ...files });
      const { code, err } = await byzcheckProcess(["gate"], cwd);
      expect({ code, err }).toEqual({ code: 0, err: "" });
    },
  );
});

const CONFIG = `import { defineConfig } from "byzcheck";
  import { protocol } from "./outer.ts";
  export const config = defineConfig({ expectations: [{ protocol, expect: "safe" }, { protocol: "./mine.ts", expect: "safe" }] });`;

describe("refused, with the cause and the cure", () => {
  const refused = async (name: string, text: string): Promise<string> => {
    const { code, out, err } = await byzcheck(["check", "--protocol", name], { cwd: folder({ "mine.ts": text }) });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toMatch(/^\s+at /m);
    return err;
  };

  test("a name that there is not", async () =>
    expect(await refused("pbft-round", "")).toMatch(
      /no protocol "pbft-round"; did you mean "pbft-rounds"\?\nThere is: bsmr/,
    ));
  test("a file that does not exist", async () =>
    expect(await refused("./yours.ts", "")).toContain("there is no file ./yours.ts"));
  test("a folder", async () => expect(await refused("./", "")).toContain("is not a file"));
  test("a file that throws", async () =>
    expect(await refused("mine.ts", 'throw new Error("no power");')).toContain(
      "mine.ts throws when it is imported: no power",
    ));
  test("a file that exports nothing", async () =>
    expect(await refused("mine.ts", "export {};")).toMatch(
      /exports no protocol; it exports: nothing\.\nWrite: export const/,
    ));
  test("a file that exports something else", async () =>
    expect(await refused("mine.ts", "export const x = 1; export const y = {};")).toContain("it exports: x, y"));
  test("a file that exports several", async () =>
    expect(await refused("mine.ts", `${correct} export const other = { ...counter };`)).toMatch(
      /several protocols: counter, other\. Name the one that is meant "protocol"/,
    ));
  test("a protocol of which a part is missing", async () =>
    expect(await refused("mine.ts", 'export const p = { name: "p", start() {}, receive() {} };')).toContain(
      "lacks, or has of the wrong type: rules, properties, says, defaults, parameters, kinds",
    ));
  test("a file that does not compile, with the place", async () => {
    const cwd = folder({ "mine.ts": "export const x: = 3;" });
    const { code, err } = await byzcheckProcess(["check", "--protocol", "mine.ts"], cwd);
    expect(code).toBe(2);
    expect(err).toMatch(/mine\.ts does not compile:\nTransform failed.*\n.*mine\.ts:1:16: ERROR: Unexpected "="/);
  });
  test("a file that imports what is not there", async () => {
    const { code, err } = await byzcheckProcess(
      ["check", "--protocol", "mine.ts"],
      folder({ "mine.ts": 'import "./gone.ts";' }),
    );
    expect(code).toBe(2);
    expect(err).toMatch(/^byzcheck: mine\.ts imports something that is not there: .*gone\.ts/);
  });
});
