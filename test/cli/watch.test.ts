import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { digestOf, filesFrom, onTouched, sourcesBelow } from "../../cli/changes.ts";
import { byzcheck, folder } from "./command.ts";
import { correct } from "./protocols.ts";

const named = (files: ReadonlySet<string>, at: string): readonly string[] =>
  [...files].map((file) => file.slice(at.length + 1)).sort();

describe("the files that a check is made of", () => {
  test("are the protocol's, what it imports by relative paths, and what these import", () => {
    const at = folder({
      "mine.ts":
        'import { a } from "./a.ts"; import b from "./b.js"; const c = await import("./c"); import "byzcheck";',
      "a.ts": 'export * from "./mine.ts"; const text = "./no-such-thing";',
      "b.ts": 'import "./not-yet.ts";',
      "c.ts": "",
      "other.ts": "",
    });
    expect(named(filesFrom([join(at, "mine.ts")]), at)).toEqual(["a.ts", "b.ts", "c.ts", "mine.ts", "not-yet.ts"]);
  });

  test("are the protocols that a configuration names, too", () => {
    const at = folder({
      "byzcheck.config.ts": 'export const config = { defaults: { protocol: "./p.ts" } };',
      "p.ts": "",
    });
    expect(named(filesFrom([join(at, "byzcheck.config.ts")]), at)).toEqual(["byzcheck.config.ts", "p.ts"]);
  });

  test("are no files that checks have written", () => {
    const at = folder();
    mkdirSync(join(at, "reports", "out"), { recursive: true });
    for (const name of ["reports/a.ts", "reports/b.md", "reports/out/c.test.ts"]) writeFileSync(join(at, name), "");
    expect(sourcesBelow(join(at, "reports"), join(at, "reports", "out"))).toEqual([join(at, "reports", "a.ts")]);
  });

  test("are touched once however many strokes an editor makes, also by replacing, making and removing them", async () => {
    const at = folder({ "mine.ts": "one", "other.ts": "" });
    const files = new Set([join(at, "mine.ts"), join(at, "later.ts")]);
    const touched = vi.fn();
    onTestFinished(onTouched(files, touched));
    const during = async (act: () => void | Promise<void>): Promise<number> => {
      touched.mockClear();
      await act();
      await pause(400);
      return touched.mock.calls.length;
    };
    const before = digestOf(files);
    expect(await during(() => writeFileSync(join(at, "other.ts"), "two"))).toBe(0);
    expect(await during(() => utimesSync(join(at, "mine.ts"), 1, 1))).toBeLessThanOrEqual(1);
    expect(digestOf(files)).toBe(before);
    expect(
      await during(async () => {
        for (const text of ["t", "tw", "two"]) {
          writeFileSync(join(at, "mine.ts"), text);
          await pause(20);
        }
      }),
    ).toBe(1);
    writeFileSync(join(at, "new"), "three");
    expect(await during(() => renameSync(join(at, "new"), join(at, "mine.ts")))).toBe(1);
    expect(await during(() => writeFileSync(join(at, "later.ts"), ""))).toBe(1);
    expect(digestOf(files)).not.toBe(before);
    expect(await during(() => rmSync(join(at, "mine.ts")))).toBe(1);
  });
});

describe("check --watch", () => {
  test("is for a command line, and for what has files", async () => {
    const cwd = folder({ "mine.ts": correct });
    const around = { cwd, env: { BYZCHECK_WATCH: "true" } };
    expect(await byzcheck("check --protocol ./mine.ts", around)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--watch is given on the command line, or not at all"),
    });
    const config = "export const config = { defaults: { watch: true } };";
    const configured = folder({ "mine.ts": correct, "byzcheck.config.ts": config });
    expect((await byzcheck("check --protocol ./mine.ts", { cwd: configured })).err).toContain(
      "no flag to give a default",
    );
  });
});
