import { beforeAll, describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { pageScript } from "../../cli/page.ts";
import { configure } from "../../model/configuration.ts";
import type { Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import { outcomePage, type PageScript } from "../../reports/html/page.ts";
import { randomTrace } from "../model/walks.ts";
import { fork, nasty, OBEYED } from "./samples.ts";

const script: PageScript = { script: "run()", sha256: (text) => `hash-of-${text.length}` };

const pageOf = (outcome: Outcome, protocol: Protocol | null, from: PageScript = script): string =>
  outcomePage(outcome, { ...from, protocol, replay: (property) => `npm run replay -- ${property}.json` });

/** The fork's outcome with a random walk of another system for its trace. */
async function walkedOutcome(
  protocol: Protocol,
  change: Parameters<typeof configure>[1],
  length: number,
): Promise<Outcome> {
  const outcome = await fork();
  const configuration = configure(protocol, change);
  const trace = randomTrace(createSystem(protocol, configuration), length);
  expect(trace.length).toBe(length);
  const properties = outcome.properties.map((one) => ({
    ...one,
    trace,
    length,
    conflict: null,
    finding: { says: "", replicas: [] },
  }));
  return { ...outcome, protocol: protocol.name, configuration, properties };
}

describe("the page of bsmr's fork", () => {
  let page: string;
  beforeAll(async () => {
    page = pageOf(await fork(), bsmr);
  });

  test("runs its own script only, and loads nothing", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    const styles = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
    expect(policy).toBe(
      `default-src &#39;none&#39;; script-src &#39;sha256-hash-of-5&#39;; style-src &#39;sha256-hash-of-${styles.length}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /url\(|@import|https?:|\ssrc=|<link|\son\w+=|\sstyle=/,
    );
  });

  test("says what happened and why, under which configuration, and how to replay it", () => {
    for (const words of [
      "agreement is violated in 2 steps",
      "Agreement means: no two executions of one round by honest replicas have different values.",
      "Node 1 executed 1 and node 2 executed 2 in round 0.",
      "nobody compares who was told what",
      "Point of no return: step 2, the last.",
      "4 nodes, 1 faulty, node 0 Byzantine",
      "<code>npm run replay -- agreement.json</code>",
    ])
      expect(page).toContain(words);
  });

  test("tells what the signs of each diagram mean, of those that are in it", () => {
    const legends = [...page.matchAll(/<ul class="legend">(.*?)<\/ul>/g)].map(([, legend = ""]) =>
      [...legend.matchAll(/class="key (\w+)"/g)].map(([, key]) => key),
    );
    expect(legends[0]).toEqual(["lie", "executes", "turn", "differ"]);
  });

  test("has the diagram and the steps in words without any script", () => {
    const still = page.replace(/<script[\s\S]*?<\/script>/g, "");
    expect(still).toContain('<svg class="diagram"');
    expect(still).toContain("≠");
    expect(still).toContain("1  node 1 &#60;- node 0  RESULT round 0 value 1");
  });

  test("refuses a script that would end itself", async () => {
    const outcome = await fork();
    expect(() => pageOf(outcome, bsmr, { ...script, script: '"</script>"' })).toThrow("ends a script");
  });
});

describe("a page", () => {
  test("takes everything that a protocol says as text", async () => {
    const protocol = nasty();
    const page = pageOf(await check({ protocol }), protocol);
    expect([...page.matchAll(/<script/gi)].length).toBe(
      [...page.matchAll(/<script(?: type="application\/json")?>/g)].length,
    );
    expect([...page.matchAll(/<script/gi)].length).toBe([...page.matchAll(/<\/script>/gi)].length);
    expect(page).not.toMatch(OBEYED);
    expect(page).toContain("&#60;script&#62;alert(1)");
    const data = /<script type="application\/json">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(data).not.toContain("<");
    expect(JSON.stringify(JSON.parse(data))).toContain("<script>alert(1)</script>");
  });

  test("turns no text around: what would is written as an escape", async () => {
    const protocol = nasty("\u202egnihtyna\u2066");
    const page = pageOf(await check({ protocol }), protocol);
    expect(page).not.toMatch(/[\u202e\u2066]/);
    expect(page).toContain("\\u202egnihtyna\\u2066");
  });

  test("stays small however long a value is", async () => {
    const protocol = nasty("long ".repeat(20_000));
    const page = pageOf(await check({ protocol }), protocol);
    expect(page.length).toBeLessThan(100_000);
  });

  test("of a trace without steps says that none is needed", async () => {
    const page = pageOf(await check({ protocol: bsmr, properties: ["progress"] }), bsmr);
    expect(page).toContain("progress is violated in 0 steps");
    expect(page).toContain('<svg class="diagram"');
    expect(page).not.toMatch(/NaN|undefined/);
  });

  test("of an outcome without a trace has its verdicts", async () => {
    const page = pageOf(await check({ protocol: bsmr, byzantine: [], rounds: 1, properties: ["agreement"] }), bsmr);
    expect(page).toContain("SAFE");
    expect(page).not.toContain('class="trace"');
  });

  test("has room for thirteen replicas", async () => {
    const page = pageOf(await walkedOutcome(bsmr, { nodes: 13, faulty: 4 }, 40), bsmr);
    expect([...page.matchAll(/<line class="lane[ "]/g)]).toHaveLength(13);
  });

  test("of a trace of thirty steps takes less than 300 KB, its script included", async () => {
    const page = pageOf(await walkedOutcome(pbftRounds, {}, 30), pbftRounds, await pageScript());
    expect(new TextEncoder().encode(page).length).toBeLessThan(300_000);
  });
});
