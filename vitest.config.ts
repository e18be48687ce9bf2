import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const SLOW = ["test/slow/**", "test/browser/**"];

/**
 * The test files that need a process of their own: those that replace a module, which others have imported by then, and
 * those that count the threads of the process and measure its memory.
 */
const alone = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name.replaceAll("\\", "/")}`)
  .filter((name) => /\bvi\.mock\(|from "node:worker_threads"/.test(readFileSync(root + name, "utf8")));

/** What the quick and the slow suite have in common. */
export const common = {
  resolve: { alias: { byzcheck: `${root}index.ts` } },
  server: { watch: { ignored: ["**/reports/out/**"] } },
};

/** The quick suite: what a contributor runs on every change. The slow one is vitest.slow.config.ts. */
export default defineConfig({
  ...common,
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Forks, because the checker starts worker threads of its own; two, because each may hold a large state space.
    pool: "forks",
    maxWorkers: 2,
    // The files of the first project share two processes: to import and to warm up the checker for each file anew took a
    // third of the time.
    projects: [
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts"], exclude: [...SLOW, ...alone], isolate: false },
      },
      { extends: true, test: { name: "alone", include: alone, exclude: SLOW, sequence: { groupOrder: 1 } } },
    ],
  },
});
