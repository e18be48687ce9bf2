/** `npm run docs:pictures`: makes the pictures of the documentation anew. */
import { writeFileSync } from "node:fs";
import { pictureFiles } from "./pictures.ts";

for (const { name, text } of await pictureFiles()) {
  writeFileSync(new URL(name, import.meta.url), text);
  console.log(`docs/pictures/${name}: ${(text.length / 1024).toFixed(0)} KB`);
}
