import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { run } from "../../bench/process.ts";

const node = (script: string, codes?: readonly number[]) => run(process.execPath, ["-e", script], ".", codes);

describe("a measured process", () => {
  test.skipIf(!existsSync("/proc/self/status"))("is measured with its descendants", async () => {
    const grown = `const a = Buffer.alloc(200e6, 1); const t = Date.now(); while (Date.now() - t < 300); console.log(a.length)`;
    const parent = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(grown)}])`;
    const { peakBytes, cpuSeconds, seconds } = await node(parent);
    expect(peakBytes).toBeGreaterThan(200e6);
    expect(cpuSeconds).toBeGreaterThan(0.05);
    expect(seconds).toBeGreaterThan(0.3);
  });
  test("says what it said", async () => {
    expect(await node(`console.log("done"); process.exit(3)`, [3])).toMatchObject({ stdout: "done\n", code: 3 });
  });
  test("fails with what it said where it ends otherwise than it should", async () => {
    await expect(node(`console.error("no such thing"); process.exit(2)`)).rejects.toThrow(
      /exited with 2\nno such thing/,
    );
  });
  test("fails where there is no such program", async () => {
    await expect(run("no-such-program", [], ".")).rejects.toThrow("no-such-program");
  });
});
