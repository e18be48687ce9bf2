import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folder } from "./command.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

test("a reader who leaves interrupts what has not ended, and sees no stack", async () => {
  const tsx = import.meta.resolve("tsx");
  const child = spawn(process.execPath, ["--import", tsx, main, "mutants", "--protocol", "bsmr"], { cwd: folder() });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += String(text);
  });
  // The heading of the first variant comes before anything is decided.
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, said }).toEqual({ code: 130, said: "" });
});
