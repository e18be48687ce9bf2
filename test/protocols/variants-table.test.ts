import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protocols } from "./claims.ts";
import { renewed } from "./variants-table.ts";

const file = new URL("../../docs/variants.md", import.meta.url);

test("docs/variants.md says what the expectations say (made anew by: npx vitest run variants-table -u)", async () =>
  expect(renewed(readFileSync(file, "utf8"), protocols)).toMatchFileSnapshot(file.pathname));

test("without its marks the document is not touched", () =>
  expect(() => renewed("# Variants", protocols)).toThrow(/lost its marks/));
