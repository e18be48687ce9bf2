import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { BundledFile } from "../../browser/bundle.ts";
import { serve } from "../../explorer/site/serve.ts";
import { site } from "../../explorer/site/site.ts";

/** Bytes of all files together, as a web host sends them. */
const MOST = 400_000;

let files: readonly BundledFile[] = [];
beforeAll(async () => {
  files = await site();
});
const text = (path: string): string => new TextDecoder().decode(files.find((one) => one.path === path)?.bytes);

describe("the files of the explorer", () => {
  test("are small", () => {
    const sizes = files.map(({ bytes }) => gzipSync(bytes).byteLength);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST);
  });

  test("are found wherever they are put, and lead to each other only", () => {
    const addresses = [...text("index.html").matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(["data:,", "./explorer.css", "./explorer.js"]);
    const paths = files.map(({ path }) => `./${path}`);
    const scripts = files.filter(({ path }) => path.endsWith(".js")).map(({ path }) => text(path));
    const imported = scripts.flatMap((script) => [...script.matchAll(/\b(?:from|import\(?)"([./h][^"]+)"/g)]);
    expect(imported.length).toBeGreaterThan(0);
    for (const [, from] of imported) expect(paths).toContain(from);
  });

  test("run what comes with them and nothing else", () => {
    expect(text("index.html")).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self';/,
    );
    expect(text("index.html")).not.toMatch(/<script>|style=|onclick|unsafe/);
  });

  test("bring the notices of the packages in them", () => {
    for (const name of ["preact", "@dagrejs/dagre", "immer"])
      expect(text("licences.txt")).toMatch(new RegExp(`^${name} `, "m"));
    expect(text("licences.txt").match(/^(The )?MIT License/gim)?.length).toBeGreaterThan(2);
  });

  test("are not written where a file is: that is said with what to do", () => {
    const main = fileURLToPath(new URL("../../explorer/site/main.ts", import.meta.url));
    const taken = fileURLToPath(import.meta.url);
    const argv = ["--import", import.meta.resolve("tsx"), main, "build", "--out", taken];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `byzcheck: cannot make the folder ${taken}: there is a file of that name. Name a folder that can be written to: --out FOLDER.\n`,
    });
  });

  test("are served to this machine with the same policy, and nothing beside them is", async () => {
    const { server, url } = await serve(files, 0);
    try {
      expect(server.address()).toMatchObject({ address: "127.0.0.1" });
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      const page = await fetch(url);
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(await page.text()).toBe(text("index.html"));
      expect((await fetch(`${url}explorer.js`)).headers.get("content-type")).toContain("text/javascript");
      for (const path of ["package.json", "../package.json", "%2e%2e/package.json", "__proto__"]) {
        expect((await fetch(`${url}${path}`)).status).toBe(404);
      }
      expect((await fetch(url, { method: "POST" })).status).toBe(405);
      const { port } = new URL(url);
      await expect(serve(files, Number(port))).rejects.toThrow(/EADDRINUSE.*Give another --port/);
    } finally {
      server.close();
    }
  });
});
