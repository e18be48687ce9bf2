import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REDUCTIONS } from "../checker/compile/reductions.ts";
import { type Block, blocksOf, fileOf, missing, patch, readme, root, workshop } from "./readme-blocks.ts";

const blocks = blocksOf(readme());
const show = workshop();
/** What was shown and what was printed, for each console block in order. */
const seen: { command: string; shown: string; printed: string }[] = [];

/** Follows the README from top to bottom: saves a file, changes it, runs a command. */
async function follow(block: Block): Promise<void> {
  const { language, text } = block;
  if (language === "ts") show.write(fileOf(block), text);
  if (language === "diff") show.write("broadcast.ts", patch(show.read("broadcast.ts"), text));
  if (language === "console") {
    const [, command = "", shown = ""] = /^\$ (.*)\n([\s\S]*)$/.exec(text) ?? [];
    seen.push({ command, shown, printed: await show.run(command) });
  }
}

beforeAll(async () => {
  for (const block of blocks) await follow(block);
}, 60_000);
afterAll(() => show.close());

describe("the README", () => {
  test("has a tutorial: a file, a bug found, a fix, and SAFE, in under 80 lines", () => {
    expect(blocks.map(({ language }) => language)).toEqual([
      "console",
      "ts",
      "console",
      "diff",
      "console",
      "console",
      "ts",
      "console",
    ]);
    expect(show.read("broadcast.ts").split("\n").length).toBeLessThan(80);
    const verdicts = seen.map(({ printed }) => /^(VIOLATED|SAFE)/m.exec(printed)?.[0]);
    expect(verdicts).toEqual(["VIOLATED", "VIOLATED", "SAFE", "SAFE", undefined]);
  });
  test("shows what its commands print", () => {
    expect(seen).toHaveLength(5);
    for (const { shown, printed } of seen) expect(missing(shown, printed), printed).toBeNull();
  });
  test("says how long the tutorial is", () => {
    const lines = show.read("broadcast.ts").trimEnd().split("\n").length - 1; // without the line that names the file
    expect(readme()).toContain(`Your own protocol, in ${lines} lines`);
  });
});

describe("every document", () => {
  const inDocs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  const documents = ["README.md", ...inDocs.map((name) => join("docs", name))];
  test.each(documents)("%s links to files that are there", (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    const missing = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(root, document, "..", link)));
    expect(missing).toEqual([]);
  });
  test("is in the index of docs/", () => {
    const index = readFileSync(join(root, "docs", "README.md"), "utf8");
    expect(inDocs.filter((name) => name !== "README.md" && !index.includes(`(${name})`))).toEqual([]);
  });
});

test("docs/engine.md explains every reduction", () => {
  const text = readFileSync(join(root, "docs", "engine.md"), "utf8");
  expect(REDUCTIONS.filter((name) => !text.includes(`### \`${name}\``))).toEqual([]);
});

describe("following a document", () => {
  test("finds a line that was not printed, or not in that order", () => {
    expect(missing("a  b\n...\nd\n", "a b\nc\nd e")).toBeNull();
    expect(missing("a\n...\nx\n", "a b c")).toBe("x");
    expect(missing("b\n...\na\n", "a b")).toBe("a");
  });
  test("refuses a change of a line that is not there", () => {
    expect(patch("one\ntwo", "-two\n+three\n")).toBe("one\nthree");
    expect(() => patch("one", "-two\n+three\n")).toThrow(/not in the file once: two/);
  });
});
