import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { FORMATS, reportFiles } from "../../reports/files.ts";
import { ReportError, writeReports } from "../../reports/write.ts";
import { fork, nasty } from "./samples.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byzcheck-reports-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("report files", () => {
  test("are named after protocol, variant and property", async () => {
    expect(reportFiles(await fork(), FORMATS).map(({ name }) => name)).toEqual([
      "bsmr.txt",
      "bsmr.json",
      "bsmr.md",
      "bsmr-agreement.json",
      "bsmr-agreement.itf.json",
      "bsmr-agreement.test.ts",
      "bsmr.junit.xml",
      "bsmr.sarif",
      "bsmr.github.md",
    ]);
    const variant = await check({
      protocol: bsmr,
      variant: "result-from-anyone",
      byzantine: [3],
      rounds: 1,
      properties: ["validity"],
    });
    expect(reportFiles(variant, ["json"]).map(({ name }) => name)).toEqual([
      "bsmr-result-from-anyone.json",
      "bsmr-result-from-anyone-validity.json",
    ]);
  });

  test("stay in their folder, whatever a protocol is called", async () => {
    const outcome = await check({ protocol: nasty("../../etc/passwd") });
    for (const { name } of reportFiles(outcome, ["json", "itf"]))
      expect(name).toMatch(/^nasty-etc-passwd[a-z-]*(?:\.itf)?\.json$/);
  });

  test("are written into a folder that is made, over older ones, and leave nothing beside them", () => {
    const out = join(folder, "a", "b");
    writeReports([{ name: "x.json", content: "old" }], out);
    expect(
      writeReports(
        [
          { name: "x.json", content: "new" },
          { name: "y.md", content: "é" },
        ],
        out,
      ),
    ).toEqual([join(out, "x.json"), join(out, "y.md")]);
    expect(readdirSync(out).sort()).toEqual(["x.json", "y.md"]);
    expect(readFileSync(join(out, "x.json"), "utf8")).toBe("new");
  });

  test("that cannot be written are refused with cause and cure", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => writeReports([{ name: "x", content: "" }], file)).toThrow(ReportError);
    expect(() => writeReports([{ name: "x", content: "" }], file)).toThrow(
      /^cannot make the folder .*: there is a file of that name\. Name a folder/,
    );
    expect(() => writeReports([{ name: "x", content: "" }], join(file, "sub"))).toThrow(
      "a part of the path is a file, not a folder",
    );
    mkdirSync(join(folder, "x"));
    expect(() => writeReports([{ name: "x", content: "" }], folder)).toThrow(
      /^cannot write .*x: there is a folder of that name/,
    );
    expect(readdirSync(folder).sort()).toEqual(["file", "x"]);
  });

  test.skipIf(process.platform !== "linux")("a folder that even root cannot make is refused, and does not hang", () => {
    expect(() => writeReports([], "/proc/byzcheck/out")).toThrow(/^cannot make the folder .*: .*--out/);
  });

  // Root may write anywhere.
  test.skipIf(process.getuid?.() === 0)("an unwritable folder is refused with cause and cure", () => {
    chmodSync(folder, 0o500);
    expect(() => writeReports([{ name: "x", content: "" }], folder)).toThrow(/permission denied.*--out/);
    chmodSync(folder, 0o700);
  });
});
