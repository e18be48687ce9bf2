import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byzcheck, folder } from "./command.ts";
import { correct, impure } from "./protocols.ts";

const mine = { "mine.ts": correct };

describe("compare", () => {
  test("prints protocols side by side, and writes every report and every trace; a violation is no failure", async () => {
    const cwd = folder(mine);
    const { code, out, err } = await byzcheck("compare --protocol bsmr,./mine.ts", { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}agreement +VIOLATED in 2/m);
    expect(out).toContain("(reports/out/compare-bsmr-agreement.json)");
    expect(out).toMatch(/\nwrote reports\/out\/compare\.txt, .* and reports\/out\/compare\.html\n$/);
    expect(err).toMatch(/^bsmr: agreement, .*equivocating-primary\n/);
    const written = readdirSync(join(cwd, "reports/out"));
    expect(written).toEqual(expect.arrayContaining(["compare.txt", "compare.json", "compare.md", "compare.html"]));
    const page = readFileSync(join(cwd, "reports/out/compare.html"), "utf8");
    const links = [...page.matchAll(/href="([^"#]+)"/g)].map(([, file = ""]) => file);
    expect(links.length).toBeGreaterThan(4);
    for (const file of links) {
      expect(written).toContain(file);
      expect((await byzcheck(`replay reports/out/${file}`, { cwd })).code).toBe(0);
    }
  });

  test("prints one JSON document and nothing else with --json", async () => {
    const { code, out, err } = await byzcheck("compare --protocol ./mine.ts --json --quiet", { cwd: folder(mine) });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, stoppedBy: null, costs: { sizes: [4, 7, 10, 13] } });
  });

  test("writes what it is told to, where it is told to, and with --quiet prints the tables only", async () => {
    const cwd = folder(mine);
    const { out, err } = await byzcheck("compare --protocol ./mine.ts --report html --out there --quiet", { cwd });
    expect(err).toBe("");
    expect(out).not.toMatch(/and why|wrote/);
    expect(readdirSync(join(cwd, "there")).filter((name) => name.startsWith("compare."))).toEqual(["compare.html"]);
    expect(existsSync(join(cwd, "reports"))).toBe(false);
  });

  test("is interrupted with 130, and shows what is decided by then", async () => {
    const cwd = folder(mine);
    const { code, out } = await byzcheck("compare --protocol ./mine.ts", { cwd, interrupt: true });
    expect(code).toBe(130);
    expect(out).toMatch(/UNDECIDED/);
    expect(out).toMatch(/INCOMPLETE it was interrupted/);
    expect(JSON.parse(readFileSync(join(cwd, "reports/out/compare.json"), "utf8")).stoppedBy).toBe("interrupted");
  });

  test("ends with 1 where a protocol claims a number that is not what was counted", async () => {
    const claim = '{ says: "n", of: (n: number) => n, because: "" }';
    const wrong = correct.replace(
      "properties:",
      `comparison: { cost: { messages: ${claim}, delays: ${claim} } }, properties:`,
    );
    const { code, out } = await byzcheck("compare --protocol ./mine.ts", { cwd: folder({ "mine.ts": wrong }) });
    expect(out).toContain("n, which is WRONG");
    expect(code).toBe(1);
  });

  test.each([
    ["--protocol bsmx", /no protocol "bsmx"; did you mean "bsmr"/],
    ["--report pdf", /--report is "pdf"; it must be one of: text, json, markdown, html/],
    ["--rounds 2", /no flag of compare "--rounds"/],
    ["--protocol ./mine.ts,./twin.ts", /two protocols are called/],
    ["--protocol ./mine.ts --out mine.ts", /cannot make the folder|there is a file of that name/],
  ])("refuses %s", async (flags, message) => {
    const { code, out, err } = await byzcheck(`compare ${flags}`, { cwd: folder({ ...mine, "twin.ts": correct }) });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });

  test("ends with 70 where a reducer is not pure", async () =>
    expect((await byzcheck("compare --protocol ./mine.ts", { cwd: folder({ "mine.ts": impure }) })).code).toBe(70));
});
