import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

// The map of the house: which rooms, and which packages, each room may import. A new room gets a line here.
type Room = { rooms: string[]; packages: string[] };
const map: Record<string, Room> = {
  model: { rooms: [], packages: ["immer"] },
  protocols: { rooms: ["model"], packages: [] },
  checker: { rooms: ["model"], packages: ["pure-rand", "microdiff", "node:v8"] },
  reports: { rooms: ["checker", "model"], packages: [] },
  "index.ts": { rooms: ["reports", "checker", "protocols", "model"], packages: [] },
  cli: {
    rooms: ["index.ts", "reports", "checker", "protocols", "model", "browser", "cluster", "package.json"],
    packages: ["node:*", "tsx", "picocolors", "fastest-levenshtein"],
  },
  cluster: {
    rooms: ["reports", "checker", "protocols", "model"],
    packages: ["node:net", "node:crypto", "node:fs", "node:path"],
  },
  browser: { rooms: [], packages: ["node:*", "esbuild"] },
  explorer: {
    rooms: ["index.ts", "reports", "checker", "protocols", "model", "browser"],
    packages: ["node:*", "preact", "@dagrejs/dagre"],
  },
};

// Where one file or folder may reach further than its room: threads for the fast engine, the one place that writes reports.
const alsoAllowed: Record<string, string[]> = {
  "checker/compile/": ["node:worker_threads", "node:os"],
  "reports/write.ts": ["node:fs", "node:path"],
};

// What would make a room depend on more than its arguments. A reducer with a clock in it cannot be replayed.
const outsideWorld = /\b(?:process|console)\s*(?:\?\.|[.[])|\bMath\s*\.\s*random\b/;
const clock = /\bDate\s*[.(]|\bperformance\s*(?:\?\.|[.[])/;
const defaultExport = /\bexport\s+default\b|\bas\s+default\b/;

type Source = { file: string; imports: string[]; code: string; lines: number };

/** Separates what a file imports from its code, and blanks strings and comments, which may say anything. */
function read(file: string, text: string): Source {
  const imports: string[] = [];
  const specifier = /\b(?:from|import)\s*\(?\s*(?:"([^"\n]+)"|'([^'\n]+)')/;
  const stringOrComment = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/.*|\/\*[\s\S]*?\*\//;
  const template = /`(?:\\.|[^`\\])*`/; // kept: it may contain code
  const token = new RegExp([specifier, template, stringOrComment].map((each) => each.source).join("|"), "g");
  const code = text.replace(token, (match, double?: string, single?: string) => {
    const imported = double ?? single;
    if (imported !== undefined) imports.push(imported);
    return match.startsWith("`") ? match : " ";
  });
  return { file, imports, code, lines: text.split("\n").length - 1 };
}

const roomOf = (path: string): string => path.split("/")[0] ?? path;
const packageOf = (name: string): string => name.split("/", name.startsWith("@") ? 2 : 1).join("/");

function forbiddenArrows({ file, imports }: Source): string[] {
  const room = map[roomOf(file)];
  if (room === undefined) return [];
  const extra = Object.entries(alsoAllowed).flatMap(([place, names]) => (file.startsWith(place) ? names : []));
  const packages = [...room.packages, ...extra];
  const allowed = (name: string): boolean => {
    if (name.startsWith(".")) return [...room.rooms, roomOf(file)].includes(roomOf(normalize(join(file, "..", name))));
    return packages.includes(packageOf(name)) || (name.startsWith("node:") && packages.includes("node:*"));
  };
  return imports.filter((name) => !allowed(name)).map((name) => `${file} -> ${name}`);
}

function impurities({ file, code }: Source): string[] {
  const room = roomOf(file);
  const mayTouch = room === "cli" || file.startsWith("explorer/site/");
  const rules = room in map && !mayTouch ? [outsideWorld] : [];
  if (room === "model" || room === "protocols") rules.push(clock);
  return rules.flatMap((rule) => rule.exec(code)?.[0] ?? []).map((found) => `${file}: ${found}`);
}

