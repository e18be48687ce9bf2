import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pictureFiles } from "../../../docs/pictures/pictures.ts";

const folder = new URL("../../../docs/pictures/", import.meta.url);

test("the pictures of the documentation are what is found and drawn today (made anew by: npm run docs:pictures)", async () => {
  const files = await pictureFiles();
  for (const { name, text } of files) expect(readFileSync(new URL(name, folder), "utf8"), name).toBe(text);
  expect(readdirSync(folder).filter((name) => name.endsWith(".svg"))).toEqual(files.map(({ name }) => name).sort());
});
