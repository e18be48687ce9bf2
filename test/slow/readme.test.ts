import { expect, test } from "vitest";
import { blocksOf, missing, readme, workshop } from "../readme-blocks.ts";

test("the first command of the README prints what is shown", async () => {
  const show = workshop();
  const first = blocksOf(readme()).find(({ language }) => language === "console")?.text ?? "";
  const [, command = "", shown = ""] = /^\$ (.*)\n([\s\S]*)$/.exec(first) ?? [];
  expect(command).toBe("npm run check -- --protocol bsmr");
  const printed = await show.run(command);
  expect(missing(shown, printed), printed).toBeNull();
  show.close();
});
