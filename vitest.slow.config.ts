import { defineConfig } from "vitest/config";
import { common } from "./vitest.config.ts";

/** The slow suite: whole state spaces, counted, and pages in a real browser. Minutes: `npm run test:slow`. */
export default defineConfig({
  ...common,
  test: {
    include: ["test/slow/**/*.test.ts", "test/browser/**/*.test.ts"],
    exclude: ["node_modules/**"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "forks",
    maxWorkers: 2,
    passWithNoTests: true,
  },
});
