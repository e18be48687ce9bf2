import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OBEYED } from "../reports/samples.ts";
import { byzcheck, folder } from "./command.ts";
import { correct, protocolFile } from "./protocols.ts";

const ESCAPES = "\\u001b[2J\\u202e";
const spoilt = (text: string): string =>
  text
    .replaceAll('"PING"', `"PING${ESCAPES}"`)
    .replace('name: "counter"', `name: "counter${ESCAPES}"`)
    .replace('says: "node 0 pings', `says: "${ESCAPES}node 0 pings`)
    .replace('name: "small"', `name: "small${ESCAPES}"`)
    .replace("it counts to 3", `it counts ${ESCAPES}`)
    .replace("nobody counts", `nobody ${ESCAPES}`)
    .replace("includes(3)", "includes(1)");

const config = 'export const config = { expectations: [{ protocol: "./mine.ts", expect: "safe" }] };';

describe("nothing that a protocol says is obeyed by the terminal", () => {
  test.each([
    ["check --protocol ./mine.ts", correct],
    ["list --protocol ./mine.ts", correct],
    ["list --protocol ./mine.ts --json", correct],
    ["check --protocol ./mine.ts --json", correct],
    ["simulate --protocol ./mine.ts", correct],
    ["gate", correct],
    ["gate --json", correct],
    ["check --protocol ./mine.ts", protocolFile(`throw new Error("${ESCAPES}");`)],
    ["gate", protocolFile(`throw new Error("${ESCAPES}");`)],
  ])("%s", async (line, text) => {
    const cwd = folder({ "mine.ts": spoilt(text), "byzcheck.config.ts": config });
    const { out, err } = await byzcheck(line, { cwd });
    expect(out + err).not.toMatch(OBEYED);
    expect(out + err).toContain("\\u001b");
  });

  test("replay FILE", async () => {
    const cwd = folder({ "mine.ts": spoilt(correct) });
    await byzcheck("check --protocol ./mine.ts", { cwd });
    const [name = ""] = readdirSync(join(cwd, "reports/out"));
    const { out, code } = await byzcheck(["replay", join("reports/out", name)], { cwd });
    expect({ code, obeyed: out.match(OBEYED) }).toEqual({ code: 0, obeyed: null });
  });
});
