import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { twoPhaseCommit } from "../../protocols/two-phase-commit/index.ts";
import { outcomeMarkdown } from "../../reports/markdown.ts";
import { fork, nasty, OBEYED } from "./samples.ts";

/** The lines of the first fenced block of a language. */
function block(markdown: string, language: string): readonly string[] {
  const lines = markdown.split("\n");
  const from = lines.findIndex((line) => line.endsWith(`\`${language}`));
  const fence = lines[from]?.slice(0, -language.length) ?? "";
  return lines.slice(from + 1, lines.indexOf(fence, from + 1));
}

describe("the Markdown report", () => {
  test("draws bsmr's fork, the lies marked", async () => {
    const markdown = outcomeMarkdown(await fork());
    expect(markdown.split("\n").slice(0, 3)).toEqual(["# bsmr", "", "**VIOLATED agreement in 2 steps**"]);
    expect(block(markdown, "mermaid")).toEqual([
      "sequenceDiagram",
      "  participant n0 as node 0 (Byzantine)",
      "  participant n1 as node 1",
      "  participant n2 as node 2",
      "  participant n3 as node 3",
      "  n0-->>n1: 1. RESULT round 0 value 1 (lie)",
      "  Note over n1: log #36;1",
      "  n0-->>n2: 2. RESULT round 0 value 2 (lie)",
      "  Note over n2: log #36;2",
    ]);
    expect(block(markdown, "text").slice(-3)).toEqual(["  node 1  $1", "  node 2  $2", "           ^"]);
  });

  test("draws steps, timeouts and round ends as notes", async () => {
    const steps = outcomeMarkdown(await check({ protocol: twoPhaseCommit, properties: ["aborts"] }));
    expect(block(steps, "mermaid")).toContain("  Note over n1: 1. abort alone");
    const protocol = { ...pbftRounds, properties: () => [later] };
    const asynchronous = await check({ protocol, timing: "asynchronous", rounds: 1 });
    expect(block(outcomeMarkdown(asynchronous), "mermaid")).toContain("  Note over n1: 1. timeout");
    const lockstep = await check({ protocol, timing: "lockstep", rounds: 1 });
    expect(block(outcomeMarkdown(lockstep), "mermaid")).toContain("  Note over n0,n3: 1. the round ends");
  });

  test("says what was used, and never calls a length shortest that need not be", async () => {
    const outcome = await fork();
    const markdown = outcomeMarkdown({
      ...outcome,
      properties: outcome.properties.map((one) => ({ ...one, shortest: false })),
    });
    expect(markdown).toMatch(/compiled engine.* Tables: [\d,]+(?: to [\d,]+)? states a replica/);
    expect(markdown).toContain("| agreement | VIOLATED | \\<=2 |");
    expect(markdown).toContain("## agreement VIOLATED in 2 steps (there may be a shorter way)");
  });

  test("whatever a message says, it stays text", async () => {
    const markdown = outcomeMarkdown(await check({ protocol: nasty() }));
    expect(markdown).not.toMatch(OBEYED);
    for (const line of block(markdown, "mermaid").slice(4)) {
      expect(line).toMatch(/^ {2}(?:n0-->>n\d|Note over n\d): (?:[\p{L}\p{N} .,()+=/_-]|#\d+;)+$/u);
    }
    const prose = markdown.replace(/(`{3,})\w+\n[\s\S]*?\n\1(?=\n)/g, "");
    expect(prose).toContain("\\<script\\>");
    expect(prose).not.toMatch(/(?<!\\)[`<>$&]/);
    const cells = prose.split("\n").filter((line) => line.startsWith("| "));
    expect(cells.map((line) => line.split(/(?<!\\)\|/).length)).toEqual(cells.map(() => 6));
  });

  test("a fence is longer than the backticks in it", async () => {
    const markdown = outcomeMarkdown(await check({ protocol: nasty("`````") }));
    expect(markdown).toContain("\n``````text\n");
    expect(block(markdown, "text").length).toBeGreaterThan(4);
  });
});

/** Reached as soon as node 1 has left its first slot. */
const later = {
  name: "later",
  kind: "sometimes" as const,
  says: "node 1 leaves its first slot",
  over: "replicas" as const,
  observe: ({ slot }: { readonly slot: number }) => slot,
  judge: (slots: readonly unknown[]) => (slots[1] === 1 ? { says: "node 1 left", replicas: [1] } : null),
};
