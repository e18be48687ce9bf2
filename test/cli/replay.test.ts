import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byzcheck, folder } from "./command.ts";
import { correct } from "./protocols.ts";

const FILE = "reports/out/bsmr-agreement.json";

/** Checks, and then changes the trace file; a change that changes nothing would test nothing. */
async function recorded(change: (text: string) => string = (text) => text): Promise<string> {
  const cwd = folder();
  await byzcheck("check --protocol bsmr --rounds 1 --property agreement", { cwd });
  const path = join(cwd, FILE);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, change(text));
  return cwd;
}

const changed =
  (from: string | RegExp, to: string) =>
  (text: string): string => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  };

describe("replay", () => {
  test("follows a trace that check has written, step by step, and ends with 0", async () => {
    const { code, out, err } = await byzcheck(`replay ${FILE}`, { cwd: await recorded() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("bsmr: agreement VIOLATED in 2 steps");
    expect(out).toContain("1  node 1 <- node 0  RESULT round 0 value 1");
    expect(out).toContain("it replays, and ends as the file says");
  });

  test("follows a trace that is written as ITF just as well", async () => {
    const cwd = folder();
    await byzcheck("check --protocol bsmr --rounds 1 --property agreement --report itf", { cwd });
    const path = join(cwd, "reports/out/bsmr-agreement.itf.json");
    const { code, out, err } = await byzcheck(`replay ${path}`, { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("2  node 2 <- node 0  RESULT round 0 value 2");
    const text = readFileSync(path, "utf8");
    const last = text.lastIndexOf('"#bigint": "2"');
    writeFileSync(path, `${text.slice(0, last)}"#bigint": "7"${text.slice(last + 14)}`);
    expect(await byzcheck(`replay ${path}`, { cwd })).toMatchObject({
      code: 70,
      err: expect.stringContaining("the end is another state than the file says"),
    });
  });

  test("counts one step as one", async () => {
    const cwd = folder({ "mine.ts": correct.replace("includes(3)", "includes(1)") });
    await byzcheck("check --protocol ./mine.ts", { cwd });
    expect((await byzcheck("replay reports/out/counter-small.json", { cwd })).out).toContain("VIOLATED in 1 step\n");
  });

  test("finds a user's protocol again", async () => {
    const cwd = folder({ "mine.ts": correct.replace("includes(3)", "includes(1)") });
    await byzcheck("check --protocol ./mine.ts", { cwd });
    expect(await byzcheck("replay reports/out/counter-small.json", { cwd })).toMatchObject({ code: 0, err: "" });
  });

  test.each([
    [
      "a step that is not enabled",
      changed(/"kind": "RESULT"/, '"kind": "REPLY"'),
      /step 1 is not enabled: node 1 <- node 0 {2}REPLY/,
    ],
    [
      "a claim that does not hold",
      changed('"property": "agreement"', '"property": "validity"'),
      /validity is not violated at the end/,
    ],
    [
      "another end than it claims",
      changed(/"final": (\{[\s\S]*?)"round": 1/, '"final": $1"round": 0'),
      /the end is another state/,
    ],
  ])("ends with 70 at %s", async (_, change, message) => {
    const { code, err } = await byzcheck(`replay ${FILE}`, { cwd: await recorded(change) });
    expect(code).toBe(70);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test.each([
    ["is cut short", (text: string) => text.slice(0, 200), /it is not JSON/],
    ["is of another version", changed('"schemaVersion": 1', '"schemaVersion": 9'), /schemaVersion/],
    ["is about a node that there is not", changed('"from": 0', '"from": 9'), /from/],
    [
      "is about an unknown protocol",
      changed('"protocol": "bsmr"', '"protocol": "bsmx"'),
      /no protocol "bsmx"; did you mean "bsmr"/,
    ],
    [
      "is about an unknown property",
      changed('"property": "agreement"', '"property": "harmony"'),
      /bsmr has no property "harmony"; it has: agreement/,
    ],
    ["has a configuration that makes no sense", changed('"rounds": 1', '"rounds": 0'), /rounds is 0/],
  ])("ends with 2 where the file %s", async (_, change, message) => {
    const { code, err } = await byzcheck(`replay ${FILE}`, { cwd: await recorded(change) });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test("ends with 2 where another protocol is named than the trace is of", async () =>
    expect(await byzcheck(`replay --protocol pbft ${FILE}`, { cwd: await recorded() })).toMatchObject({
      code: 2,
      err: `byzcheck: ${FILE} is a trace of bsmr, and not of pbft; replay it with the protocol that it is of\n`,
    }));

  test.each([
    ["replay", /which file\? Give a trace file/],
    ["replay gone.json", /cannot read gone\.json: there is no such file or folder/],
    ["replay .", /cannot read \.: it is a folder/],
    ["replay a b", /does not know what to do with "b"/],
  ])("%s ends with 2", async (line, message) => {
    const { code, err } = await byzcheck(line);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
