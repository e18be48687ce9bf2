import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { byzcheckProcess, folder } from "../cli/command.ts";
import { correct, infinite } from "../cli/protocols.ts";

test("check --watch shows what is wrong in a file, abandons a check when a file changes, and ends with 130 at Ctrl-C", async () => {
  const cwd = folder({ "mine.ts": "export const broken = (;" });
  const write = (text: string): void => writeFileSync(join(cwd, "mine.ts"), text);
  const seen: string[] = [];
  const once = (what: string, act: () => void): void => {
    if (seen.includes(what)) return;
    seen.push(what);
    act();
  };
  const { code, out, err } = await byzcheckProcess(
    ["check", "--protocol", "./mine.ts", "--quiet", "--watch"],
    cwd,
    (child, sofar) => {
      const runs = sofar.split("it is checked again").length - 1;
      const rests = sofar.split("Ctrl-C ends").length - 1;
      if (rests === 1 && runs === 0) once("broken", () => write(infinite));
      if (runs === 1) once("endless", () => setTimeout(() => write(correct), 1_500));
      if (rests === 2) once("correct", () => child.kill("SIGINT"));
    },
  );
  expect(seen).toEqual(["broken", "endless", "correct"]);
  expect(err).toContain("mine.ts does not compile");
  expect(out).toBe("SAFE small holds in every reachable state of this configuration\n");
  expect(code).toBe(130);
}, 60_000);
