import { expect, test } from "vitest";
import { byzcheck } from "./command.ts";

test("mutants checks a variant at the bounds at which something is expected of it", async () => {
  const { code, out } = await byzcheck("mutants --protocol bsmr --variant result-from-anyone --quiet");
  expect(out).toContain("expected    agreement     VIOLATED   in 2");
  expect(out).toContain("byzantine-values seed");
  expect(out).toContain("1 variant: 1 with a broken property");
  expect(code).toBe(0);
});
test("the columns of mutants stand below each other, however long the bounds are", async () => {
  const { out } = await byzcheck("mutants --protocol bsmr --variant claimed-sender --quiet");
  const rows = out.split("\n").filter((line) => line.startsWith("  expected"));
  expect(rows.length).toBeGreaterThan(5);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(new Set(rows.map((row) => row.search(/(Byzantine|rounds) \d/))).size).toBe(1);
});
test("mutants ends with 130 when it is interrupted, and names no variant that it did not come to", async () => {
  const { code, out } = await byzcheck("mutants --protocol bsmr", { interrupt: true });
  expect(code).toBe(130);
  expect(out).toMatch(/^\n3 variants: 0 with a broken property, 0 with none within these bounds, 3 undecided\n/);
});
test.each([
  ["--views 2", 'there is no flag of mutants "--views"'],
  ["--protocol two-phase-commit", "two-phase-commit has no variants"],
  ["--variant lowest-certificat", "did you mean lowest-certificate?"],
  ["--memory 0", "--memory is 0; it must be 1 or more, in megabytes"],
])("mutants refuses %s", async (line, words) => {
  const { code, out, err } = await byzcheck(`mutants ${line}`);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(words);
});
