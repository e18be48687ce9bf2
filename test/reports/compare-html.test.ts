import { describe, expect, test } from "vitest";
import { comparisonHtml } from "../../reports/compare-html.ts";
import { comparison, nastyComparison } from "./comparisons.ts";
import { NASTY, OBEYED } from "./samples.ts";

/** The tags in a page, in order; fails on one that is not closed in its place. */
function tagsOf(page: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, slash, name = ""] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*>/g)) {
    if (slash) expect(open.pop()).toBe(name);
    else {
      seen.push(name);
      if (name !== "meta") open.push(name);
    }
  }
  expect(open).toEqual([]);
  return seen;
}

describe("a comparison as a page", () => {
  test("is one file: it loads nothing and runs nothing", async () => {
    const page = comparisonHtml(await comparison(), { link: () => "trace.json" });
    const tags = new Set(tagsOf(page));
    for (const tag of ["script", "link", "img", "iframe", "object"]) expect(tags).not.toContain(tag);
    expect(page).not.toMatch(/url\(|@import|https?:|\son\w+=/);
    expect(page).toContain("default-src 'none'");
  });
  test("has a colour scheme for light and for dark, and a layout for narrow screens", async () => {
    const page = comparisonHtml(await comparison());
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page).toContain('<td data-label="honest">');
  });
  test("links each verdict that has a trace to it, and the trace to its file and the command that replays it", async () => {
    const page = comparisonHtml(await comparison(), { link: () => "a b.json", replay: () => "npm run replay -- x" });
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(10);
    for (const id of targets) expect(page.split(`id="${id}"`)).toHaveLength(2);
    expect(page).toContain('<a href="a%20b.json">a b.json</a> <code>npm run replay -- x</code>');
    expect(page).toContain("  1  node 1 &#60;- node 0  RESULT round 0 value 1");
  });
  test("says why, and escapes everything that a protocol says", async () => {
    expect(comparisonHtml(await comparison())).toContain("A replica takes the primary&#39;s word for the minimum");
    const page = comparisonHtml(await nastyComparison(), { link: () => '"><script>.json', replay: () => NASTY });
    expect(tagsOf(page)).not.toContain("script");
    expect(page).not.toMatch(OBEYED);
    expect(page).toContain("&#60;script&#62;alert(1)");
  });
  test("marks a formula that is wrong", async () =>
    expect(comparisonHtml(await nastyComparison())).toMatch(/<td class="wrong">.*which is WRONG/));
});
