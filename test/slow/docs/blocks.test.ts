/** The quick suite follows the README; the other documents show commands that take longer. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { blocksOf, missing, root, workshop } from "../../readme-blocks.ts";

const folder = join(root, "docs");
const shownIn = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) =>
    blocksOf(readFileSync(join(folder, name), "utf8"))
      .filter(({ language }) => language === "console")
      .map(({ text }) => [name, ...(/^\$ (.*)\n([\s\S]*)$/.exec(text)?.slice(1) ?? [])] as const),
  );
const show = workshop();
afterAll(() => show.close());

test("there are commands to follow", () => expect(shownIn.length).toBeGreaterThan(2));

test.each(shownIn)("%s shows what is printed by %s", { timeout: 120_000 }, async (_, command = "", shown = "") => {
  const printed = await show.run(command);
  expect(missing(shown, printed), printed).toBeNull();
});
