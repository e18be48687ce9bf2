import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { readRecording } from "../../reports/itf.ts";
import { type DrawingOptions, lanesText, traceLines } from "../../reports/lanes-text.ts";
import { replayFile } from "../../reports/replay.ts";
import { pictureOf } from "../../reports/space-time/picture-of.ts";
import { plain, type Style } from "../../reports/style.ts";
import { columns } from "../../reports/words.ts";
import { fork, nasty, OBEYED, only, witness } from "./samples.ts";

const drawn = (outcome: Outcome, protocol: Protocol, options: DrawingOptions = {}): readonly string[] => {
  const { trace, finding, conflict } = only(outcome);
  if (trace === null) throw new Error("a trace was expected");
  const subject = { trace, configuration: outcome.configuration, protocol, finding, conflict };
  return traceLines(subject, { lanes: true, width: 100, ...options });
};

describe("a trace drawn with lanes", () => {
  test("has an arrow for each delivery, broken for a lie, and below it what was executed", async () => {
    expect(drawn(await fork(), bsmr)).toEqual([
      "       node 0    node 1    node 2    node 3",
      "     Byzantine",
      "  1      ├╌╌╌╌╌╌╌╌▶●         │         │     RESULT round 0 value 1   lie",
      "         ┊         $1        │         │       round 0 -> 1, log $1, sends PROPOSAL",
      "  2      ├╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌▶●         │     RESULT round 0 value 2   lie",
      "         ┊         │         $2        │       round 0 -> 1, log $2",
    ]);
  });

  test("tells votes and what they make, timeouts, and from where on the fork is inevitable", async () => {
    const { trace, configuration } = pbftFork();
    const outlook = {
      inevitable: { step: 3, undetermined: [] },
      possible: { step: 3, undetermined: [] },
      maxStates: 1,
    };
    const conflict = { sides: [] as never, inBoth: null, liarsInBoth: null, outlook };
    const lines = lanesText(pictureOf({ trace, configuration, protocol: pbftRounds, conflict }), { width: 120 });
    const text = lines.join("\n");
    expect(lines).toContain(
      " 11      ┊         │         ├────────▶●     COMMIT view 0 slot 0 value 1   COMMIT 2 of 3",
    );
    expect(text).toMatch(
      /^ 16 {6}┊ {9}●◀────────┼─────────┤ {5}PREPARE view 1 slot 1 value 2\n {9}┊ .*PREPARE 2 of 2, COMMIT 1/m,
    );
    expect(text).toContain("prepared value 2, sends COMMIT");
    expect(lines[lines.findIndex((line) => /^ +3 /.test(line)) + 2]).toMatch(/^ {5}╌{40} point of no return$/);
  });

  test("has a dot on every honest lane where a round ends", () => {
    const { trace, configuration } = pbftFork();
    const text = lanesText(pictureOf({ trace, configuration, protocol: pbftRounds }), { width: 100 }).join("\n");
    expect(text).toMatch(/^ +\d+ {6}┊ {9}● {9}● {9}● {5}the round ends/m);
  });

  test("keeps within its width, and paints nodes and lies", async () => {
    const { outcome } = await witness();
    for (const width of [89, 100, 160]) {
      for (const line of drawn(outcome, bsmr, { width })) expect(columns(line)).toBeLessThanOrEqual(width);
    }
    const style: Style = { ...plain, lie: (text) => `<${text}>`, node: (id, text) => `${id}${text}` };
    const lines = drawn(await fork(), bsmr, { style });
    expect(lines[0]).toBe("       0node 0    1node 1    2node 2    3node 3");
    expect(lines[2]).toBe("  1      <├╌╌╌╌╌╌╌╌▶>1●         │         │     <RESULT round 0 value 1   lie>");
  });

  test("is clean, whatever a protocol says", async () => {
    const protocol = nasty();
    const lines = drawn(await check({ protocol }), protocol);
    expect(lines.join("\n")).not.toMatch(OBEYED);
    for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(100);
  });
});

describe("a list stands in its place", () => {
  test.each<[string, DrawingOptions]>([
    ["where nobody asks for lanes", { lanes: false }],
    ["where the terminal is too narrow for them", { width: 88 }],
  ])("%s", async (_, options) => {
    expect(drawn(await fork(), bsmr, options)[0]).toBe("     node 0 -> node 1  RESULT round 0 value 1   lie");
  });

  test("where no step is needed", async () => {
    const outcome = await check({ protocol: bsmr, properties: ["progress"], rounds: 1 });
    expect(drawn(outcome, bsmr)).toEqual(["     no step is needed: it is so from the start"]);
  });
});

/** Rounds end, and votes come from both sides. */
function pbftFork() {
  const file = readRecording(
    readFileSync(new URL("../traces/pbft-rounds-lockstep.json", import.meta.url), "utf8"),
    "it",
  );
  return { ...replayFile(file, pbftRounds, "it"), configuration: file.configuration };
}
