import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DOCUMENT } from "../../bench/root.ts";
import { SUITES } from "../../bench/suites.ts";
import { markdown, replaceBlock, shown } from "../../bench/table.ts";
import { judged, reaches, targetWords } from "../../bench/target.ts";

describe("the results", () => {
  test("are a Markdown table with what else is to be said below", () => {
    expect(markdown({ columns: ["what", "s"], rows: [["this", "1"]], notes: ["So it is."], missed: 0 })).toBe(
      "| what | s |\n| --- | ---: |\n| this | 1 |\n\nSo it is.",
    );
  });
  test("have three digits", () => {
    expect([0.012345, 1.5, 12.345, 999.9, 1234567, 0].map(shown)).toEqual([
      "0.0123",
      "1.5",
      "12.3",
      "1000",
      "1,230,000",
      "0",
    ]);
  });
  test("go between the marks of their suite, again and again, and nowhere else", () => {
    const document = "a\n<!-- bench: x -->\nold\n<!-- end of x -->\nb\n<!-- bench: y -->\n<!-- end of y -->\n";
    const once = replaceBlock(document, "x", "new");
    expect(once).toBe(document.replace("old", "new"));
    expect(replaceBlock(once, "x", "new")).toBe(once);
    expect(replaceBlock(document, "y", "$& and $1")).toContain("<!-- bench: y -->\n$& and $1\n<!-- end of y -->");
  });
  test("are refused where the document has no place for them", () => {
    expect(() => replaceBlock("nothing", "x", "new")).toThrow('no place for "x": put in the lines <!-- bench: x -->');
  });
  test("have a place in the document, for every suite", () => {
    const document = readFileSync(DOCUMENT, "utf8");
    for (const { name } of SUITES) expect(replaceBlock(document, name, "here")).toContain("here");
  });
});

describe("a target", () => {
  test("says by how much it is missed", () => {
    expect(judged({ atLeast: 1000 }, 1000)).toBe("reached");
    expect(judged({ atLeast: 1000 }, 250)).toBe("MISSED: 25 % of it");
    expect(judged({ under: 2 }, 1.9)).toBe("reached");
    expect(judged({ under: 2 }, 5)).toBe("MISSED: 2.5 times it");
  });
  test("is missed at its limit where it says under, and by what is no number", () => {
    expect(reaches({ under: 2 }, 2)).toBe(false);
    expect(reaches({ under: 2 }, Number.NaN)).toBe(false);
    expect(reaches({ atLeast: 2 }, Number.NaN)).toBe(false);
    expect(targetWords({ under: 2 }, " s")).toBe("under 2 s");
  });
});