function packagesOfManyFiles(sources: Source[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const { file, imports } of sources.filter((each) => roomOf(each.file) in map))
    for (const name of imports.filter((each) => !/^(\.|node:)/.test(each)))
      importers.set(packageOf(name), (importers.get(packageOf(name)) ?? new Set()).add(file));
  return [...importers]
    .filter(([, files]) => files.size > 1)
    .map(([name, files]) => `${name}: ${[...files].join(", ")}`);
}

const defaultExports = ({ file, code }: Source): string[] => (defaultExport.test(code) ? [file] : []);
const tooLong = ({ file, lines }: Source): string[] => (lines > 250 ? [`${file}: ${lines} lines`] : []);

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.name in map || ["test", "bench", "docs"].includes(entry.name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(join(root, entry.name), { recursive: true, encoding: "utf8" }).map((name) => join(entry.name, name))
      : [entry.name],
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("reports/out/"))
  .map((file) => read(file, readFileSync(join(root, file), "utf8")));

describe("the architecture", () => {
  test("arrows point down only", () => expect(sources.flatMap(forbiddenArrows)).toEqual([]));
  test("each package is imported in one file", () => expect(packagesOfManyFiles(sources)).toEqual([]));
  test("model and protocols are pure; only commands touch the process", () =>
    expect(sources.flatMap(impurities)).toEqual([]));
  test("there are no default exports", () => expect(sources.flatMap(defaultExports)).toEqual([]));
  test("no file is longer than 250 lines", () => expect(sources.flatMap(tooLong)).toEqual([]));
});

describe("the rules above notice", () => {
  test.each([
    ["model/a.ts", 'import { explore } from "../checker/explore.ts";'],
    ["model/a.ts", 'import { readFileSync } from "node:fs";'],
    ["protocols/p/a.ts", 'export type { Check } from "byzcheck";'],
    ["protocols/p/a.ts", 'import { produce } from "immer";'],
    ["checker/a.ts", 'const p = await import("../protocols/p/index.ts");'],
    ["checker/a.ts", 'import { Worker } from "node:worker_threads";'],
    ["reports/html.ts", 'import "node:fs/promises";'],
    ["reports/html.ts", 'import colours from "picocolors";'],
    ["index.ts", 'import { main } from "./cli/main.ts";'],
  ])("a forbidden arrow: %s %s", (file, text) => expect(forbiddenArrows(read(file, text))).toHaveLength(1));

  test.each([
    [
      "checker/compile/pool.ts",
      'import { Worker } from "node:worker_threads"; import { step } from "../../model/step.ts";',
    ],
    ["reports/write.ts", 'import { writeFileSync } from "node:fs"; import { a } from "./a.ts";'],
    [
      "cli/main.ts",
      'import { open } from "node:fs/promises"; import { register } from "tsx/esm/api"; import "../index.ts";',
    ],
    ["model/a.ts", 'const told = "the message is from " + sender + "checker";'],
  ])("and allow: %s %s", (file, text) => expect(forbiddenArrows(read(file, text))).toEqual([]));

  test.each([
    ["model/a.ts", "const now = Date.now();"],
    ["protocols/p/a.ts", "const now = performance.now();"],
    ["protocols/p/a.ts", "const coin = Math.random();"],
    ["model/a.ts", `const text = \`pid \${process.pid}\`;`],
    ["checker/a.ts", 'console.log("x");'],
  ])("an impurity: %s %s", (file, text) => expect(impurities(read(file, text))).toHaveLength(1));

  test("what is in a string or a comment is not code", () =>
    expect(impurities(read("model/a.ts", '// no process.exit, no\n/* Date.now */ const x = "console.log";'))).toEqual(
      [],
    ));
  test.each(["export default 1;", "const a = 1; export { a as default };"])("a default export: %s", (text) =>
    expect(defaultExports(read("cli/a.ts", text))).toHaveLength(1),
  );
  test("a package in two files, and a file of 251 lines", () => {
    expect(packagesOfManyFiles(["model/a.ts", "model/b.ts"].map((file) => read(file, 'import "immer";')))).toHaveLength(
      1,
    );
    expect(tooLong(read("model/a.ts", "\n".repeat(251)))).toHaveLength(1);
  });
});
