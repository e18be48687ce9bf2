import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byzcheck, folder } from "./command.ts";

describe("check --report html", () => {
  test("writes one page, which allows the script and the styles that it has", async () => {
    const cwd = folder();
    const { code, out } = await byzcheck("check --protocol bsmr --rounds 1 --report html --out reports", { cwd });
    expect(code).toBe(1);
    expect(out).toContain("wrote 1 file to reports");
    const page = readFileSync(join(cwd, "reports", "bsmr.html"), "utf8");
    for (const [tag, directive] of [
      ["script", "script-src"],
      ["style", "style-src"],
    ]) {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? "";
      expect(text.length).toBeGreaterThan(1000);
      expect(page).toContain(`${directive} &#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`);
    }
    expect(page).toContain("replay -- reports/bsmr-agreement.json</code>");
    expect(readdirSync(join(cwd, "reports"))).toContain("bsmr-agreement.json");
  });
});
