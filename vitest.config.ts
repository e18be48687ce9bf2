import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The quick suite: what a contributor runs on every change. The slow one extends this file. */
export default defineConfig({
  resolve: { alias: { byzcheck: fileURLToPath(new URL("index.ts", import.meta.url)) } },
  server: { watch: { ignored: ["**/reports/out/**"] } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/slow/**", "test/browser/**", "node_modules/**", "reports/out/**"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Forks, because the checker starts worker threads of its own; two, because each may hold a large state space.
    pool: "forks",
    maxWorkers: 2,
  },
});
